"""One browser, from its welcome on."""

from msgspec import Struct

from multaqa.live.core.credits import FRAMES, OFFENCES, PACKETS, Bucket, Credits
from multaqa.live.core.presence import Door
from multaqa.live.core.sound import Hearing
from multaqa.live.fanout import FanoutProtocol
from multaqa.live.frames import text_frame
from multaqa.live.metrics import FRAMES_OUT
from multaqa.live.ports import Ticket
from multaqa.wire.close_codes import CloseCode
from multaqa.wire.codec import encode
from multaqa.wire.events import FleetingEvent, Refusal, Reply
from multaqa.wire.views import PersonView

_answers_out = FRAMES_OUT.labels("answers")


class Credit(Struct):
    """What this connection alone may do: text frames, packets of sound, and sound without the floor."""

    frames: Bucket
    packets: Bucket
    offences: Bucket


class Connection:
    """`n` is the number of the last event written to it; `row` names its present line in the attendance."""

    __slots__ = (
        "bad", "credit", "credits", "door", "doors", "head", "hearing", "id", "n", "person", "protocol", "row", "seen_at",
        "ticket",
    )  # fmt: skip

    def __init__(self, id: str, protocol: FanoutProtocol, ticket: Ticket, door: Door, credits: Credits, now: int) -> None:
        self.id, self.row = id, id
        self.protocol, self.ticket, self.door = protocol, ticket, door
        self.person: PersonView | None = ticket.person
        self.head = head_of(ticket)
        self.credits = credits
        self.credit = Credit(Bucket(FRAMES, now), Bucket(PACKETS, now), Bucket(OFFENCES, now))
        self.hearing = Hearing()
        self.n = 0
        self.seen_at = now
        self.bad = 0
        self.doors = 0

    @property
    def person_id(self) -> int | None:
        """None for a visitor without a name."""
        return None if self.person is None else self.person.id

    def give(self, n: int, frame: bytes) -> None:
        """Writes the lasting event number n, unless it was written; one that would leave a gap ends the connection."""
        if n <= self.n:
            return
        if n != self.n + 1:
            self.close(CloseCode.LOST_TRACK)
            return
        self.n = n
        self.protocol.push_words(frame)

    def say(self, message: FleetingEvent | Reply | Refusal) -> None:
        """Writes something meant for this connection."""
        _answers_out.inc()
        self.protocol.push_words(text_frame(encode(message)))

    def close(self, code: CloseCode) -> None:
        """Ends it; its gathering hears of that when the socket's end arrives."""
        self.protocol.shut(code)


def head_of(ticket: Ticket) -> str:
    """One name for all the pages of one person, or of one visitor's browser."""
    return f"v:{ticket.visitor}" if ticket.person is None else head_of_person(ticket.person.id)


def head_of_person(person: int) -> str:
    """The name of a person's head."""
    return f"p:{person}"
