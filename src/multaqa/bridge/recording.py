"""The shelf of the recorder: what it writes are rows and files of the library. Asked in threads, never on the loop."""

import structlog
from django.db import close_old_connections, connections

from multaqa.common.clockwork import every
from multaqa.library.domain import keeping
from multaqa.library.domain.places import file_of
from multaqa.live.mending import mend
from multaqa.live.ports import Mended, Opened

MEND_SECONDS = 30
logger = structlog.get_logger(__name__)


class DjangoShelf:
    """Answers `live.ports.Shelf`. Between two recordings it holds no connection of the database."""

    def begin(self, gathering: int, turn: int, at_ms: int) -> Opened:
        """A row for the next part of a turn, and where its file belongs."""
        close_old_connections()
        try:
            recording = keeping.begin(gathering, turn, at_ms=at_ms)
            return Opened(recording.pk, file_of(recording))
        finally:
            connections.close_all()

    def end(self, recording: int, left: Mended) -> None:
        """The row says how long it is."""
        try:
            keeping.end(recording, length_ms=left.length_ms, size=left.bytes)
        finally:
            connections.close_all()

    def close_left_open(self) -> int:
        """The first words of a node: recordings that dead ones left in the middle of a page are made whole. Answers how many."""
        try:
            return mend_left_open()
        finally:
            connections.close_all()


def mend_left_open() -> int:
    """By the clock, too: a node that dies is not waited for. Answers how many were left open."""
    rows = keeping.left_open()
    for row in rows:
        _mend(row.pk)
    return len(rows)


def _mend(recording: int) -> None:
    """One that cannot be read is left for the next time; the house opens all the same."""
    with keeping.taken(recording) as row:
        if row is None:
            return
        try:
            left = mend(file_of(row))
        except OSError:
            logger.exception("A recording left open could not be mended", recording=recording)
            return
        keeping.end(recording, length_ms=left.length_ms, size=left.bytes)
    logger.info("A recording left open was made whole", recording=recording, length_ms=left.length_ms)


every(MEND_SECONDS, "recordings of nodes that are gone", mend_left_open)
