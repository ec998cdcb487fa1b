"""Whom the rooms of an alliance send in a month: counted for everybody, found room by room for whoever asks. Rooms and mandates
are read as a few words each, so that a thousand of them are still one reading."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext

from multaqa.accounts.models import Person
from multaqa.alliance.enums import MandateRole, MandateState
from multaqa.alliance.models import Mandate, Seat
from multaqa.assembly.models import Cycle
from multaqa.common.prepared import prepared
from multaqa.rooms.models import Membership, Room

A_PAGE = 24
WORDS_LENGTH = 80
SHOWN = ("silent", "asked")


@dataclass(frozen=True)
class Wish:
    """Which rooms a reader looks for: by words, and all of them, those that are silent or, `inside` the alliance's offices, those
    whose delegate was asked."""

    words: str = ""
    show: str = ""
    page: str = "1"
    inside: bool = False

    @property
    def is_any(self) -> bool:
        """Whether anything was asked for."""
        return bool(self.words or self.show)

    @property
    def kept(self) -> str:
        """The wish without its page, as the beginning of the query of an address."""
        said = {name: value for name, value in (("show", self.show), ("q", self.words)) if value}
        return f"{urlencode(said)}&" if said else ""

    @property
    def others(self) -> list[tuple[str, str, bool]]:
        """What else may be shown of these words: its name, the query of its address, and whether that is shown now."""
        named = [("", gettext("All")), ("silent", gettext("No delegate named"))]
        named += [("asked", gettext("Not answered yet"))] if self.inside else []
        return [(name, replace(self, show=show).kept, show == self.show) for show, name in named]


@dataclass(frozen=True)
class Sent:
    """A room as the page shows it: `delegate` is the name of whoever was named, `asked` of whoever has not answered yet."""

    room: Room
    delegate: str
    asked: str


@dataclass(frozen=True)
class Delegations:
    """`rooms` are the member rooms by name, as (id, name); `mandates` those in force or waiting for an answer, as (room, person's
    name, state, role)."""

    rooms: Sequence[tuple[int, str]]
    mandates: Sequence[tuple[int, str, str, str]]

    @cached_property
    def delegates(self) -> dict[int, str]:
        """The name of the active delegate of each member room that has one."""
        members = {pk for pk, _ in self.rooms}
        return {
            room: name
            for room, name, state, role in self.mandates
            if state == MandateState.ACTIVE and role == MandateRole.DELEGATE and room in members
        }

    @cached_property
    def asked(self) -> list[tuple[int, str]]:
        """Mandates nobody has answered: the room, and who was asked."""
        return [(room, name) for room, name, state, _ in self.mandates if state == MandateState.PROPOSED]

    @cached_property
    def silent(self) -> list[tuple[int, str]]:
        """Member rooms that have named nobody."""
        waiting = {room for room, _ in self.asked}
        return [(pk, name) for pk, name in self.rooms if pk not in self.delegates and pk not in waiting]


def read_delegations(cycle: Cycle) -> Delegations:
    """Reads them: two questions, however many rooms there are."""
    return Delegations(_members(cycle.series.alliance_id), _mandates(cycle.series_id))


def rooms_shown(
    cycle: Cycle, sent: Delegations, wish: Wish, person: Person | None, *, missing_first: bool
) -> tuple[list[Sent], "Page[int]"]:
    """A page of the rooms: the reader's own first, then, where `missing_first`, those that have named nobody, then by name. All
    by name where they are one page."""
    wanted, own = list(_wanted(cycle, sent, wish)), _own(person)
    if len(wanted) > A_PAGE:
        silent = {pk for pk, _ in sent.silent} if missing_first else set()
        wanted.sort(key=lambda pk: (pk not in own, pk not in silent))
    page = Paginator(wanted, A_PAGE).get_page(wish.page)
    rooms = Room.objects.only("slug", "name", "tint", "picture").in_bulk(list(page.object_list))
    asked = dict(sent.asked)
    return [Sent(rooms[pk], sent.delegates.get(pk, ""), asked.get(pk, "")) for pk in page.object_list if pk in rooms], page


def _wanted(cycle: Cycle, sent: Delegations, wish: Wish) -> Iterable[int]:
    rooms = [pk for pk, _ in sent.rooms]
    if wish.show:
        chosen = {pk for pk, _ in (sent.silent if wish.show == "silent" else sent.asked)}
        rooms = [pk for pk in rooms if pk in chosen]
    if wish.words:
        seats = Seat.objects.now().filter(alliance=cycle.series.alliance_id, room=OuterRef("pk"))
        found = set(Room.objects.filter(Exists(seats)).answering_to(wish.words).values_list("pk", flat=True))
        rooms = [pk for pk in rooms if pk in found]
    return rooms


def _own(person: Person | None) -> set[int]:
    if person is None or not person.pk:
        return set()
    return set(_rooms_of(person.pk))


@prepared
def _rooms_of(person: int) -> "QuerySet[Membership, int]":
    return Membership.objects.now().filter(person=person).values_list("room", flat=True)


@prepared
def _members(alliance: int) -> "QuerySet[Room, tuple[int, str]]":
    seats = Seat.objects.now().filter(alliance=alliance, room=OuterRef("pk"))
    return Room.objects.filter(Exists(seats)).order_by("name", "pk").values_list("pk", "name")


@prepared
def _mandates(series: int) -> "QuerySet[Mandate, tuple[int, str, str, str]]":
    rows = Mandate.objects.standing().filter(series=series).order_by("pk")
    return rows.values_list("room", "person__display_name", "state", "role")
