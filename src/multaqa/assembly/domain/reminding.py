"""Who is reminded of what, and when: those who owe something, three days and one day before it is due; those who sit, a day
and an hour before. One query for each kind, however many rooms there are."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.alliance.enums import MandateState, Office
from multaqa.alliance.models import Mandate, OfficeHeld, Seat
from multaqa.alliance.rules import holds
from multaqa.assembly.enums import ActionState, CycleState, InvitationState, MinutesState, SittingKind, SittingState
from multaqa.assembly.models import Action, Cycle, Invitation, Minutes, MinutesLook, Reminder, Sitting
from multaqa.common.refusal import Refused
from multaqa.contributions.domain.paper_states import WAITING
from multaqa.contributions.enums import Kind, State
from multaqa.contributions.models import Contribution, Revision
from multaqa.rooms.enums import Role
from multaqa.rooms.models import Membership

BEFORE_DEADLINES = (dt.timedelta(days=3), dt.timedelta(days=1))
BEFORE_SITTINGS = (dt.timedelta(days=1), dt.timedelta(hours=1))
RUNNING = tuple(state for state in CycleState if state not in (CycleState.ARCHIVED, CycleState.CANCELLED, CycleState.POSTPONED))
AGAIN_AFTER = dt.timedelta(hours=12)


class Owed(NamedTuple):
    """What somebody owes: `about` tells two debts of one kind apart."""

    person: int
    what: str
    about: str
    due_at: dt.datetime


def remind_due(now: dt.datetime | None = None) -> int:
    """By the clock: writes the reminders whose time has come. A reminder that was written is not written again. Answers how
    many."""
    now = now or timezone.now()
    made = 0
    for cycle in Cycle.objects.filter(state__in=RUNNING).select_related("series__alliance", "call"):
        for owed in debts(cycle):
            made += _remind(cycle, owed, BEFORE_DEADLINES, now)
        for owed in coming(cycle):
            made += _remind(cycle, owed, BEFORE_SITTINGS, now)
    return made


def _remind(cycle: Cycle, owed: Owed, ahead: Iterable[dt.timedelta], now: dt.datetime) -> int:
    """At each of the times before the deadline. The key holds how long before it is, so that each time is one reminder; what was
    missed while the house stood still is not made up for twice."""
    passed = [before for before in ahead if owed.due_at - before <= now < owed.due_at]
    return _write(cycle, owed, f"{owed.about}:{_hours(min(passed))}", by=None) if passed else 0


def _hours(before: dt.timedelta) -> int:
    return int(before.total_seconds() // 3600)


def _write(cycle: Cycle, owed: Owed, about: str, *, by: Person | None) -> int:
    _, made = Reminder.objects.get_or_create(
        cycle=cycle, person_id=owed.person, what=owed.what, about=about, due_at=owed.due_at, defaults={"by": by}
    )
    return int(made)


def remind_now(cycle: Cycle, what: str, *, by: Person) -> int:
    """The coordinator's press: everybody who owes this is reminded now, at most once in twelve hours. Answers how many. Raises
    Refused: not_allowed."""
    if not holds(by, cycle.series.alliance, Office.COORDINATOR, Office.SECRETARY):
        raise Refused("not_allowed")
    now = timezone.now()
    rows = Reminder.objects.filter(cycle=cycle, what=what, made_at__gt=now - AGAIN_AFTER).values_list("person_id", "about")
    recent = {(person, about.partition(":")[0]) for person, about in rows}
    owing = [owed for owed in debts(cycle) if owed.what == what and (owed.person, owed.about) not in recent]
    return sum(_write(cycle, owed, f"{owed.about}:by{int(now.timestamp())}", by=by) for owed in owing)


def debts(cycle: Cycle) -> Iterator[Owed]:
    """Everything somebody owes this month."""
    yield from _delegates(cycle)
    yield from _mandates(cycle)
    yield from _papers(cycle)
    yield from _invitations(cycle)
    yield from _actions(cycle)
    yield from _minutes(cycle)


def _delegates(cycle: Cycle) -> Iterator[Owed]:
    if cycle.delegates_due_at is None:
        return
    named = Mandate.objects.standing().filter(series=cycle.series, role="delegate").values("room")
    rooms = Seat.objects.now().filter(alliance=cycle.series.alliance).exclude(room__in=named).values("room")
    for room, owner in Membership.objects.now().filter(room__in=rooms, role=Role.OWNER).values_list("room", "person"):
        yield Owed(owner, "name_delegate", str(room), cycle.delegates_due_at)


def _mandates(cycle: Cycle) -> Iterator[Owed]:
    if cycle.delegates_due_at is None:
        return
    asked = Mandate.objects.filter(series=cycle.series, state=MandateState.PROPOSED)
    for person, room in asked.values_list("person", "room"):
        yield Owed(person, "answer_mandate", str(room), cycle.delegates_due_at)


def _papers(cycle: Cycle) -> Iterator[Owed]:
    if cycle.papers_due_at is None or cycle.call_id is None:
        return
    owed = Q(state__in=(State.DRAFT, State.NEEDS_CHANGES))
    # A file nothing could be made of is owed again.
    failed = Q(paper__revisions__work=Revision.Work.FAILED, paper__revisions__state__in=WAITING)
    weighed = (State.SUBMITTED, State.UNDER_REVIEW)
    unfinished = Contribution.objects.filter(owed | (Q(state__in=weighed) & failed), call=cycle.call, kind=Kind.PAPER).distinct()
    for pk, author in unfinished.values_list("pk", "author"):
        yield Owed(author, "paper", str(pk), cycle.papers_due_at)


def _invitations(cycle: Cycle) -> Iterator[Owed]:
    waiting = Invitation.objects.filter(cycle=cycle, state__in=(InvitationState.SENT, InvitationState.NO_ANSWER))
    for pk, guest, starts in waiting.values_list("pk", "guest", "sitting__starts_at"):
        if starts is not None:
            yield Owed(guest, "answer_invitation", str(pk), starts)


def _actions(cycle: Cycle) -> Iterator[Owed]:
    unfinished = Action.objects.filter(series=cycle.series, state__in=(ActionState.OPEN, ActionState.IN_PROGRESS))
    for pk, owner, due in unfinished.filter(owner__isnull=False, due_on__isnull=False).values_list("pk", "owner", "due_on"):
        if owner is not None and due is not None:
            yield Owed(owner, "action", str(pk), dt.datetime.combine(due, dt.time(20), dt.UTC))


def _minutes(cycle: Cycle) -> Iterator[Owed]:
    """Delegates who have not looked at a draft that was sent round."""
    sent = Minutes.objects.filter(sitting__cycle=cycle, state=MinutesState.SENT_FOR_COMMENTS, comments_until__isnull=False)
    delegates = list(Mandate.objects.active().filter(series=cycle.series).values_list("person", flat=True))
    looked = set(MinutesLook.objects.filter(minutes__in=sent).values_list("minutes__sitting", "person"))
    for sitting, until in sent.values_list("sitting", "comments_until"):
        for person in delegates:
            if until is not None and (sitting, person) not in looked:
                yield Owed(person, "minutes", str(sitting), until)


def coming(cycle: Cycle) -> Iterator[Owed]:
    """Those who sit in the sittings to come."""
    sittings = Sitting.objects.filter(cycle=cycle, state=SittingState.SCHEDULED).exclude(kind=SittingKind.REHEARSAL)
    if not sittings:
        return
    sit = set(Mandate.objects.active().filter(series=cycle.series).values_list("person", flat=True))
    sit |= set(OfficeHeld.objects.now().filter(alliance=cycle.series.alliance).values_list("person", flat=True))
    guests = Invitation.objects.filter(cycle=cycle, state__in=(InvitationState.ACCEPTED, InvitationState.SOUND_CHECKED))
    for sitting in sittings:
        own = set(guests.filter(sitting=sitting).values_list("guest", flat=True))
        for person in sorted(sit | own):
            yield Owed(person, "sitting", str(sitting.pk), sitting.starts_at)
