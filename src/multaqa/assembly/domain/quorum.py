"""Quorum by rooms: a room is present when whoever holds its seat is there."""

from typing import Any, NamedTuple

from multaqa.alliance.models import Seat
from multaqa.assembly.models import Participant, Sitting
from multaqa.wire.views import QuorumView


class Quorum(NamedTuple):
    """`present` are room ids in order; `needed` and `seats` count rooms."""

    present: list[int]
    needed: int
    seats: int

    def with_rooms(self, rooms: set[int]) -> "Quorum":
        """The same with rooms that are known to have been there: whoever voted was present, though the line broke since."""
        return self._replace(present=sorted({*self.present, *rooms}))

    def kept(self) -> dict[str, list[int] | int]:
        """As a ballot keeps it."""
        return {"present": self.present, "needed": self.needed, "seats": self.seats}


def seat_rooms(sitting: Sitting) -> set[int]:
    """The rooms that have a seat in the alliance now."""
    return set(Seat.objects.now().filter(alliance=sitting.cycle.series.alliance_id).values_list("room", flat=True))


def present_rooms(sitting: Sitting) -> set[int]:
    """The rooms whose seat is held by somebody who is there. Presence is what events told, so that this is the number
    everybody sees."""
    held = Participant.objects.now().filter(sitting=sitting, holds_seat=True, present_since__isnull=False)
    return set(held.values_list("room", flat=True)) & seat_rooms(sitting)


def quorum(sitting: Sitting) -> Quorum:
    """Who is there now, and how many are needed."""
    return Quorum(sorted(present_rooms(sitting)), sitting.quorum_needed, len(seat_rooms(sitting)))


def photograph_view(kept: dict[str, Any] | None) -> QuorumView | None:
    """A kept photograph as the wire shows it."""
    if kept is None:
        return None
    present, needed = kept.get("present", []), kept.get("needed", 0)
    seats = kept.get("seats", len(present))
    return QuorumView(len(present), needed, seats)
