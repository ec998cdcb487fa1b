"""Where the app that holds sittings gives a gathering its rules. Rooms know no sitting: they ask whoever presides.

A gathering nobody presides over is an everyday one, and keeps the rules of its room."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from multaqa.accounts.models import Person
    from multaqa.rooms.domain.entry import Verdict
    from multaqa.rooms.domain.recording import Record
    from multaqa.rooms.models import Gathering, Room, Turn
    from multaqa.wire.views import SittingView, YourSeat


@dataclass(frozen=True)
class Granted:
    """What a request for the floor is taken as: how long, for which room, on which item, about whose turn."""

    seconds: int
    for_room: "Room | None" = None
    item: int = 0
    interposed_on: "Turn | None" = None
    off_record: bool = False


class Presiding(Protocol):
    """The rules of one gathering that is a sitting."""

    def judge(self, person: "Person | None", everyday: "Verdict") -> "Verdict":
        """What they may do here, given what they might on an everyday evening."""
        ...

    def holds_place(self, person: int) -> bool:
        """Whether this person sits here in a capacity that no sanction of the room takes away."""
        ...

    def presidents(self) -> "Sequence[Person]":
        """Who keeps order beside the room's own staff."""
        ...

    def grant(self, kind: str, to: int | None, live: "Sequence[Turn]", by: "Person") -> Granted:
        """Whether the floor may be asked for in this way now. Raises Refused."""
        ...

    def heard(self, waiting: "Sequence[Turn]") -> "Mapping[int, tuple[int, bool]]":
        """For each waiting turn: how often its room (or, without one, its person) had the floor before it on this item, and
        whether that is told of a room."""
        ...

    def view(self) -> "SittingView":
        """The sitting as everybody sees it."""
        ...

    def seat(self, person: "Person") -> "YourSeat | None":
        """In what capacity this person sits."""
        ...

    def told(self, record: "Record", turns: "Sequence[Turn]") -> None:
        """An event of the floor was written; these turns changed."""
        ...

    def suspended(self, record: "Record") -> None:
        """The gathering was suspended."""
        ...

    def reconvened(self, record: "Record") -> None:
        """The gathering goes on."""
        ...

    def closing(self, by: "Person") -> None:
        """The gathering is about to be closed. Raises Refused."""
        ...


@dataclass
class _Hooks:
    presiding: "list[Callable[[Room], Presiding | None]]" = field(default_factory=list)
    attended: "list[Callable[[int, Sequence[int]], None]]" = field(default_factory=list)


_hooks = _Hooks()


def presided_by(find: "Callable[[Room], Presiding | None]") -> None:
    """Asks `find` who presides over what goes on in a room now."""
    _hooks.presiding.append(find)


def presiding_in(room: "Room") -> "Presiding | None":
    """Whoever presides in a room now; None on an everyday evening."""
    return next((found for find in _hooks.presiding if (found := find(room)) is not None), None)


def presiding_over(gathering: "Gathering") -> "Presiding | None":
    """The same for a gathering that goes on."""
    return presiding_in(gathering.room)


def when_attended(told: "Callable[[int, Sequence[int]], None]") -> None:
    """`told(gathering, persons)` in the transaction in which their comings or goings were written down."""
    _hooks.attended.append(told)


def tell_attended(gathering: int, persons: "Sequence[int]") -> None:
    """Some of these persons came or went."""
    for told in _hooks.attended:
        told(gathering, persons)
