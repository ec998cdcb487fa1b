"""What is known of a month, read once: the same number of queries for three rooms as for thirty."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.utils import timezone

from multaqa.assembly.domain.delegations import Delegations, read_delegations
from multaqa.assembly.enums import ActionState, SittingKind, SittingState
from multaqa.assembly.models import Action, Cycle, Invitation, Minutes, Sitting
from multaqa.common.prepared import prepared
from multaqa.contributions.domain.paper_states import WAITING
from multaqa.contributions.enums import Kind, State
from multaqa.contributions.models import Call, Contribution, Revision

TOP = 4
UNFINISHED = (State.DRAFT, State.NEEDS_CHANGES)
UNANSWERED = (State.SUBMITTED, State.UNDER_REVIEW, State.NEEDS_CHANGES)
HELD = (SittingState.ADJOURNED, SittingState.CLOSED)


@dataclass(frozen=True)
class Month:
    """A cycle with everything its page and its debts are made of."""

    cycle: Cycle
    sent: Delegations
    sittings: list[Sitting]
    invitations: list[Invitation]
    contributions: list[Contribution]
    actions: list[Action]
    minutes: list[Minutes]

    @property
    def papers(self) -> list[Contribution]:
        """Working papers, drafts too; what was taken back is none."""
        return [one for one in self.contributions if one.kind == Kind.PAPER and one.state != State.WITHDRAWN]

    @property
    def unfinished_papers(self) -> list[Contribution]:
        """Papers their authors still owe: not handed in, given back, or of a file nothing could be made of."""
        return [one for one in self.papers if one.state in UNFINISHED or paper_step(one) == "failed"]

    @property
    def waiting_papers(self) -> list[Contribution]:
        """Papers the committee owes an answer."""
        weighed = (State.SUBMITTED, State.UNDER_REVIEW)
        return [one for one in self.papers if one.state in weighed and paper_step(one) != "failed"]

    @property
    def brought(self) -> list[Contribution]:
        """What was submitted, the most supported first."""
        shown = (one for one in self.contributions if one.number and one.state != State.WITHDRAWN)
        return sorted(shown, key=lambda one: (-one.supporters, one.number))  # type: ignore[attr-defined]

    @property
    def coming(self) -> list[Sitting]:
        """The sittings still to come or going on, the next first."""
        return [row for row in self.sittings if row.state not in (*HELD, SittingState.CANCELLED, SittingState.DRAFT)]

    def sitting(self, kind: SittingKind) -> Sitting | None:
        """Its sitting of a kind."""
        return next((row for row in self.sittings if row.kind == kind), None)

    def overdue(self) -> list[Action]:
        """Open actions whose day has passed."""
        today = timezone.localdate()
        return [row for row in self.actions if row.due_on is not None and row.due_on < today]


def read_month(cycle: Cycle) -> Month:
    """Reads it."""
    held = _sittings(cycle.pk)
    for sitting in held:
        # They are asked for their month, and this is it.
        sitting.cycle = cycle
    return Month(
        cycle=cycle,
        sent=read_delegations(cycle),
        sittings=held,
        invitations=_invitations(cycle.pk),
        contributions=_contributions(cycle.call_id) if cycle.call_id else [],
        actions=_actions(cycle.series_id),
        minutes=_minutes(cycle.pk),
    )


@prepared
def _sittings(cycle: int) -> "QuerySet[Sitting, Sitting]":
    rows = Sitting.objects.filter(cycle=cycle).exclude(kind=SittingKind.REHEARSAL)
    return rows.select_related("room", "gathering").order_by("starts_at", "pk")


@prepared
def _invitations(cycle: int) -> "QuerySet[Invitation, Invitation]":
    return Invitation.objects.filter(cycle=cycle).select_related("guest", "receiver").order_by("pk")


def _contributions(call: int) -> list[Contribution]:
    last = Revision.objects.filter(paper__contribution=OuterRef("pk")).order_by("-number")[:1]
    rows = Contribution.objects.filter(call=call).select_related("from_room").defer("body", "search_text")
    return list(
        rows.annotate(
            supporters=Count("endorsements"),
            paper_state=Subquery(last.values("state")),
            paper_work=Subquery(last.values("work")),
        )
    )


@prepared
def _actions(series: int) -> "QuerySet[Action, Action]":
    rows = Action.objects.filter(series=series, state__in=(ActionState.OPEN, ActionState.IN_PROGRESS))
    return rows.select_related("owner", "room").order_by("due_on", "pk")


@prepared
def _minutes(cycle: int) -> "QuerySet[Minutes, Minutes]":
    return Minutes.objects.filter(sitting__cycle=cycle).select_related("sitting")


def paper_step(one: Contribution) -> str:
    """Where the last file of a paper stands, as the month was read: its state, or "failed" when it could not be prepared."""
    state: str = one.paper_state or ""  # type: ignore[attr-defined]
    return "failed" if state in WAITING and one.paper_work == Revision.Work.FAILED else state  # type: ignore[attr-defined]


def series_of_call(call: Call) -> int | None:
    """The series, by number, of the month a call belongs to."""
    return Cycle.objects.filter(call=call).values_list("series", flat=True).first()


def days_left(moment: dt.datetime, now: dt.datetime | None = None) -> tuple[int, int, int]:
    """Days, hours and minutes until a moment; zeros when it has come."""
    left = max(moment - (now or timezone.now()), dt.timedelta())
    return left.days, left.seconds // 3600, left.seconds % 3600 // 60
