"""The people of a room as its supervisors look for them."""

import datetime as dt
from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from multaqa.accounts.models import Person
from multaqa.common.names import name_key
from multaqa.rooms.domain.gatherings import live_in
from multaqa.rooms.enums import Role
from multaqa.rooms.models import Attendance, Membership, Room, Sanction

ON_A_PAGE = 40
SHOWN = ("all", "staff", "present", "guests")


@dataclass
class Row:
    """Somebody, their role here, whether they are present, and what stands against them."""

    person: Person
    membership: Membership | None = None
    present_since: dt.datetime | None = None
    sanctions: list[Sanction] = field(default_factory=list)

    @property
    def role(self) -> str:
        """Their role, or an empty text."""
        return self.membership.role if self.membership else ""

    @property
    def is_staff(self) -> bool:
        """Whether they keep order here."""
        return self.role in (Role.OWNER, Role.SUPERVISOR)


def rows(room: Room, *, words: str = "", show: str = "all", page: str = "1") -> tuple[Page[Person], list[Row]]:
    """A page of people by name, and a row for each; the number of queries does not grow with them."""
    found = _found(room, show)
    if words.strip():
        found = found.filter(name_key__contains=name_key(words))
    shown = Paginator(found.order_by("display_name", "pk"), ON_A_PAGE).get_page(page)
    people = {person.pk: Row(person) for person in shown.object_list}
    for membership in Membership.objects.now().filter(room=room, person__in=people):
        people[membership.person_id].membership = membership
    for sanction in Sanction.objects.in_force().filter(room=room, person__in=people).order_by("pk"):
        people[sanction.person_id].sanctions.append(sanction)
    live = live_in(room)
    attending = Attendance.objects.filter(gathering=live, person__in=people, left_at=None) if live else ()
    for attendance in attending:
        assert attendance.person_id is not None
        people[attendance.person_id].present_since = attendance.joined_at
    return shown, list(people.values())


def _found(room: Room, show: str) -> QuerySet[Person]:
    if show == "present":
        live = live_in(room)
        there = Attendance.objects.filter(gathering=live, left_at=None, person__isnull=False)
        return Person.objects.present().filter(pk__in=there.values("person")) if live else Person.objects.none()
    belonging = Membership.objects.now().filter(room=room)
    if show == "staff":
        belonging = belonging.staff()
    if show == "guests":
        belonging = belonging.filter(person__kind=Person.Kind.GUEST)
    return Person.objects.present().filter(pk__in=belonging.values("person"))
