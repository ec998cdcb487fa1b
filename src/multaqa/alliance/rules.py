"""Who may do what in an alliance. Denied unless a predicate says yes; nothing here can be skipped."""

import rules

from multaqa.accounts.models import Person
from multaqa.alliance.enums import Office
from multaqa.alliance.models import Alliance, Mandate, OfficeHeld, Seat
from multaqa.rooms.enums import Role
from multaqa.rooms.models import Membership


def holds(person: Person | None, alliance: Alliance, *offices: str) -> bool:
    """Holds one of these offices of the alliance now; any office when none is named. A coordinator does what the chair and
    the secretary do on pages, but is asked for by name here."""
    if person is None or not person.pk or person.left_at is not None:
        return False
    held = OfficeHeld.objects.now().filter(alliance=alliance, person=person)
    return (held.filter(office__in=offices) if offices else held).exists()


def is_member_owner(person: Person | None, alliance: Alliance) -> bool:
    """Owns a room that has a seat in the alliance."""
    if person is None or not person.pk:
        return False
    seats = Seat.objects.now().filter(alliance=alliance)
    owned = Membership.objects.now().filter(person=person, role=Role.OWNER, room__in=seats.values("room"))
    return owned.exists()


@rules.predicate
def is_coordinator(person: Person | None, alliance: Alliance) -> bool:
    """Coordinates the alliance."""
    return holds(person, alliance, Office.COORDINATOR)


@rules.predicate
def is_secretary(person: Person | None, alliance: Alliance) -> bool:
    """Keeps its papers, or coordinates it."""
    return holds(person, alliance, Office.SECRETARY, Office.COORDINATOR)


@rules.predicate
def is_chair(person: Person | None, alliance: Alliance) -> bool:
    """Presides over its sittings, or coordinates it."""
    return holds(person, alliance, Office.CHAIR, Office.COORDINATOR)


@rules.predicate
def belongs(person: Person | None, alliance: Alliance) -> bool:
    """Holds an office, owns a member room, or has an active mandate."""
    if person is None or not person.pk:
        return False
    if holds(person, alliance) or is_member_owner(person, alliance):
        return True
    return Mandate.objects.active().filter(series__alliance=alliance, person=person).exists()


rules.add_perm("alliance.coordinate", is_coordinator)
rules.add_perm("alliance.keep_papers", is_secretary)
rules.add_perm("alliance.preside", is_chair)
rules.add_perm("alliance.belong", belongs)
