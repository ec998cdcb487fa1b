"""Tapes on their way into the bucket. A node records on its own disk; where files are kept elsewhere, a thread of its own takes
what has grown after it, in small pieces, so that another node can make the recording whole when this one dies. An ended tape
is put there as a whole, and only then is its row said to be kept. However slow the store, the recorder does not wait."""

import secrets
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import structlog
from django.db import close_old_connections, connections

from multaqa.common.bucket import Bucket
from multaqa.common.store import StoreAway, elsewhere
from multaqa.library.domain import keeping
from multaqa.live.ports import Mended

# Some twenty seconds of a voice: what is put again and again while it grows is small, and an hour is two hundred pieces.
PIECE = 64 * 1024
SECONDS = 2.0
CLOSE_SECONDS = 10.0
logger = structlog.get_logger(__name__)


@dataclass
class Load:
    """A tape of this node. `sent` is how much of it lies in pieces; `left` says that it is ended."""

    path: Path
    sent: int = 0
    left: Mended | None = None


class Carrier:
    """One for a node. Its thread begins with the first tape."""

    def __init__(self) -> None:
        self._loads: dict[int, Load] = {}
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._is_closing = self._is_away = False

    def follow(self, recording: int, path: Path) -> None:
        """From now on takes what grows there."""
        with self._changed:
            self._loads[recording] = Load(path)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="carrier", daemon=True)
                self._thread.start()

    def end(self, recording: int, left: Mended) -> None:
        """The tape is whole."""
        with self._changed:
            self._loads[recording].left = left
            self._changed.notify_all()

    def close(self, seconds: float = CLOSE_SECONDS) -> None:
        """Takes what has ended, as long as there is time. What is left stays on this disk, and goes at the next start."""
        with self._changed:
            self._is_closing = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(seconds)

    def _run(self) -> None:
        try:
            while not self._is_closing or (self._some_ended() and not self._is_away):
                self._carry()
                with self._changed:
                    if not self._is_closing and (self._is_away or not self._some_ended()):
                        self._changed.wait(SECONDS)
        finally:
            connections.close_all()

    def _some_ended(self) -> bool:
        return any(load.left is not None for load in tuple(self._loads.values()))

    def _carry(self) -> None:
        """Once over all tapes; what cannot be done now is tried the next time. A store that is away is not asked for each."""
        close_old_connections()
        kept = elsewhere()
        assert kept is not None
        was_away, self._is_away = self._is_away, False
        for recording, load in tuple(self._loads.items()):
            try:
                if load.left is None:
                    load.sent = grow(kept, load.path, load.sent)
                else:
                    bring(kept, recording, load.path, load.left)
                    del self._loads[recording]
            except Exception as error:
                if not was_away:
                    logger.error("Recordings wait on this disk for the store of files", error=repr(error))
                self._is_away = True
                if isinstance(error, StoreAway):
                    return


def grow(kept: Bucket, path: Path, sent: int) -> int:
    """Puts the pieces that have changed since `sent` bytes; answers how many there are now. Raises StoreAway."""
    with suppress(FileNotFoundError), path.open("rb") as file:
        file.seek(sent // PIECE * PIECE)
        for number in range(sent // PIECE, path.stat().st_size // PIECE + 1):
            if piece := file.read(PIECE):
                kept.put_bytes(pieces_of(path) / f"{number:06}", piece)
                sent = number * PIECE + len(piece)
    return sent


def bring(kept: Bucket, recording: int, path: Path, left: Mended) -> None:
    """Keeps a whole tape, unless it was closed meanwhile, and lets go of its pieces. Raises StoreAway."""
    if keeping.is_open(recording):
        if left.length_ms and path.exists():
            kept.keep(path)
        keeping.end(recording, length_ms=left.length_ms, size=left.bytes)
    kept.let_go(path)
    kept.remove(*kept.below(pieces_of(path)))


def gather(kept: Bucket, path: Path) -> bool:
    """Joins the pieces another node has left, up to the first that is missing; False when there are none. Raises StoreAway."""
    pieces = kept.below(pieces_of(path))
    if not pieces:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    # What lies at its place is taken for the tape itself: it appears there whole.
    part = path.with_name(f".{path.name}-{secrets.token_hex(8)}")
    try:
        with part.open("wb") as file:
            for number, piece in enumerate(pieces):
                if piece.name != f"{number:06}":
                    break
                file.write(kept.read_bytes(piece))
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return True


def pieces_of(path: Path) -> Path:
    """Where the pieces of a tape are in the store."""
    return path.with_name(f"{path.name}.pieces")
