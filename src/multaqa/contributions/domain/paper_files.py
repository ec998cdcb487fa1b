"""The files of papers: in the store below `papers`, a folder with a name nobody can guess per revision."""

import os
import secrets
import shutil
from contextlib import suppress
from pathlib import Path

from django.core.files import File

from multaqa.common.refusal import Refused
from multaqa.common.store import StoreAway, store
from multaqa.contributions.models import Revision


def folder() -> Path:
    """The folder of all papers; it may not exist yet."""
    return store().here / "papers"


def original_of(revision: Revision) -> Path:
    """The file as it was handed in."""
    return folder() / revision.original


def pdf_of(revision: Revision) -> Path:
    """What was made of it, without anything that acts."""
    return folder() / revision.file


def page_of(revision: Revision, page: int) -> Path:
    """The picture of a page; 1 is the first."""
    return pdf_of(revision).with_name(f"{page}.webp")


def keep(file: "File[bytes]", kind: str) -> str:
    """Keeps what was handed in, so that it lasts before a row speaks of it; answers its path below `folder()`. Raises Refused:
    files_away."""
    path = folder() / secrets.token_hex(16) / f"original.{kind}"
    path.parent.mkdir(parents=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
        for chunk in file.chunks():
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    original = str(path.relative_to(folder()))
    try:
        store().keep(path)
    except StoreAway as error:
        forget(original)
        raise Refused("files_away") from error
    store().let_go(path.parent)
    return original


def forget(original: str) -> None:
    """Removes what no row speaks of. What the store cannot remove just now stays, and nothing leads to it."""
    beside = (folder() / original).parent
    with suppress(StoreAway):
        store().remove(*store().below(beside))
    shutil.rmtree(beside, ignore_errors=True)
