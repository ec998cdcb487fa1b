"""What the doctor says of several nodes: which run, of which version, and whether they share their files. After `django.setup()`,
on a database that is up to date."""

import os
from collections.abc import Iterator

from multaqa import __version__
from multaqa.common.shared_folder import mark_of
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
    if not config.files:
        if config.bus_url:
            sentence = "MULTAQA_FILES is not set: nodes on other machines do not find what this one records."
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
    yield _shared(thing, str(folder), mark)


def _shared(thing: str, folder: str, mark: str) -> Finding:
    running = Node.objects.alive()
    elsewhere = sorted(running.exclude(files=mark).values_list("name", flat=True))
    if elsewhere:
        sentence = f"{folder} is not the folder that {', '.join(elsewhere)} has; mount the same one on every machine."
        return Finding(thing, Verdict.WRONG, sentence)
    if not running.exists():
        return Finding(thing, Verdict.NOTE, f"{folder} can be written; no node is running to tell whether it sees the same.")
    return Finding(thing, Verdict.OK, f"{folder} can be written, and is that of every node that runs.")
