"""Who may do what in a room. Denied unless a predicate says yes; nothing here can be skipped."""

import rules
from django.db.models import QuerySet

from multaqa.accounts.models import Person
from multaqa.common.prepared import prepared
from multaqa.rooms.enums import Role
from multaqa.rooms.models import Membership, Room


def role_of(person: Person | None, room: Room) -> str | None:
    """The person's role in the room now: owner, supervisor, member or None."""
    if person is None or not person.pk:
        return None
    return next(iter(_role(room.pk, person.pk)), None)


@prepared
def _role(room: int, person: int) -> "QuerySet[Membership, str]":
    return Membership.objects.now().filter(room=room, person=person).values_list("role", flat=True)


@rules.predicate
def is_owner(person: Person, room: Room) -> bool:
    """Owns the room."""
    return role_of(person, room) == Role.OWNER


@rules.predicate
def is_staff(person: Person, room: Room) -> bool:
    """Owns the room or keeps order in it."""
    return role_of(person, room) in (Role.OWNER, Role.SUPERVISOR)


@rules.predicate
def is_member(person: Person, room: Room) -> bool:
    """Belongs to the room in any role."""
    return role_of(person, room) is not None


rules.add_perm("rooms.change_room", is_owner)
rules.add_perm("rooms.end_room", is_owner)
rules.add_perm("rooms.name_staff", is_owner)
rules.add_perm("rooms.supervise", is_staff)
rules.add_perm("rooms.open_gathering", is_staff)
rules.add_perm("rooms.invite", is_staff)
