"""What the engine needs from the house, as protocols: it asks through these and knows nothing of who answers.

`bridge` answers them with the domain; nothing here is Django's.
"""

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Literal, NamedTuple, Protocol

from msgspec import Struct

from multaqa.common.refusal import Refused as Refused
from multaqa.wire.commands import Keyed
from multaqa.wire.events import Reply
from multaqa.wire.views import Ability, PersonView, Picture, You


class Ticket(Struct, frozen=True):
    """Who stands at the door, as the page signed it. `person` is None for a visitor without a name; `visitor` names
    the browser. `until` is in ms. `can` is what they could do when it was signed: the page's courtesy, not a permission."""

    person: PersonView | None
    visitor: str
    room: int
    slug: str
    gathering: int
    can: tuple[Ability, ...]
    until: int


class TicketRefused(Exception):
    """`stale` tells an expired ticket from a forged one."""

    def __init__(self, stale: bool) -> None:
        super().__init__("stale ticket" if stale else "bad ticket")
        self.stale = stale


class Kept(Struct, frozen=True):
    """A lasting event as it is kept and announced: its number, who may read it, and its JSON bytes. `audience` None is
    everybody; otherwise supervisors when `staff`, and these persons; all others are given a `quiet` in its place."""

    n: int
    data: bytes
    staff: bool = False
    persons: tuple[int, ...] | None = None


class Loaded(Struct, frozen=True):
    """A gathering as the database has it now. `barred` maps persons to the ms until which they stay out (0: no end)."""

    picture: Picture
    barred: dict[int, int]


class Announcement(Struct, frozen=True):
    """What travels on the bus on `gathering.<id>` after a commit. `kept` are events in order of number. `concerns` are
    persons whose own view (`you`) changed; `remove` those who must leave, with the close code and the reason's text."""

    kept: list[Kept] = []
    concerns: list[int] = []
    remove: list[int] = []
    closed: bool = False


class Attended(Struct, frozen=True):
    """Somebody came through a door or left. `connection` pairs the two; `at` in ms."""

    gathering: int
    connection: str
    person: int | None
    visitor: str
    door: Literal["live", "text", "http"]
    at: int
    left: bool


class House(Protocol):
    """The engine's whole view of the rest. All but `check_ticket` may take a while and may raise `Refused`;
    any other exception means the database could not answer, and nothing was acknowledged."""

    def check_ticket(self, ticket: str) -> Ticket:
        """Checks the signature and the end; no database. Raises TicketRefused."""
        ...

    async def load(self, gathering: int) -> Loaded | None:
        """The gathering's picture, or None when it is over or unknown."""
        ...

    async def kept_after(self, gathering: int, n: int) -> list[Kept]:
        """The events after number n, in order, without gaps (at most 500)."""
        ...

    async def perform(self, who: Ticket, command: Keyed) -> Reply:
        """Does a deed, or answers a reading command that needs the database; returns after commit. The same key by the
        same person again returns the same reply. Raises Refused."""
        ...

    async def you(self, who: Ticket) -> You:
        """What this person may do now, with a fresh ticket. Raises Refused when they may not be here."""
        ...

    async def settle(self, gathering: int) -> None:
        """Applies every deadline that has passed: countdowns, graces, turns out of time, sanctions that ended."""
        ...

    async def absent(self, gathering: int, person: int) -> None:
        """The last connection of somebody who is on air or called was lost."""
        ...

    async def returned(self, gathering: int, person: int) -> None:
        """Somebody whose turn was interrupted is connected again."""
        ...

    async def attended(self, rows: Sequence[Attended]) -> None:
        """Writes comings and goings, in one transaction."""
        ...


class Opened(NamedTuple):
    """A recording that may be written: its number, and the file, which does not exist yet."""

    recording: int
    path: Path


class Mended(NamedTuple):
    """A recording that is written and whole: how long it plays (0: there is no sound in it), and its size."""

    length_ms: int
    bytes: int


class Shelf(Protocol):
    """Where recordings are kept. Asked by the recorder's thread, so it may take its time; any exception means that this
    recording is not kept."""

    def begin(self, gathering: int, turn: int, at_ms: int) -> Opened:
        """The next part of a turn, whose first sound came at `at_ms`."""
        ...

    def end(self, recording: int, left: Mended) -> None:
        """It is written, and this is left of it."""
        ...


class BusState(NamedTuple):
    """How the bus is, and how many messages it could not carry since the start."""

    state: Literal["up", "reconnecting"]
    dropped: int


class Bus(Protocol):
    """At most once, in order per publisher. Nothing promised depends on it."""

    async def publish(self, subject: str, data: bytes) -> None:
        """Tells every node, this one too."""
        ...

    async def subscribe(self, subject: str, hear: Callable[[bytes], None]) -> Callable[[], Awaitable[None]]:
        """Calls `hear` on the loop for each message; the answer ends the subscription."""
        ...

    def when_missed(self, tell: Callable[[], None]) -> None:
        """Calls `tell` on the loop whenever messages may not have come, from here or to here."""
        ...

    def state(self) -> BusState:
        """How the bus is, without asking it."""
        ...

    async def is_well(self) -> bool:
        """Whether the bus answers now."""
        ...

    async def close(self) -> None:
        """Lets go of everything."""
        ...
