"""What alliances hold of a person, told when they take it along and let go when they leave for good; and what an alliance
keeps of a room, told when the room takes it along."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.alliance.domain.mandates import end_all_held_by
from multaqa.alliance.enums import Office
from multaqa.alliance.models import Alliance, Charter, Mandate, OfficeHeld, Seat
from multaqa.common.refusal import Refused
from multaqa.rooms.models import Room
from multaqa.rooms.rules import is_owner

Rows = Sequence[Mapping[str, object]]
RoomCollector = Callable[[Alliance, Room], Any]

_of_rooms: dict[str, RoomCollector] = {}


def offices(person: Person) -> Rows:
    """The offices they hold or held, since when, until when and why they ended."""
    found = OfficeHeld.objects.filter(person=person).order_by("pk")
    return list(found.values("alliance__name", "office", "since", "until", "why"))


def mandates(person: Person) -> Rows:
    """For which rooms they spoke or were to speak, and what became of it."""
    found = Mandate.objects.filter(person=person).order_by("pk")
    kept = ("role", "state", "proposed_at", "answered_at", "since", "until", "why")
    return list(found.values("series__alliance__name", "series__title", "room__name", *kept))


def alliances_founded(person: Person) -> Rows:
    """The alliances they founded."""
    found = Alliance.objects.filter(founded_by=person).order_by("pk")
    return list(found.values("name", "slug", "purpose", "founded_at", "ended_at"))


def applications(person: Person) -> Rows:
    """The seats they applied for in the name of a room, with what they wrote."""
    found = Seat.objects.filter(applied_by=person).order_by("pk")
    return list(found.values("alliance__name", "room__name", "state", "word", "applied_at", "since", "until", "why"))


def let_go(person: Person) -> None:
    """Ends their offices and mandates. Refuses `last_coordinator` while an alliance would be left with nobody to answer
    for it."""
    held = OfficeHeld.objects.now().select_related("alliance").filter(person=person, alliance__ended_at=None)
    for row in held.filter(office=Office.COORDINATOR):
        others = OfficeHeld.objects.now().filter(alliance=row.alliance, office=Office.COORDINATOR, person__left_at=None)
        if not others.exclude(person=person).exists():
            raise Refused("last_coordinator", alliance=row.alliance.name)
    OfficeHeld.objects.now().filter(person=person).update(until=timezone.now(), ended_by=person)
    end_all_held_by(person)


def kept_of_room_as(heading: str, collector: RoomCollector) -> None:
    """Registers what another app keeps of a room in an alliance, under its heading. It answers what JSON can carry, and
    aware times."""
    _of_rooms[heading] = collector


def room_data(alliance: Alliance, room: Room, *, by: Person) -> dict[str, Any]:
    """All the alliance keeps of a room, by heading; the same before and after the room left. Raises Refused: not_allowed,
    not_member_room (it never applied)."""
    if not is_owner(by, room):
        raise Refused("not_allowed")
    if not Seat.objects.filter(alliance=alliance, room=room).exists():
        raise Refused("not_member_room")
    own: dict[str, Any] = {
        "made_at": timezone.now(),
        "alliance": {"name": alliance.name, "slug": alliance.slug, "purpose": alliance.purpose},
        "room": {"name": room.name, "slug": room.slug, "elsewhere": room.elsewhere},
        "seats": _seats(alliance, room),
        "charters": _charters(alliance, room),
        "mandates": _mandates(alliance, room),
    }
    return own | {heading: collect(alliance, room) for heading, collect in sorted(_of_rooms.items())}


def _seats(alliance: Alliance, room: Room) -> list[Any]:
    people = ("applied_by__display_name", "admitted_by__display_name", "ended_by__display_name")
    kept = ("state", "word", "charter__version", "applied_at", "since", "until", "why", *people)
    return list(Seat.objects.filter(alliance=alliance, room=room).order_by("pk").values(*kept))


def _charters(alliance: Alliance, room: Room) -> list[Any]:
    """The versions the room accepted, whole: what it agreed to is its own to keep."""
    accepted = Seat.objects.filter(alliance=alliance, room=room).values("charter")
    found = Charter.objects.filter(alliance=alliance, pk__in=accepted).order_by("version")
    return list(found.values("version", "text", "change_note", "published_at"))


def _mandates(alliance: Alliance, room: Room) -> list[Any]:
    people = ("person__display_name", "proposed_by__display_name", "ended_by__display_name")
    kept = ("series__title", "role", "state", "proposed_at", "answered_at", "since", "until", "why", *people)
    return list(Mandate.objects.filter(series__alliance=alliance, room=room).order_by("pk").values(*kept))
