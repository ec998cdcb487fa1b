"""Whether nodes share their files: the folder or bucket bears a mark, made by the first of them, and each says which it sees."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from multaqa.common.s3_address import S3Address
from multaqa.common.store import StoreAway

MARK = ".house"


class HasFiles(Protocol):
    """The settings that say where files are."""

    @property
    def files(self) -> str:
        """The shared folder as it was set; empty without one."""
        ...

    @property
    def s3(self) -> str:
        """The bucket as it was set; empty without one."""
        ...

    @property
    def s3_address(self) -> S3Address:
        """The parts of that."""
        ...

    @property
    def data_dir(self) -> Path:
        """The node's own folder."""
        ...

    @property
    def files_dir(self) -> Path:
        """The folder of files."""
        ...


def mark_of(config: HasFiles) -> str:
    """The mark of the shared folder or bucket, made now when there is none; empty where nothing is shared. Raises OSError when it
    cannot be read or written."""
    if config.s3:
        return _mark_of_bucket(config)
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


def _mark_of_bucket(config: HasFiles) -> str:
    from multaqa.common.bucket import bucket_of

    kept, path = bucket_of(config.s3_address, config.data_dir), config.data_dir / MARK
    try:
        return kept.read_bytes(path).decode()
    except FileNotFoundError:
        pass
    mark = secrets.token_hex(16).encode()
    try:
        kept.put_bytes(path, mark, IfNoneMatch="*")
    except StoreAway as error:
        if error.code == "NotImplemented":
            kept.put_bytes(path, mark)
        elif error.code not in ("PreconditionFailed", "ConditionalRequestConflict"):
            raise
    return kept.read_bytes(path).decode()
