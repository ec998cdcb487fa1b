"""Whether nodes share their folder of files: it bears a mark, made by the first of them, and each says which it sees."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Protocol

MARK = ".house"


class HasFiles(Protocol):
    """The settings that say where files are."""

    @property
    def files(self) -> str:
        """The shared folder as it was set; empty without one."""
        ...

    @property
    def files_dir(self) -> Path:
        """The folder of files."""
        ...


def mark_of(config: HasFiles) -> str:
    """The mark of the shared folder, made now when there is none; empty where nothing is shared. Raises OSError when the folder
    cannot be read or written."""
    if not config.files:
        return ""
    path = config.files_dir / MARK
    if not path.exists():
        _make(path)
    return path.read_text().strip()


def _make(path: Path) -> None:
    """It appears whole; of two nodes that make one, the first has made it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{MARK}-{secrets.token_hex(8)}.part")
    part.write_text(secrets.token_hex(16))
    with suppress(FileExistsError):
        os.link(part, path)
    part.unlink()
