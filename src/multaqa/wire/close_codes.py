"""Why a socket is closed, and whether to come back. One name, one meaning, one instruction each."""

from enum import IntEnum
from typing import NamedTuple


class Close(NamedTuple):
    """`back_ms` is the range, in ms, within which a client comes back by itself; None: it does not."""

    name: str
    meaning: str
    back_ms: tuple[int, int] | None


class CloseCode(IntEnum):
    """The private range 4000-4999 of RFC 6455, in blocks: 40xx come back, 44xx do not without change, 45xx end."""

    MOVING = 4000
    TOO_SLOW = 4001
    LOST_TRACK = 4002
    SILENT = 4003
    OVERLOADED = 4004
    BAD_FRAME = 4400
    BAD_TICKET = 4401
    STALE_TICKET = 4402
    NOT_WELCOME = 4403
    BAD_VERSION = 4406
    HELLO_LATE = 4408
    TOO_BIG = 4413
    TOO_FAST = 4429
    NO_FLOOR = 4430
    FOREIGN_ORIGIN = 4431
    REMOVED = 4500
    GATHERING_ENDED = 4501
    REPLACED = 4502


CLOSES: dict[CloseCode, Close] = {
    CloseCode.MOVING: Close("moving", "The node goes down in order.", (200, 3000)),
    CloseCode.TOO_SLOW: Close("too_slow", "The connection could not take the words in time.", (1000, 4000)),
    CloseCode.LOST_TRACK: Close("lost_track", "The node lost the thread of events; start afresh.", (200, 2000)),
    CloseCode.SILENT: Close("silent", "Nothing was heard from the browser for too long.", (500, 3000)),
    CloseCode.OVERLOADED: Close("overloaded", "The node has no room for more now.", (3000, 15000)),
    CloseCode.BAD_FRAME: Close("bad_frame", "A frame that is not of this protocol.", None),
    CloseCode.BAD_TICKET: Close("bad_ticket", "The ticket is forged, or for another room.", None),
    CloseCode.STALE_TICKET: Close("stale_ticket", "The ticket has expired; fetch a fresh one.", (0, 1000)),
    CloseCode.NOT_WELCOME: Close("not_welcome", "The doors are closed to this person.", None),
    CloseCode.BAD_VERSION: Close("bad_version", "The page is older or newer than the node; load it again.", None),
    CloseCode.HELLO_LATE: Close("hello_late", "No hello within ten seconds.", (1000, 5000)),
    CloseCode.TOO_BIG: Close("too_big", "A frame above 64 KiB.", None),
    CloseCode.TOO_FAST: Close("too_fast", "Far more frames than any person makes.", (5000, 20000)),
    CloseCode.NO_FLOOR: Close("no_floor", "Sound was sent again and again without the floor.", (5000, 10000)),
    CloseCode.FOREIGN_ORIGIN: Close("foreign_origin", "The page that opened this socket is not ours.", None),
    CloseCode.REMOVED: Close("removed", "Taken out of the room by a supervisor.", None),
    CloseCode.GATHERING_ENDED: Close("gathering_ended", "The gathering ended.", None),
    CloseCode.REPLACED: Close("replaced", "The same person opened too many pages of this room.", None),
}
