"""What others ask about alliances. Each answer costs the same number of queries, however many rooms there are."""

from django.db.models import Exists, OuterRef, QuerySet

from multaqa.accounts.models import Person
from multaqa.alliance.enums import MandateRole
from multaqa.alliance.models import Alliance, Mandate, OfficeHeld, Seat, Series
from multaqa.common.prepared import prepared
from multaqa.rooms.enums import Role
from multaqa.rooms.models import Membership, Room


def member_rooms(alliance: Alliance) -> list[Room]:
    """The rooms with a seat now, by name."""
    return _members(alliance.pk)


@prepared
def _members(alliance: int) -> "QuerySet[Room, Room]":
    seats = Seat.objects.now().filter(alliance=alliance, room=OuterRef("pk"))
    return Room.objects.filter(Exists(seats)).order_by("name", "pk")


def delegates_of(series: Series) -> dict[int, Mandate]:
    """The active delegate of each room, by the room's id; person and room are at hand."""
    return _active(series, MandateRole.DELEGATE)


def alternates_of(series: Series) -> dict[int, Mandate]:
    """The active alternate of each room, by the room's id; person and room are at hand."""
    return _active(series, MandateRole.ALTERNATE)


def alliances_of(person: Person) -> list[Alliance]:
    """Standing alliances in which they hold an office, own a member room or have an active mandate; by name."""
    office = OfficeHeld.objects.now().filter(alliance=OuterRef("pk"), person=person)
    owned = Membership.objects.now().filter(person=person, role=Role.OWNER).values("room")
    seat = Seat.objects.now().filter(alliance=OuterRef("pk"), room__in=owned)
    mandate = Mandate.objects.active().filter(series__alliance=OuterRef("pk"), person=person)
    found = Alliance.objects.filter(ended_at=None)
    return list(found.filter(Exists(office) | Exists(seat) | Exists(mandate)).order_by("name", "pk"))


def owned_member_rooms(person: Person, alliance: Alliance) -> list[Room]:
    """Their own rooms among the members; by name."""
    owned = Membership.objects.now().filter(person=person, role=Role.OWNER, room=OuterRef("pk"))
    seats = Seat.objects.now().filter(alliance=alliance, room=OuterRef("pk"))
    return list(Room.objects.filter(Exists(owned), Exists(seats)).order_by("name", "pk"))


def waiting_for(person: Person) -> list[Mandate]:
    """Proposals that wait for their yes, the oldest first."""
    rows = Mandate.objects.filter(person=person, state="proposed", series__ended_at=None)
    return list(rows.select_related("series__alliance", "room").order_by("pk"))


def _active(series: Series, role: MandateRole) -> dict[int, Mandate]:
    rows = Mandate.objects.active().filter(series=series, role=role, room__ended_at=None).select_related("person", "room")
    return {row.room_id: row for row in rows}
