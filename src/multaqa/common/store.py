"""Where files are kept that any node may be asked for: a folder that all of them see, or a bucket of an S3-compatible store
(`bucket.py`).

A file is known by its place: the path at which a node writes it before it has it kept. Rows speak only of what is kept."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from django.conf import settings

if TYPE_CHECKING:
    from multaqa.common.bucket import Bucket

PIECE = 64 * 1024


class StoreAway(OSError):
    """The store cannot be reached, or refuses: what was asked of it has not been done. `code` is its own word for why, or the
    name of the error on the way to it."""

    def __init__(self, told: str, code: str) -> None:
        super().__init__(f"{told}: {code}")
        self.code = code


@dataclass(frozen=True)
class Kept:
    """What is known of a file: bytes, and a tag (as in HTTP, quoted) that changes with its content."""

    size: int
    tag: str


class Store(Protocol):
    """Everything here may take its time, and raise StoreAway: not for the event loop. All paths are below `here`."""

    @property
    def here(self) -> Path:
        """The folder in which this node writes."""
        ...

    def keep(self, *paths: Path) -> None:
        """Has what was written there lasting and seen by all nodes. Where the store is elsewhere, it is gone from here then."""
        ...

    def find(self, path: Path) -> Kept | None:
        """What is kept of it."""
        ...

    def below(self, folder: Path) -> list[Path]:
        """The files kept below a folder, however deep, in order."""
        ...

    def pieces(self, path: Path, first: int, last: int) -> Iterator[bytes]:
        """From the first byte to the last, both included. Raises FileNotFoundError."""
        ...

    def opened(self, path: Path) -> AbstractContextManager[Path]:
        """A file to read, while the context lasts; it may lie elsewhere. Raises FileNotFoundError."""
        ...

    def fetch(self, path: Path) -> None:
        """Has it at its place, to be worked on. Raises FileNotFoundError."""
        ...

    def let_go(self, path: Path) -> None:
        """Removes what lies here, a file or a folder, and is not the store's."""
        ...

    def remove(self, *paths: Path) -> None:
        """They are kept no more; what was not there is nothing to complain of."""
        ...


class Folder:
    """A folder: what is written there is kept."""

    def __init__(self, here: Path) -> None:
        self.here = here

    def keep(self, *paths: Path) -> None:
        """It is where it belongs."""

    def find(self, path: Path) -> Kept | None:
        """By its size and its moment."""
        if not path.is_file():
            return None
        known = path.stat()
        return Kept(known.st_size, f'"{known.st_mtime_ns:x}-{known.st_size:x}"')

    def below(self, folder: Path) -> list[Path]:
        """As the disk has them."""
        return sorted(path for path in folder.rglob("*") if path.is_file())

    def pieces(self, path: Path, first: int, last: int) -> Iterator[bytes]:
        """As the disk gives them."""
        with path.open("rb") as file:
            file.seek(first)
            left = last - first + 1
            while left > 0 and (piece := file.read(min(PIECE, left))):
                left -= len(piece)
                yield piece

    def opened(self, path: Path) -> AbstractContextManager[Path]:
        """The file itself."""
        return nullcontext(path)

    def fetch(self, path: Path) -> None:
        """It is there, or is not. Raises FileNotFoundError."""
        if not path.is_file():
            raise FileNotFoundError(2, "is not there", str(path))

    def let_go(self, path: Path) -> None:
        """All of it is the store's."""

    def remove(self, *paths: Path) -> None:
        """The folders they were in stay."""
        for path in paths:
            path.unlink(missing_ok=True)


def store() -> Store:
    """The store of this house."""
    return elsewhere() or Folder(settings.CONFIG.files_dir)


def elsewhere() -> "Bucket | None":
    """The bucket, where files are kept in one: what a node writes is then seen by nobody else before it is kept."""
    config = settings.CONFIG
    if not config.s3:
        return None
    from multaqa.common.bucket import bucket_of

    return bucket_of(config.s3_address, config.data_dir)
