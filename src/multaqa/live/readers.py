"""What each reader is given of a lasting event: the event, or `quiet` in its place; and what a returning one is given of
the events they missed."""

from collections.abc import Callable, Sequence

import structlog
from msgspec import DecodeError
from msgspec.structs import replace

from multaqa.live.connection import Connection
from multaqa.live.frames import text_frame
from multaqa.live.ports import Kept
from multaqa.wire.codec import decode_lasting, encode
from multaqa.wire.events import Hidden, LastingEvent, Pinned, Quiet, Said
from multaqa.wire.views import MessageView, PersonView

logger = structlog.get_logger(__name__)


def decoded(kept: Kept) -> LastingEvent | None:
    """None when the event is not of this version of the protocol."""
    try:
        return decode_lasting(kept.data)
    except DecodeError:
        logger.exception("An event could not be read", n=kept.n)
        return None


def teller(kept: Kept, event: LastingEvent, staff: Sequence[PersonView]) -> Callable[[Connection], None]:
    """Gives the event to a connection as it may read it; both frames are made once."""
    frame, n = text_frame(kept.data), kept.n
    if kept.persons is None:
        return lambda connection: connection.give(n, frame)
    quiet, allowed = text_frame(encode(Quiet(n=n, at=event.at))), _allowed(kept, staff)

    def tell(connection: Connection) -> None:
        connection.give(n, frame if connection.person_id in allowed else quiet)

    return tell


def missed_by(person: int | None, run: Sequence[Kept], staff: Sequence[PersonView]) -> list[bytes] | None:
    """The frames of a run of events for somebody who was away. What was hidden since is not shown to them on the way: any
    newcomer could claim to have been away. None when an event cannot be read."""
    events = [decoded(kept) for kept in run]
    hidden: set[int] = set()
    for event in events:
        if isinstance(event, Hidden):
            (hidden.add if event.hidden else hidden.discard)(event.message)
    frames = []
    for kept, event in zip(run, events, strict=True):
        if event is None:
            return None
        frames.append(text_frame(_readable(kept, event, person, staff, hidden)))
    return frames


def _readable(kept: Kept, event: LastingEvent, person: int | None, staff: Sequence[PersonView], hidden: set[int]) -> bytes:
    if kept.persons is not None and person not in _allowed(kept, staff):
        return encode(Quiet(n=kept.n, at=event.at))
    if isinstance(event, Said | Pinned) and event.message is not None and {event.message.id, event.message.reply_to} & hidden:
        return encode(replace(event, message=_without(event.message, hidden)))
    if isinstance(event, Hidden) and event.message in hidden:
        return encode(replace(event, hidden=True, text=""))
    return kept.data


def _without(message: MessageView, hidden: set[int]) -> MessageView:
    if message.id in hidden:
        return replace(message, text="", reply_text="", hidden=True)
    return replace(message, reply_text="")


def _allowed(kept: Kept, staff: Sequence[PersonView]) -> frozenset[int]:
    return frozenset({person.id for person in staff} if kept.staff else ()).union(kept.persons or ())
