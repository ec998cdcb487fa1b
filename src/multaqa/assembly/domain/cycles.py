"""The month is planned, led through its course, moved or called off. Every step is a row that says by whom and why."""

import datetime as dt
import secrets
from zoneinfo import ZoneInfo

from django.db import models, transaction
from django.db.models import F, Max
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.alliance.domain.recurrence import Occasion, moment, occasions
from multaqa.alliance.domain.series import Planned, planned, rule_of
from multaqa.alliance.models import Seat, Series
from multaqa.alliance.rules import is_coordinator
from multaqa.assembly.domain.hosting import check_host, give_turn, suggested_host
from multaqa.assembly.domain.states import DEEDS, after, may
from multaqa.assembly.enums import CycleState, SittingKind, SittingState
from multaqa.assembly.models import Cycle, CycleStep, Minutes, Sitting
from multaqa.assembly.rules import offices_of
from multaqa.common.refusal import Refused
from multaqa.contributions.models import Call
from multaqa.rooms.models import Room

UNOPENED = (SittingState.DRAFT, SittingState.SCHEDULED)
DAY = dt.timedelta(days=1)


def next_occasion(series: Series) -> Planned | None:
    """The next day of the rule that no month was planned for, with its hours."""
    last = Cycle.objects.filter(series=series).aggregate(last=Max("date"))["last"]
    since = max(filter(None, (last, timezone.localdate(timezone=ZoneInfo(series.time_zone)))))
    found = occasions(rule_of(series), since, 1)
    return planned(series, found[0]) if found else None


@transaction.atomic
def plan_cycle(
    series: Series, date: dt.date | None = None, *, topic: str = "", host: Room | None = None, why: str = "", by: Person
) -> Cycle:
    """The next month of a series with its two sittings, its deadlines, its call and its host. `date` None: the next day of
    the rule. A host out of turn needs a reason. The day already planned is answered as it stands. Raises Refused: not_allowed,
    series_ended, no_date, date_past, why_needed, not_member_room, host_elsewhere."""
    series = Series.objects.select_for_update(of=("self",), no_key=True).select_related("alliance").get(pk=series.pk)
    if not is_coordinator(by, series.alliance):
        raise Refused("not_allowed")
    if series.ended_at is not None:
        raise Refused("series_ended")
    when = planned(series, Occasion(date, date)) if date else next_occasion(series)
    if when is None:
        raise Refused("no_date")
    standing = Cycle.objects.filter(series=series, date=when.date).first()
    if standing is not None:
        return standing
    if when.starts_at <= timezone.now():
        raise Refused("date_past")
    suggested = suggested_host(series)
    room = host or suggested
    if host is not None:
        check_host(series, host)
        if host != suggested and len(why.strip()) < 3:
            raise Refused("why_needed")
    number = (Cycle.objects.filter(series=series).aggregate(last=Max("number"))["last"] or 0) + 1
    cycle = Cycle.objects.create(
        series=series,
        number=number,
        date=when.date,
        topic=topic.strip(),
        host_room=room,
        delegates_due_at=when.prepares_at - series.delegates_days * DAY,
        papers_due_at=when.prepares_at - series.papers_days * DAY,
        call=_call(series, when, topic, by),
        made_by=by,
    )
    CycleStep.objects.create(cycle=cycle, state=CycleState.PLANNED, by=by)
    if room is not None:
        give_turn(cycle, room, suggested, why=why, by=by)
    for kind, starts in ((SittingKind.PREPARATORY, when.prepares_at), (SittingKind.OPEN, when.starts_at)):
        _sitting(cycle, kind, starts)
    # A day that had come before the month was planned waits for no clock.
    begun = cycle.call is not None and cycle.call.opens_at <= timezone.now() < cycle.call.closes_at
    return open_call(cycle, by=by) if begun else cycle


def _call(series: Series, when: Planned, topic: str, by: Person) -> Call:
    return Call.objects.create(
        alliance=series.alliance,
        title=topic.strip() or series.title,
        opens_at=when.prepares_at - series.call_days * DAY,
        closes_at=when.prepares_at - series.call_closes_days * DAY,
        papers_due_at=when.prepares_at - series.papers_days * DAY,
        made_by=by,
    )


def _sitting(cycle: Cycle, kind: SittingKind, starts: dt.datetime, minutes: int = 0, title: str = "") -> Sitting:
    series = cycle.series
    seats = Seat.objects.now().filter(alliance=series.alliance_id).count()
    return Sitting.objects.create(
        cycle=cycle,
        kind=kind,
        title=title,
        room=cycle.host_room,
        state=SittingState.SCHEDULED,
        starts_at=starts,
        ends_at=starts + dt.timedelta(minutes=minutes or series.minutes),
        time_zone=series.time_zone,
        local_start=_wall(starts, series.time_zone),
        published_at=timezone.now(),
        # Rounded up: a part of a room is not present.
        quorum_needed=-(-seats * series.quorum_numerator // series.quorum_denominator),
        seconds_a_room=series.seconds_a_room,
        recorded=series.recorded,
        observers_welcome=kind != SittingKind.PREPARATORY or series.observers_welcome,
        uid=f"{secrets.token_hex(12)}@multaqa",
    )


def _wall(starts: dt.datetime, zone: str) -> str:
    return starts.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M")


# ── the course ──


@transaction.atomic
def open_call(cycle: Cycle, *, by: Person | None) -> Cycle:
    """Opens the call now; `by` None is the clock. Twice is once. Raises Refused: not_allowed, not_in_this_state."""
    cycle = _step(cycle, "open_call", by)
    if cycle.call is not None:
        now = timezone.now()
        Call.objects.filter(pk=cycle.call.pk, opens_at__gt=now).update(opens_at=now)
    return cycle


@transaction.atomic
def close_call(cycle: Cycle, *, by: Person | None) -> Cycle:
    """Closes the call now; `by` None is the clock. Twice is once. Raises Refused: not_allowed, not_in_this_state."""
    cycle = _step(cycle, "close_call", by)
    if cycle.call is not None:
        now = timezone.now()
        Call.objects.filter(pk=cycle.call.pk, closes_at__gt=now).update(closes_at=now)
    return cycle


@transaction.atomic
def publish_programme(cycle: Cycle, *, by: Person) -> Cycle:
    """Says that the programme stands. Twice is once. Raises Refused: not_allowed, not_in_this_state, no_topic."""
    if not Cycle.objects.filter(pk=cycle.pk).exclude(topic="").exists():
        raise Refused("no_topic")
    return _step(cycle, "publish_programme", by)


@transaction.atomic
def archive(cycle: Cycle, *, by: Person) -> Cycle:
    """Puts a finished month away. Twice is once. Raises Refused: not_allowed, not_in_this_state."""
    return _step(cycle, "archive", by)


def preparatory_held(cycle: Cycle, by: Person | None = None) -> None:
    """The preparatory sitting was held."""
    _follow(cycle, "hold_preparatory", by)


def open_held(cycle: Cycle, by: Person | None = None) -> None:
    """The open sitting was held."""
    _follow(cycle, "hold_open", by)


def minutes_drafted(cycle: Cycle, by: Person | None = None) -> None:
    """The minutes of the open sitting drafted themselves."""
    _follow(cycle, "draft_minutes", by)


def minutes_approved(cycle: Cycle, by: Person | None = None) -> None:
    """The minutes of the open sitting were approved."""
    _follow(cycle, "approve_minutes", by)


def sitting_adjourned(sitting: Sitting, by: Person) -> None:
    """For `after.when_adjourned`."""
    if sitting.kind == SittingKind.PREPARATORY:
        preparatory_held(sitting.cycle, by)
    elif sitting.kind == SittingKind.OPEN:
        open_held(sitting.cycle, by)


def drafted(minutes: Minutes, by: Person | None) -> None:
    """For `hooks.when_drafted`."""
    if minutes.sitting.kind == SittingKind.OPEN:
        minutes_drafted(minutes.sitting.cycle, by)


def approved(minutes: Minutes, by: Person | None) -> None:
    """For `hooks.when_approved`."""
    if minutes.sitting.kind == SittingKind.OPEN:
        minutes_approved(minutes.sitting.cycle, by)


def calls_due(now: dt.datetime | None = None) -> int:
    """By the clock: opens and closes calls whose dates have come. Answers how many."""
    now = now or timezone.now()
    opening = Cycle.objects.filter(state=CycleState.PLANNED, call__opens_at__lte=now, call__closes_at__gt=now)
    closing = Cycle.objects.filter(state=CycleState.CALL_OPEN, call__closes_at__lte=now)
    return sum(_by_clock(cycle, "open_call") for cycle in opening) + sum(_by_clock(cycle, "close_call") for cycle in closing)


@transaction.atomic
def _by_clock(cycle: Cycle, deed: str) -> int:
    """Conditional, for two nodes may come at once."""
    to = after(cycle.state, deed)
    if to is None or not Cycle.objects.filter(pk=cycle.pk, state=cycle.state).update(state=to):
        return 0
    CycleStep.objects.create(cycle=cycle, state=to)
    return 1


# ── changes somebody decides ──


@transaction.atomic
def set_topic(cycle: Cycle, *, topic: str, note: str = "", by: Person) -> Cycle:
    """Names the topic. Raises Refused: not_allowed, not_in_this_state."""
    cycle = _locked(cycle, "set_topic", by)
    if cycle.call is not None and topic.strip():
        # The call is known by the topic, or by the series while there is none.
        Call.objects.filter(pk=cycle.call.pk, title__in=(cycle.topic, cycle.series.title)).update(title=topic.strip())
    cycle.topic, cycle.topic_note = topic.strip(), note.strip()
    cycle.save(update_fields=["topic", "topic_note"])
    return cycle


@transaction.atomic
def set_call(cycle: Cycle, *, text: str, closes_on: dt.date, papers_on: dt.date, by: Person) -> Cycle:
    """What the call says, and its last days, at the hour they have; all of it before the preparatory meeting. Raises Refused:
    not_allowed, not_in_this_state, date_past, after_preparatory."""
    cycle = _locked(cycle, "set_call", by)
    call, zone = cycle.call, ZoneInfo(cycle.series.time_zone)
    if call is None:
        raise Refused("not_in_this_state")
    closes, papers = (_on(day, kept, zone) for day, kept in ((closes_on, call.closes_at), (papers_on, call.papers_until)))
    begins = cycle.sittings.filter(kind=SittingKind.PREPARATORY).values_list("starts_at", flat=True).first()
    for day, kept in ((closes, call.closes_at), (papers, call.papers_until)):
        if day != kept and day <= timezone.now():
            raise Refused("date_past")
        if begins is not None and day > begins:
            raise Refused("after_preparatory")
    call.text, call.closes_at, call.papers_due_at = text.strip(), closes, papers
    call.save(update_fields=["text", "closes_at", "papers_due_at"])
    cycle.papers_due_at = papers
    cycle.save(update_fields=["papers_due_at"])
    return cycle


def _on(day: dt.date, kept: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """The day, at the hour of a moment in a zone."""
    return moment(day, kept.astimezone(zone).time(), zone.key)


@transaction.atomic
def set_host(cycle: Cycle, room: Room, *, why: str = "", by: Person) -> Cycle:
    """Another room hosts: of its sittings those whose doors are shut move there. Raises Refused: not_allowed,
    not_in_this_state, why_needed, not_member_room, host_elsewhere."""
    cycle = _locked(cycle, "set_host", by)
    if room.pk == cycle.host_room_id:
        return cycle
    check_host(cycle.series, room)
    if len(why.strip()) < 3:
        raise Refused("why_needed")
    give_turn(cycle, room, cycle.host_room, why=why, by=by)
    cycle.host_room = room
    cycle.sequence += 1
    cycle.save(update_fields=["host_room", "sequence"])
    _shut(cycle).update(room=room, sequence=F("sequence") + 1)
    return cycle


@transaction.atomic
def postpone(cycle: Cycle, *, date: dt.date, why: str, by: Person) -> Cycle:
    """Moves what was not held yet to another day; the reason is public, and calendars are told. Raises Refused: not_allowed,
    not_in_this_state, why_needed, date_past, month_taken."""
    cycle = _locked(cycle, "postpone", by)
    _require_why(why)
    when = planned(cycle.series, Occasion(date, date))
    if Cycle.objects.filter(series=cycle.series, date=date).exclude(pk=cycle.pk).exists():
        raise Refused("month_taken")
    moved = {SittingKind.PREPARATORY: when.prepares_at, SittingKind.OPEN: when.starts_at}
    sittings = list(_shut(cycle).filter(kind__in=moved))
    if any(moved[SittingKind(row.kind)] <= timezone.now() for row in sittings):
        raise Refused("date_past")
    for row in sittings:
        _move(row, moved[SittingKind(row.kind)])
    # Only what is still to come moves: a call that was closed stays closed.
    if cycle.state in (CycleState.PLANNED, CycleState.CALL_OPEN, CycleState.CALL_CLOSED):
        _move_deadlines(cycle, when)
    cycle.date, cycle.ended_why = date, why.strip()
    cycle.sequence += 1
    cycle.save(update_fields=["date", "ended_why", "sequence", "delegates_due_at", "papers_due_at"])
    CycleStep.objects.create(cycle=cycle, state=CycleState.POSTPONED, by=by, why=why.strip())
    return cycle


@transaction.atomic
def cancel(cycle: Cycle, *, why: str, by: Person) -> Cycle:
    """Calls the month off, for a reason everybody reads. Twice is once. Raises Refused: not_allowed, not_in_this_state,
    why_needed."""
    _require_why(why)
    cycle = _step(cycle, "cancel", by, why=why)
    Cycle.objects.filter(pk=cycle.pk).update(ended_why=why.strip(), sequence=F("sequence") + 1)
    _shut(cycle).update(state=SittingState.CANCELLED, cancelled_why=why.strip(), sequence=F("sequence") + 1)
    if cycle.call is not None:
        Call.objects.filter(pk=cycle.call.pk, closes_at__gt=timezone.now()).update(closes_at=timezone.now())
    cycle.refresh_from_db()
    return cycle


@transaction.atomic
def call_extraordinary(cycle: Cycle, *, date: dt.date, at: dt.time, minutes: int, title: str, by: Person) -> Sitting:
    """One sitting more, outside the rule. Raises Refused: not_allowed, not_in_this_state, date_past."""
    cycle = _locked(cycle, "call_extraordinary", by)
    starts = moment(date, at, cycle.series.time_zone)
    if starts <= timezone.now():
        raise Refused("date_past")
    standing = Sitting.objects.filter(cycle=cycle, kind=SittingKind.EXTRAORDINARY, starts_at=starts).first()
    return standing or _sitting(cycle, SittingKind.EXTRAORDINARY, starts, minutes, title.strip())


def _move(sitting: Sitting, starts: dt.datetime) -> None:
    lasts = sitting.ends_at - sitting.starts_at
    sitting.starts_at, sitting.ends_at = starts, starts + lasts
    sitting.local_start = _wall(starts, sitting.time_zone)
    sitting.sequence += 1
    sitting.save(update_fields=["starts_at", "ends_at", "local_start", "sequence"])


def _move_deadlines(cycle: Cycle, when: Planned) -> None:
    series = cycle.series
    cycle.delegates_due_at = when.prepares_at - series.delegates_days * DAY
    cycle.papers_due_at = when.prepares_at - series.papers_days * DAY
    if cycle.state != CycleState.CALL_CLOSED and cycle.call is not None:
        closes = when.prepares_at - series.call_closes_days * DAY
        Call.objects.filter(pk=cycle.call.pk).update(closes_at=closes, papers_due_at=cycle.papers_due_at)


def _require_why(why: str) -> None:
    if len(why.strip()) < 3:
        raise Refused("why_needed")


def _shut(cycle: Cycle) -> models.QuerySet[Sitting]:
    """Its sittings whose doors were never opened."""
    return Sitting.objects.filter(cycle=cycle, state__in=UNOPENED)


def _locked(cycle: Cycle, deed: str, by: Person | None) -> Cycle:
    locked = _row(cycle)
    if by is not None and not may(offices_of(by, locked.series.alliance), deed):
        raise Refused("not_allowed")
    if after(locked.state, deed) is None and locked.state != DEEDS[deed].to:
        raise Refused("not_in_this_state")
    return locked


def _row(cycle: Cycle) -> Cycle:
    return (
        Cycle.objects.select_for_update(of=("self",), no_key=True)
        .select_related("series__alliance", "call", "host_room")
        .get(pk=cycle.pk)
    )


def _step(cycle: Cycle, deed: str, by: Person | None, why: str = "") -> Cycle:
    cycle = _locked(cycle, deed, by)
    to = after(cycle.state, deed)
    if to is not None and to != cycle.state:
        cycle.state = to
        cycle.save(update_fields=["state"])
        CycleStep.objects.create(cycle=cycle, state=to, by=by, why=why.strip())
    return cycle


@transaction.atomic
def _follow(cycle: Cycle, deed: str, by: Person | None) -> None:
    """What happened is written down; where it changes nothing, nothing is refused."""
    locked = _row(cycle)
    to = after(locked.state, deed)
    if to is not None:
        locked.state = to
        locked.save(update_fields=["state"])
        CycleStep.objects.create(cycle=locked, state=to, by=by)
