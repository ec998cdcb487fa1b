"""What rooms hold of a person: told when they take it along, let go when they leave, and whose names nobody may borrow."""

from collections.abc import Mapping, Sequence

from django.utils import timezone

from multaqa.accounts.domain.naming import Likeness
from multaqa.accounts.models import Person
from multaqa.common.names import resembles
from multaqa.common.refusal import Refused
from multaqa.rooms.enums import LIVE_STATES, Role
from multaqa.rooms.models import Attendance, Gathering, Membership, Message, Room, Sanction, Turn

NEAR_FROM = 8

Rows = Sequence[Mapping[str, object]]


def memberships(person: Person) -> Rows:
    """The rooms they belong or belonged to, in which role, since when and why."""
    found = Membership.objects.filter(person=person).order_by("pk")
    return list(found.values("room__name", "room__slug", "role", "since", "until", "why"))


def turns(person: Person) -> Rows:
    """Every time they asked for the floor, and what became of it."""
    found = Turn.objects.filter(person=person).order_by("pk")
    kept = ("kind", "text", "state", "asked_at", "started_at", "ended_at", "spent_ms", "name")
    return list(found.values("gathering__room__name", "gathering__title", *kept))


def messages(person: Person) -> Rows:
    """What they wrote, hidden or not."""
    found = Message.objects.filter(person=person).order_by("pk")
    return list(found.values("gathering__room__name", "at", "text", "name", "whisper", "hidden_at"))


def attendance(person: Person) -> Rows:
    """When they were where, and through which door."""
    found = Attendance.objects.filter(person=person).order_by("pk")
    return list(found.values("gathering__room__name", "gathering__title", "door", "joined_at", "left_at"))


def sanctions(person: Person) -> Rows:
    """What was laid upon them, why, and when it was lifted."""
    found = Sanction.objects.filter(person=person).order_by("pk")
    return list(found.values("room__name", "kind", "why", "since", "until", "lifted_at", "lifted_why"))


def rooms_made(person: Person) -> Rows:
    """The rooms they founded."""
    return list(Room.objects.filter(made_by=person).order_by("pk").values("name", "slug", "offers", "made_at", "ended_at"))


def likeness_to_staff(key: str, wanted_by: Person | None) -> Likeness:
    """How much a name's key is like that of somebody else who keeps order in a standing room. Short names are near one
    another by nature (أحمد and محمد are two people), so nearness counts from NEAR_FROM letters on."""
    staff = Membership.objects.staff().filter(room__ended_at=None, person__left_at=None)
    if wanted_by is not None:
        staff = staff.exclude(person_id=wanted_by.pk)
    found = {resembles(key, known) for known in set(staff.values_list("person__name_key", flat=True))}
    return "same" if "same" in found else "near" if "near" in found and len(key) >= NEAR_FROM else None


def let_go(person: Person) -> None:
    """Ends their roles and takes their name off what they said. Refuses `owns_rooms` while a standing room has no other
    owner: it would be left with nobody to answer for it."""
    owned = Membership.objects.now().filter(person=person, role=Role.OWNER, room__ended_at=None).select_related("room")
    for membership in owned:
        if not Membership.objects.now().filter(room=membership.room, role=Role.OWNER).exclude(person=person).exists():
            raise Refused("owns_rooms", room=membership.room.name)
    if Turn.objects.filter(person=person, state__in=LIVE_STATES, gathering__in=Gathering.objects.live()).exists():
        # The line is everybody's: it changes by a deed that all hear of, never behind their backs.
        raise Refused("in_the_line")
    Membership.objects.now().filter(person=person).update(until=timezone.now(), ended_by=person)
    Turn.objects.filter(person=person).update(name=person.display_name)
    Message.objects.filter(person=person).update(name=person.display_name)
