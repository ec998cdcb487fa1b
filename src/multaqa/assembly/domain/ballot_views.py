"""A ballot as the wire shows it. Before it is published nobody is told a count; of a secret one nobody is ever told a paper."""

from typing import Any

from django.db.models import QuerySet

from multaqa.assembly.domain.quorum import photograph_view
from multaqa.assembly.enums import BallotMethod, BallotState
from multaqa.assembly.models import Ballot, BallotCast, Choice, Entitled, Vote
from multaqa.common.prepared import prepared
from multaqa.rooms.domain.recording import ms
from multaqa.wire.views import BallotView, ChoiceView


def ballot_view(ballot: Ballot) -> BallotView:
    """What everybody may know of it now. Rooms stand in the order of their numbers, not in the order they voted in."""
    published = ballot.state == BallotState.PUBLISHED
    counts = ballot.counts if published else None
    choices = _choices(ballot.pk)
    yes_no = ballot.method == BallotMethod.YES_NO
    return BallotView(
        id=ballot.pk,
        item=ballot.item_id,
        question=ballot.question,
        method=ballot.method,  # type: ignore[arg-type]
        majority=ballot.majority,  # type: ignore[arg-type]
        base=ballot.base,  # type: ignore[arg-type]
        secret=ballot.secret,
        state=ballot.state,  # type: ignore[arg-type]
        choices=[_choice_view(row, counts) for row in choices],
        most=ballot.most,
        entitled=sorted(_entitled(ballot.pk)),
        voted=sorted(voted_rooms(ballot)),
        choices_of=_choices_of(ballot) if published and not ballot.secret else {},
        adopted=ballot.adopted if published and yes_no else None,
        winner=winner_of(ballot) if published else 0,
        tie=ballot.tie and published,
        quorum_at_opening=photograph_view(ballot.quorum_at_opening),
        quorum_at_closing=photograph_view(ballot.quorum_at_closing),
        opened_at=ms(ballot.opened_at),
        closed_at=ms(ballot.closed_at),
    )


def voted_rooms(ballot: Ballot) -> set[int]:
    """The rooms that have cast their vote."""
    return set(_cast_in(ballot.pk) if ballot.secret else _voted_in(ballot.pk))


@prepared
def _choices(ballot: int) -> "QuerySet[Choice, Choice]":
    return Choice.objects.filter(ballot=ballot)


@prepared
def _entitled(ballot: int) -> "QuerySet[Entitled, int]":
    return Entitled.objects.filter(ballot=ballot).values_list("room", flat=True)


@prepared
def _cast_in(ballot: int) -> "QuerySet[BallotCast, int]":
    return BallotCast.objects.filter(ballot=ballot).values_list("room", flat=True)


@prepared
def _voted_in(ballot: int) -> "QuerySet[Vote, int]":
    return Vote.objects.filter(ballot=ballot).values_list("room", flat=True)


def winner_of(ballot: Ballot) -> int:
    """The choice that won, once the votes were counted; 0 for none."""
    counts = ballot.counts
    if not ballot.adopted or not counts:
        return 0
    if ballot.method == BallotMethod.YES_NO:
        return int(ballot.choices.get(code="for").pk)
    return int(max(counts, key=lambda pk: counts[pk]))


def _choice_view(choice: Choice, counts: dict[str, Any] | None) -> ChoiceView:
    return ChoiceView(choice.pk, choice.text, choice.code, -1 if counts is None else int(counts.get(str(choice.pk), 0)))


def _choices_of(ballot: Ballot) -> dict[str, list[int]]:
    return {str(room): list(chosen) for room, chosen in ballot.votes.order_by("room").values_list("room", "choices")}
