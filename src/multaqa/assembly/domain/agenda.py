"""The agenda of a sitting as it is being built: items in order, one level of parts below them.

Only what is still to come is changed. While the doors are open everybody in the room is told at once."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext

from multaqa.accounts.models import Person
from multaqa.alliance.rules import is_chair, is_secretary
from multaqa.assembly.domain.running import tell
from multaqa.assembly.domain.seats import place_of
from multaqa.assembly.domain.sitting_views import is_over
from multaqa.assembly.enums import Capacity, InvitationState, ItemKind, ItemState, SittingKind, Standing
from multaqa.assembly.models import AgendaItem, Invitation, Sitting
from multaqa.common.refusal import Refused
from multaqa.contributions.domain.weighing import by_sitting
from multaqa.contributions.enums import Kind, State
from multaqa.contributions.models import Contribution
from multaqa.rooms.domain.recording import Record, lock

FIELDS = ("kind", "title", "note", "minutes", "presenter", "for_delegates_only", "do_not_record")
GUEST_MINUTES = 20


class Line(NamedTuple):
    """An item with its drawn number ("3", "3.1"), how long it lasts with its parts, and after how many minutes it begins."""

    item: AgendaItem
    number: str
    minutes: int
    after: int
    parts: "list[Line]"


def may_build(person: Person | None, sitting: Sitting) -> bool:
    """Whoever chairs or keeps the papers, in the alliance or in this sitting."""
    if person is None or not person.pk:
        return False
    alliance = sitting.cycle.series.alliance
    if is_chair(person, alliance) or is_secretary(person, alliance):
        return True
    place = place_of(sitting, person)
    return place is not None and place.capacity in (Capacity.CHAIR, Capacity.SECRETARY)


def lines(sitting: Sitting) -> list[Line]:
    """The whole agenda in order."""
    rows = list(AgendaItem.objects.filter(sitting=sitting).select_related("presenter", "contribution").order_by("position", "pk"))
    drawn: list[Line] = []
    after = 0
    for item in (row for row in rows if row.parent_id is None):
        line = _line(item, str(len(drawn) + 1), after, [row for row in rows if row.parent_id == item.pk])
        drawn.append(line)
        after += line.minutes
    return drawn


def _line(item: AgendaItem, number: str, after: int, below: Sequence[AgendaItem]) -> Line:
    parts: list[Line] = []
    begins = after
    for n, part in enumerate(below, start=1):
        parts.append(Line(part, f"{number}.{n}", part.minutes, begins, []))
        begins += part.minutes
    return Line(item, number, begins - after if parts else item.minutes, after, parts)


def minutes_in_all(drawn: Sequence[Line]) -> int:
    """How long the agenda lasts: an item with parts lasts as long as they do."""
    return sum(line.minutes for line in drawn)


@transaction.atomic
def add_item(
    sitting: Sitting, *, title: str, kind: str = ItemKind.DISCUSSION, minutes: int = 10, by: Person, **more: Any
) -> AgendaItem:
    """A new item at the end. `more` are the other FIELDS, and `contribution`. Raises Refused: not_allowed, sitting_over."""
    sitting = reached(sitting, by)
    item = _append(sitting, title=title, kind=kind, minutes=minutes, **more)
    told(sitting, by, item.pk)
    return item


@transaction.atomic
def add_contribution(sitting: Sitting, contribution: Contribution, *, minutes: int = 15, by: Person) -> AgendaItem:
    """Puts a contribution on the agenda, presented by its author; it is in the programme from then on. Twice is once. Raises
    Refused: not_allowed, sitting_over."""
    sitting = reached(sitting, by)
    there = AgendaItem.objects.filter(sitting=sitting, contribution=contribution).exclude(state=ItemState.CARRIED).first()
    if there is not None:
        return there
    kind = ItemKind.PAPER if contribution.kind == Kind.PAPER else ItemKind.DISCUSSION
    item = _append(
        sitting,
        title=contribution.title,
        kind=kind,
        minutes=minutes,
        presenter=contribution.author if kind == ItemKind.PAPER else None,
        contribution=contribution,
    )
    by_sitting(contribution, State.SCHEDULED, "", by)
    told(sitting, by, item.pk)
    return item


@transaction.atomic
def edit_item(item: AgendaItem, *, by: Person, **fields: Any) -> AgendaItem:
    """Changes some of FIELDS. Raises Refused: not_allowed, sitting_over, item_over, no_such_item."""
    sitting, item = to_come(item, by)
    for name in FIELDS:
        if name in fields:
            setattr(item, name, fields[name])
    item.save(update_fields=[name for name in FIELDS if name in fields])
    told(sitting, by, item.pk)
    return item


@transaction.atomic
def place_item(item: AgendaItem, *, before: int | None = None, below: int | None = None, by: Person) -> None:
    """Puts an item before another of the same level, or last of it; `below` is the item it becomes a part of (None: none). Raises
    Refused: not_allowed, sitting_over, item_over, no_such_item for a place that is none."""
    sitting, item = to_come(item, by)
    parent = None if below is None else AgendaItem.objects.filter(sitting=sitting, pk=below, parent=None).first()
    if below is not None and (parent is None or parent.pk == item.pk or item.parts.exists()):
        raise Refused("no_such_item")
    rows = list(AgendaItem.objects.filter(sitting=sitting, parent=parent).exclude(pk=item.pk))
    at = len(rows) if before is None else next((n for n, row in enumerate(rows) if row.pk == before), None)
    if at is None:
        raise Refused("no_such_item")
    rows.insert(at, item)
    AgendaItem.objects.filter(pk=item.pk).update(parent=parent)
    for position, row in enumerate(rows):
        AgendaItem.objects.filter(pk=row.pk).exclude(position=position).update(position=position)
    told(sitting, by, item.pk)


@transaction.atomic
def step_item(item: AgendaItem, step: str, *, by: Person) -> None:
    """One step `up` or `down` among its equals, `in` to become a part of the item above it, or `out` again. At the end of its way
    an item stays where it is. Raises Refused: not_allowed, sitting_over, item_over, no_such_item."""
    sitting, item = to_come(item, by)
    rows = list(AgendaItem.objects.filter(sitting=sitting, parent=item.parent))
    at = [row.pk for row in rows].index(item.pk)
    last = len(rows) - 1
    match step:
        case "up" if at > 0:
            place_item(item, before=rows[at - 1].pk, below=item.parent_id, by=by)
        case "down" if at < last:
            place_item(item, before=rows[at + 2].pk if at + 2 <= last else None, below=item.parent_id, by=by)
        case "in" if item.parent is None and at > 0 and not item.parts.exists():
            place_item(item, below=rows[at - 1].pk, by=by)
        case "out" if item.parent is not None:
            above = list(AgendaItem.objects.filter(sitting=sitting, parent=None).values_list("pk", flat=True))
            after = above.index(item.parent.pk) + 1
            place_item(item, before=above[after] if after < len(above) else None, by=by)


def was_presented(contribution: Contribution) -> bool:
    """Whether it was come to in a sitting that everybody may listen to."""
    items = AgendaItem.objects.filter(contribution=contribution, started_at__isnull=False, for_delegates_only=False)
    return items.filter(sitting__observers_welcome=True).exclude(sitting__kind=SittingKind.REHEARSAL).exists()


@transaction.atomic
def default_agenda(sitting: Sitting, *, by: Person) -> list[AgendaItem]:
    """What every sitting begins and ends with, in the language of whoever asks. What is there already keeps its place between
    the opening and the closing; an item of the template is not put twice. Raises Refused: not_allowed, sitting_over."""
    sitting = reached(sitting, by)
    first, last = _template(sitting)
    there = list(AgendaItem.objects.filter(sitting=sitting, parent=None))
    kept = {(row.kind, row.title) for row in there}
    begin, end = ([_made(sitting, row) for row in rows if (row.kind, row.title) not in kept] for rows in (first, last))
    openings = {(row.kind, row.title) for row in first}
    begun = max((at for at, row in enumerate(there, start=1) if (row.kind, row.title) in openings), default=0)
    for position, row in enumerate([*there[:begun], *begin, *there[begun:], *end]):
        AgendaItem.objects.filter(pk=row.pk).update(position=position)
    if begin or end:
        told(sitting, by, (begin + end)[0].pk)
    return begin + end


class Planned(NamedTuple):
    """A line of the template; a guest's word, which waits when it was not reached, stands on no other agenda."""

    kind: str
    title: str
    minutes: int
    standing: str = Standing.USUAL
    presenter: Person | None = None


def _template(sitting: Sitting) -> tuple[list[Planned], list[Planned]]:
    begin = [Planned(ItemKind.OPENING, gettext("Opening"), 5)]
    if sitting.kind == SittingKind.OPEN:
        begin.append(Planned(ItemKind.RECITATION, gettext("Recitation"), 5))
    elif not AgendaItem.objects.filter(sitting=sitting, minutes_to_approve__isnull=False).exists():
        # Minutes that wait for their approval put themselves here under their own names.
        begin.append(Planned(ItemKind.DISCUSSION, gettext("Minutes of the last meeting"), 5, Standing.MINUTES))
    begin.append(Planned(ItemKind.DISCUSSION, gettext("Actions of last month"), 10, Standing.ACTIONS))
    begin.extend(_words_of_guests(sitting))
    end = [Planned(ItemKind.DISCUSSION, gettext("Any other business"), 10), Planned(ItemKind.CLOSING, gettext("Closing"), 5)]
    return begin, end


def _words_of_guests(sitting: Sitting) -> list[Planned]:
    """One for each guest who said that they come to this sitting."""
    coming = Invitation.objects.filter(cycle=sitting.cycle, state__in=(InvitationState.ACCEPTED, InvitationState.SOUND_CHECKED))
    return [
        Planned(ItemKind.WORD, (one.topic or one.guest.display_name)[:160], GUEST_MINUTES, "", one.guest)
        for one in coming.select_related("guest").order_by("pk")
        if sitting.kind == SittingKind.OPEN
    ]


def _made(sitting: Sitting, line: Planned) -> AgendaItem:
    return AgendaItem.objects.create(sitting=sitting, position=0, **line._asdict())


def append(sitting: Sitting, *, by: Person, **fields: Any) -> AgendaItem:
    """A row at the end, in the transaction of a deed that was allowed; everybody is told."""
    item = _append(sitting, **fields)
    told(sitting, by, item.pk)
    return item


def _append(sitting: Sitting, **fields: Any) -> AgendaItem:
    """At the end, but before what every sitting ends with: nobody closes a sitting and goes on."""
    rows = list(AgendaItem.objects.filter(sitting=sitting, parent=None))
    item = AgendaItem.objects.create(sitting=sitting, position=len(rows), **fields)
    endings = {line.title for line in _template(sitting)[1]}
    at = len(rows)
    while item.kind != ItemKind.CLOSING and at and (rows[at - 1].kind == ItemKind.CLOSING or rows[at - 1].title in endings):
        at -= 1
    rows.insert(at, item)
    for position, row in enumerate(rows):
        AgendaItem.objects.filter(pk=row.pk).exclude(position=position).update(position=position)
    item.position = at
    return item


def reached(sitting: Sitting, by: Person) -> Sitting:
    """The sitting locked, for whoever builds its agenda. Raises Refused: not_allowed, sitting_over."""
    gathering = Sitting.objects.filter(pk=sitting.pk).values_list("gathering", flat=True).first()
    if gathering is not None:
        lock(gathering)
    found = Sitting.objects.select_for_update(of=("self",), no_key=True).select_related(
        "cycle__series__alliance", "gathering", "room"
    )
    fresh = found.get(pk=sitting.pk)
    if not may_build(by, fresh):
        raise Refused("not_allowed")
    if is_over(fresh):
        raise Refused("sitting_over")
    return fresh


def to_come(item: AgendaItem, by: Person) -> tuple[Sitting, AgendaItem]:
    """An item that has not begun, and its sitting, locked. Raises Refused: not_allowed, sitting_over, item_over, no_such_item."""
    sitting = reached(item.sitting, by)
    fresh = (
        AgendaItem.objects.select_for_update(of=("self",), no_key=True)
        .select_related("parent", "contribution")
        .filter(pk=item.pk)
        .first()
    )
    if fresh is None:
        raise Refused("no_such_item")
    if fresh.state != ItemState.PLANNED:
        raise Refused("item_over")
    return sitting, fresh


def told(sitting: Sitting, by: Person, subject: int = 0) -> None:
    """Tells the room, when its doors are open."""
    if sitting.gathering is not None:
        tell(Record(lock(sitting.gathering), by=by), sitting, "agenda", subject=subject)
