"""How minutes are approved: by the delegates, in the next preparatory sitting of the series, on whose agenda they put
themselves; or, when none comes within a month, by a written round of the rooms. Nobody approves them alone."""

import datetime as dt
from typing import NamedTuple
from zoneinfo import ZoneInfo

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.alliance.models import Seat
from multaqa.assembly.domain.agenda import lines
from multaqa.assembly.domain.hooks import tell_approved, tell_published
from multaqa.assembly.domain.minutes_deed import begun, done, locked
from multaqa.assembly.domain.minutes_states import DRAFTS, OUT
from multaqa.assembly.domain.sentences import approval
from multaqa.assembly.enums import BallotState, ItemKind, ItemState, MinutesState, SittingKind, SittingState, Standing
from multaqa.assembly.minutes_rules import keeps, mandate_for
from multaqa.assembly.models import AgendaItem, Minutes, MinutesAnswer, Sitting
from multaqa.common.refusal import Refused

logger = structlog.get_logger(__name__)
MONTH = dt.timedelta(days=31)
MINUTES_PLANNED = 5
COMING = (SittingState.DRAFT, SittingState.SCHEDULED)


class Round(NamedTuple):
    """How a written round stands, in rooms: `needed` is more than half of the seats."""

    approve: int
    object: int
    needed: int
    seats: int
    is_open: bool


@transaction.atomic
def approve(minutes: Minutes, *, by: Person) -> Minutes:
    """Writes down that the delegates approved them in the sitting whose agenda had them. Twice is once. Raises Refused:
    not_allowed, minutes_not_there, approval_waits while that sitting has not taken them up."""
    if locked(minutes).state == MinutesState.APPROVED and keeps(by, minutes):
        return minutes
    row = begun(minutes, "approve", by)
    sitting = taken_up(row)
    if sitting is None:
        raise Refused("approval_waits")
    row.approved_by = sitting
    return _approved(row, by)


def _approved(row: Minutes, by: Person) -> Minutes:
    row.approved_at, row.round_until = timezone.now(), None
    done(row, "approve", "approved_at", "approved_by", "round_until")
    tell_approved(row, by)
    return row


@transaction.atomic
def publish(minutes: Minutes, *, by: Person) -> Minutes:
    """Shows the approved minutes to everybody. Twice is once. Raises Refused: not_allowed, minutes_not_there."""
    row = locked(minutes)
    if row.state in OUT and keeps(by, row):
        return row
    row = begun(minutes, "publish", by)
    row.published_at = timezone.now()
    done(row, "publish", "published_at")
    tell_published(row, by)
    return row


# ── in a sitting ──


def next_preparatory(minutes: Minutes) -> Sitting | None:
    """The preparatory sitting that comes within a month and will take them up."""
    now = timezone.now()
    rows = Sitting.objects.filter(
        cycle__series=minutes.sitting.cycle.series_id,
        kind=SittingKind.PREPARATORY,
        starts_at__gt=max(now, minutes.sitting.starts_at),
        starts_at__lte=now + MONTH,
        state__in=COMING,
    )
    return rows.exclude(pk=minutes.sitting_id).select_related("cycle").order_by("starts_at", "pk").first()


def taken_up(minutes: Minutes) -> Sitting | None:
    """The sitting that had them before it: the item is done, and no vote on it failed or waits for its result."""
    item = minutes.approval_item
    if item is None or item.state != ItemState.DONE or item.sitting.opened_at is None:
        return None
    votes = list(item.ballots.exclude(state__in=(BallotState.CREATED, BallotState.VOIDED)).order_by("pk"))
    if votes and (votes[-1].state != BallotState.PUBLISHED or not votes[-1].adopted):
        return None
    return item.sitting


def put_on_agenda(minutes: Minutes) -> AgendaItem | None:
    """Their item on the agenda of the next preparatory sitting, after its opening; None when none comes within a month. Where
    they stand on an agenda already, or were taken up, that is their item."""
    if minutes.approval_item is not None and _still_stands(minutes.approval_item):
        return minutes.approval_item
    sitting = next_preparatory(minutes)
    if sitting is None:
        return None
    item = _inserted(sitting, approval(minutes, settings.LANGUAGE_CODE[:2]))
    Minutes.objects.filter(pk=minutes.pk).update(approval_item=item)
    minutes.approval_item = item
    return item


def _still_stands(item: AgendaItem) -> bool:
    if item.started_at is not None:
        return item.state != ItemState.CARRIED
    return item.state == ItemState.PLANNED and item.sitting.state not in (
        SittingState.ADJOURNED,
        SittingState.CLOSED,
        SittingState.CANCELLED,
    )


def _inserted(sitting: Sitting, title: str) -> AgendaItem:
    kept = AgendaItem.objects.filter(sitting=sitting, state=ItemState.PLANNED, standing=Standing.MINUTES)
    item = kept.filter(minutes_to_approve=None).order_by("pk").first()
    if item is not None:
        item.title = title[:160]
        item.save(update_fields=["title"])
        return item
    rows = [line.item for line in lines(sitting)]
    at = next((n for n, row in enumerate(rows, start=1) if row.kind == ItemKind.OPENING), 0)
    # It stands by itself on every agenda until it is done, and so waits in no list for the next.
    item = AgendaItem.objects.create(
        sitting=sitting,
        position=at,
        kind=ItemKind.DISCUSSION,
        title=title[:160],
        minutes=MINUTES_PLANNED,
        standing=Standing.MINUTES,
    )
    for position, row in enumerate([*rows[:at], item, *rows[at:]]):
        AgendaItem.objects.filter(pk=row.pk).update(position=position)
    return item


def put_on_agendas() -> int:
    """By the clock: whatever drafts came since, and whatever sittings were planned since. Answers how many were put."""
    put = 0
    waiting = Minutes.objects.filter(state__in=DRAFTS).exclude(approval_item__state=ItemState.DONE)
    for minutes in waiting.order_by("sitting__starts_at", "pk"):
        try:
            with transaction.atomic():
                row = locked(minutes)
                before = row.approval_item_id
                item = put_on_agenda(row) if row.state in DRAFTS else None
                put += item is not None and item.pk != before
        except Exception:
            # One series whose agenda cannot be written keeps no other from having its minutes on it.
            logger.exception("Minutes could not be put on an agenda", minutes=minutes.pk)
    return put


# ── by a written round ──


@transaction.atomic
def open_round(minutes: Minutes, *, until: dt.date, by: Person) -> Minutes:
    """Asks every room whether it approves, until the end of a day, where no preparatory sitting comes within a month. Twice is
    once. Raises Refused: not_allowed, minutes_not_there, sitting_approves, date_past."""
    row = begun(minutes, "open_round", by)
    if _is_open(row):
        return row
    if next_preparatory(row) is not None:
        raise Refused("sitting_approves")
    ends = dt.datetime.combine(until, dt.time(23, 59), ZoneInfo(row.sitting.time_zone))
    if ends <= timezone.now():
        raise Refused("date_past")
    row.round, row.round_until = row.round + 1, ends
    return done(row, "open_round", "round", "round_until")


@transaction.atomic
def end_round(minutes: Minutes, *, by: Person) -> Minutes:
    """Ends the round without an approval, so that the text can be changed; what rooms said stays kept. Twice is once. Raises
    Refused: not_allowed, minutes_not_there."""
    row = begun(minutes, "end_round", by)
    row.round_until = None
    return done(row, "end_round", "round_until")


@transaction.atomic
def answer(minutes: Minutes, *, approves: bool, why: str = "", by: Person) -> Minutes:
    """A room's word in the round, by its delegate; the last one before the round ends counts. With the word of more than half of
    the rooms they are approved. Raises Refused: not_allowed, minutes_not_there, round_over, why_needed to object."""
    row = begun(minutes, "answer", by)
    mandate = mandate_for(by, row)
    assert mandate is not None
    if not _is_open(row):
        raise Refused("round_over")
    if not approves and len(why.strip()) < 3:
        raise Refused("why_needed")
    said = {"person": by, "approves": approves, "why": why.strip()[:300], "at": timezone.now()}
    MinutesAnswer.objects.update_or_create(minutes=row, round=row.round, room=mandate.room, defaults=said)
    stands = round_of(row)
    return _approved(row, by) if stands.approve >= stands.needed else row


def round_of(minutes: Minutes) -> Round:
    """How the last round stands, counted over the rooms that have a seat now."""
    rooms = set(Seat.objects.now().filter(alliance=minutes.sitting.cycle.series.alliance_id).values_list("room", flat=True))
    said = minutes.answers.filter(round=minutes.round, room__in=rooms).values_list("approves", flat=True)
    words = list(said) if minutes.round else []
    return Round(words.count(True), words.count(False), len(rooms) // 2 + 1, len(rooms), _is_open(minutes))


def answered(minutes: Minutes, person: Person) -> MinutesAnswer | None:
    """What the room somebody speaks for said in the last round, whoever said it."""
    mandate = mandate_for(person, minutes)
    return minutes.answers.filter(round=minutes.round, room=mandate.room_id).first() if mandate else None


def _is_open(minutes: Minutes) -> bool:
    return minutes.round_until is not None and minutes.round_until > timezone.now()
