"""Where the files of papers are: in the folder of files below `papers`, a folder with a name nobody can guess per revision."""

import os
import secrets
import shutil
from pathlib import Path

from django.conf import settings
from django.core.files import File

from multaqa.contributions.models import Revision


def folder() -> Path:
    """The folder of all papers; it may not exist yet."""
    return Path(settings.CONFIG.files_dir) / "papers"


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
    """Writes what was handed in, so that it is on the disk before a row speaks of it; answers its path below `folder()`."""
    path = folder() / secrets.token_hex(16) / f"original.{kind}"
    path.parent.mkdir(parents=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
        for chunk in file.chunks():
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    return str(path.relative_to(folder()))


def forget(original: str) -> None:
    """Removes what no row speaks of."""
    shutil.rmtree((folder() / original).parent, ignore_errors=True)
