"""What waits for a coming sitting of a series: proposed, accepted, or carried over."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.alliance.models import Series
from multaqa.alliance.rules import belongs, is_secretary
from multaqa.assembly.domain.agenda import append, reached, to_come, told
from multaqa.assembly.domain.carrying import has_matter, lay_back
from multaqa.assembly.enums import ItemKind, ItemState
from multaqa.assembly.models import AgendaItem, BacklogItem, Sitting
from multaqa.common.refusal import Refused
from multaqa.contributions.domain.weighing import by_sitting
from multaqa.contributions.enums import State
from multaqa.contributions.models import Contribution


def waiting(series: Series) -> QuerySet[BacklogItem]:
    """What waits, the longest first."""
    rows = BacklogItem.objects.filter(series=series, moved_to=None, dropped_at=None)
    return rows.select_related("contribution", "by", "carried_from__sitting__cycle").order_by("at", "pk")


def accepted(sitting: Sitting) -> QuerySet[Contribution]:
    """Contributions of the month's call that were accepted and stand on no agenda yet."""
    call = sitting.cycle.call_id
    rows = Contribution.objects.filter(call=call, state=State.ACCEPTED) if call else Contribution.objects.none()
    waits = waiting(sitting.cycle.series).exclude(contribution=None).values("contribution")
    return rows.exclude(items__sitting__cycle=sitting.cycle_id).exclude(pk__in=waits).order_by("number")


@transaction.atomic
def suggest(series: Series, *, title: str, kind: str = ItemKind.DISCUSSION, minutes: int = 10, by: Person) -> BacklogItem:
    """Anybody of the alliance suggests an item for the next meeting. Raises Refused: not_allowed, empty."""
    if not belongs(by, series.alliance):
        raise Refused("not_allowed")
    if not title.strip():
        raise Refused("empty")
    return BacklogItem.objects.create(series=series, title=title.strip()[:160], kind=kind, minutes=minutes, by=by)


@transaction.atomic
def drop(waits: BacklogItem, *, by: Person) -> None:
    """Takes an item out of what waits; its row stays. Twice is once. Raises Refused: not_allowed."""
    if not is_secretary(by, waits.series.alliance):
        raise Refused("not_allowed")
    BacklogItem.objects.filter(pk=waits.pk, moved_to=None, dropped_at=None).update(dropped_at=timezone.now())


@transaction.atomic
def take_up(sitting: Sitting, waits: BacklogItem, *, by: Person) -> AgendaItem:
    """Moves what waits to the agenda of a sitting of its series. Twice is once. Raises Refused: not_allowed, sitting_over,
    no_such_item."""
    sitting = reached(sitting, by)
    row = (
        BacklogItem.objects.select_for_update(of=("self",), no_key=True)
        .select_related("contribution__author")
        .filter(pk=waits.pk)
        .first()
    )
    if row is None or row.series_id != sitting.cycle.series_id or row.dropped_at is not None:
        raise Refused("no_such_item")
    if row.moved_to is not None:
        return row.moved_to
    presenter = row.contribution.author if row.contribution and row.kind == ItemKind.PAPER else None
    item = append(
        sitting,
        title=row.title,
        kind=row.kind,
        minutes=row.minutes,
        contribution=row.contribution,
        presenter=presenter,
        by=by,
    )
    row.moved_to = item
    row.save(update_fields=["moved_to"])
    if row.contribution is not None:
        by_sitting(row.contribution, State.SCHEDULED, "", by)
    return item


@transaction.atomic
def carry(item: AgendaItem, *, by: Person) -> BacklogItem:
    """Carries an item that has not begun over to a coming sitting: it leaves this agenda and waits. Raises Refused: not_allowed,
    sitting_over, item_over, no_such_item."""
    sitting, item = to_come(item, by)
    row = lay_back(sitting, item, by, carried=item.ballots.exists())
    _take_out(sitting, item, by)
    return row


@transaction.atomic
def remove_item(item: AgendaItem, *, by: Person) -> BacklogItem | None:
    """Takes an item off the agenda. What has matter in it waits again; an opening or a break is gone. Its parts stay, as items.
    Raises Refused: not_allowed, sitting_over, item_over, no_such_item."""
    sitting, item = to_come(item, by)
    row = lay_back(sitting, item, by, carried=item.ballots.exists()) if has_matter(item) else None
    _take_out(sitting, item, by)
    return row


def _take_out(sitting: Sitting, item: AgendaItem, by: Person) -> None:
    parts = list(item.parts.all())
    rows = list(AgendaItem.objects.filter(sitting=sitting, parent=item.parent))
    at = [row.pk for row in rows].index(item.pk)
    rows[at : at + 1] = parts
    for position, row in enumerate(rows):
        AgendaItem.objects.filter(pk=row.pk).update(position=position, parent=item.parent)
    if item.ballots.exists():
        # What was asked about it stays to be read.
        AgendaItem.objects.filter(pk=item.pk).update(state=ItemState.CARRIED, parent=None, position=len(rows))
    else:
        item.delete()
    told(sitting, by)
