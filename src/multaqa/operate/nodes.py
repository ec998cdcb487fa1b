"""What the doctor says of several nodes: which run, of which version, and whether they share their files. After `django.setup()`,
on a database that is up to date."""

import os
from collections.abc import Iterator
from contextlib import suppress

from multaqa import __version__
from multaqa.common.shared_folder import mark_of
from multaqa.common.store import StoreAway
from multaqa.config import Config
from multaqa.operate.findings import Finding, Verdict
from multaqa.rooms.models import Node


def versions() -> Finding:
    """Whether all that run are of this version."""
    running = list(Node.objects.alive().order_by("name"))
    others = [f"{node.name} is {node.version}" for node in running if node.version != __version__]
    if others:
        return Finding("nodes", Verdict.WRONG, f"this is {__version__}, but {', '.join(others)}; bring all to one version.")
    if not running:
        return Finding("nodes", Verdict.NOTE, "none is running.")
    return Finding("nodes", Verdict.OK, f"{len(running)} running, of version {__version__}.")


def files(config: Config) -> Iterator[Finding]:
    """Whether the folder of files can be used, and is that of the others."""
    thing, folder = "files", config.files_dir
    if config.s3:
        yield from _bucket(thing, config)
        return
    if not config.files:
        if config.bus_url:
            sentence = "Neither MULTAQA_FILES nor MULTAQA_S3 is set: nodes on other machines do not find what this one records."
            yield Finding(thing, Verdict.NOTE, sentence)
        return
    try:
        mark = mark_of(config)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(13, os.strerror(13))
    except OSError as error:
        yield Finding(
            thing, Verdict.WRONG, f"{folder} cannot be read and written ({error.strerror}); set MULTAQA_FILES, or mount it."
        )
        return
    yield _shared(thing, str(folder), mark, "folder that {} has; mount the same one on every machine.")


def _bucket(thing: str, config: Config) -> Iterator[Finding]:
    """What is wrong with the bucket itself is said by `files_store`."""
    with suppress(StoreAway):
        yield _shared(
            thing, config.s3_address.told, mark_of(config), "bucket that {} has; set the same MULTAQA_S3 on every machine."
        )


def _shared(thing: str, place: str, mark: str, other: str) -> Finding:
    running = Node.objects.alive()
    elsewhere = sorted(running.exclude(files=mark).values_list("name", flat=True))
    if elsewhere:
        return Finding(thing, Verdict.WRONG, f"{place} is not the {other.format(', '.join(elsewhere))}")
    if not running.exists():
        return Finding(thing, Verdict.NOTE, f"{place} can be written; no node is running to tell whether it sees the same.")
    return Finding(thing, Verdict.OK, f"{place} can be written, and is that of every node that runs.")
