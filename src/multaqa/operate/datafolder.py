"""The data folder and its lock: one server at a time writes there."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from multaqa.operate.errors import CannotOperate

LOCK = "serving.lock"


def make_writable(folder: Path) -> None:
    """Creates the folder when it is missing. Raises CannotOperate when it cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        probe = folder / ".probe"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise CannotOperate(f"The data folder {folder} cannot be written ({error.strerror}); set MULTAQA_DATA.") from error


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Holds the folder for this process; its number is in the lock file. Raises CannotOperate when another holds it.

    The kernel lets go of the lock when the process dies, however it dies; a stale file means nothing.
    """
    with open(folder / LOCK, "a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CannotOperate(
                f"Another Multaqa (process {_number_in(folder)}) is running on {folder}; stop it first, or set MULTAQA_DATA."
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
        file.truncate(0)


def holder(folder: Path) -> str:
    """The number of the process that holds the folder, or an empty text."""
    try:
        with open(folder / LOCK) as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return ""
    except OSError:
        return _number_in(folder)
    return ""


def _number_in(folder: Path) -> str:
    try:
        return (folder / LOCK).read_text().strip() or "unknown"
    except OSError:
        return "unknown"
