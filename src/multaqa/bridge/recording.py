"""The shelf of the recorder: what it writes are rows and files of the library. Asked in threads, never on the loop.

Where files are kept in a bucket, a carrier takes the tapes there (`carrying.py`, which needs the extra)."""

import datetime as dt
from typing import TYPE_CHECKING

import structlog
from django.db import close_old_connections, connections
from django.utils import timezone

from multaqa.common.clockwork import every
from multaqa.common.store import StoreAway, elsewhere
from multaqa.library.domain import keeping
from multaqa.library.domain.places import file_of, folder
from multaqa.library.models import Recording
from multaqa.live.mending import mend
from multaqa.live.ports import Mended, Opened

if TYPE_CHECKING:
    from multaqa.bridge.carrying import Carrier

MEND_SECONDS = 30
# How long a tape of which the store has nothing is waited for: it may lie on the disk of a machine that is being mended.
WAITED = dt.timedelta(days=7)
logger = structlog.get_logger(__name__)


class DjangoShelf:
    """Answers `live.ports.Shelf`. Between two recordings it holds no connection of the database."""

    def __init__(self) -> None:
        self._carrier: Carrier | None = None

    def begin(self, gathering: int, turn: int, at_ms: int) -> Opened:
        """A row for the next part of a turn, and where its file belongs."""
        close_old_connections()
        try:
            recording = keeping.begin(gathering, turn, at_ms=at_ms)
            if elsewhere() is not None:
                self._carry().follow(recording.pk, file_of(recording))
            return Opened(recording.pk, file_of(recording))
        finally:
            connections.close_all()

    def end(self, recording: int, left: Mended) -> None:
        """The row says how long it is; where files are kept elsewhere, when it is there."""
        if self._carrier is not None:
            self._carrier.end(recording, left)
            return
        try:
            keeping.end(recording, length_ms=left.length_ms, size=left.bytes)
        finally:
            connections.close_all()

    def close_left_open(self) -> int:
        """The first words of a node: recordings that dead ones left in the middle of a page are made whole. Answers how many."""
        try:
            if elsewhere() is not None:
                _forget_closed()
            return mend_left_open()
        finally:
            connections.close_all()

    def close(self) -> None:
        """After the recorder: takes the last tapes to where they are kept. Not for the event loop."""
        if self._carrier is not None:
            self._carrier.close()

    def _carry(self) -> "Carrier":
        if self._carrier is None:
            from multaqa.bridge.carrying import Carrier

            self._carrier = Carrier()
        return self._carrier


def mend_left_open() -> int:
    """By the clock, too: a node that dies is not waited for. Answers how many were left open."""
    rows = keeping.left_open()
    for row in rows:
        try:
            _mend(row.pk)
        except StoreAway:
            logger.exception("Recordings left open wait for the store of files")
            break
    return len(rows)


def _mend(recording: int) -> None:
    """One that cannot be read is left for the next time; the house opens all the same. Raises StoreAway."""
    with keeping.taken(recording) as row:
        if row is None or not _is_here(row):
            return
        try:
            left = mend(file_of(row))
        except OSError:
            logger.exception("A recording left open could not be mended", recording=recording)
            return
        _keep(row, left)
    logger.info("A recording left open was made whole", recording=recording, length_ms=left.length_ms)


def _is_here(row: Recording) -> bool:
    """Whether it can be mended here. In a bucket are the pieces that its node could still send; a tape of which there is none may
    lie on the disk of that machine, which mends it when it is back."""
    kept = elsewhere()
    if kept is None or file_of(row).exists():
        return True
    from multaqa.bridge.carrying import gather

    return gather(kept, file_of(row)) or timezone.now() - row.made_at > WAITED


def _keep(row: Recording, left: Mended) -> None:
    kept = elsewhere()
    if kept is None:
        keeping.end(row.pk, length_ms=left.length_ms, size=left.bytes)
        return
    from multaqa.bridge.carrying import bring

    bring(kept, row.pk, file_of(row), left)


def _forget_closed() -> None:
    """What another node has closed while this machine was away."""
    for path in folder().glob("*/*.ogg"):
        rows = Recording.objects.filter(file=str(path.relative_to(folder())))
        if rows.exclude(state=Recording.State.OPEN).exists():
            path.unlink(missing_ok=True)


every(MEND_SECONDS, "recordings of nodes that are gone", mend_left_open)
