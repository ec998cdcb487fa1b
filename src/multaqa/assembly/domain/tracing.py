"""What a sitting does to a contribution: it moves on along its trace. Whoever keeps contributions may join and do it instead."""

from collections.abc import Callable

from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.contributions.enums import END_STATES, State
from multaqa.contributions.models import Contribution, Step

Advance = Callable[[Contribution, str, str, Person], object]
_advance: list[Advance] = []

BEFORE: dict[str, tuple[State, ...]] = {
    State.SCHEDULED: (State.ACCEPTED, State.DEFERRED),
    State.ADOPTED: (State.ACCEPTED, State.SCHEDULED, State.PRESENTED),
    State.NOT_ACCEPTED: (State.ACCEPTED, State.SCHEDULED, State.PRESENTED),
}


def traced_by(advance: Advance) -> None:
    """`advance(contribution, state, why, by)` moves a contribution to a state, if that is a step from where it stands."""
    if advance not in _advance:
        _advance.append(advance)


def trace(contribution: Contribution, state: str, *, why: str = "", by: Person) -> None:
    """Moves it. A state that is no step from where it stands leaves it there: a sitting decides, and does not fail over that."""
    if not _advance:
        _step(contribution, state, why, by)
    for advance in _advance:
        advance(contribution, state, why, by)


def _step(contribution: Contribution, state: str, why: str, by: Person) -> None:
    now = timezone.now()
    # Every end owes its author a public sentence.
    answer = {"answer": why[:2000], "answered_at": now, "answered_by": by} if state in END_STATES else {}
    standing = Contribution.objects.filter(pk=contribution.pk, state__in=BEFORE.get(state, ()))
    if standing.update(state=state, **answer):
        Step.objects.create(contribution=contribution, state=state, at=now, by=by, why=why[:2000])
