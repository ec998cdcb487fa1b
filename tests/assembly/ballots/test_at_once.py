"""Twelve rooms at the same instant, and the chair closing in the midst of them: what was acknowledged is counted."""

import pytest

from multaqa.assembly.domain import ballots, voting
from multaqa.assembly.domain.urn import papers_in
from multaqa.assembly.models import BallotCast, Vote
from multaqa.rooms.models import Event
from tests.assembly.ballots.conftest import RECEIPT
from tests.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("secret", [False, True])
def test_what_was_acknowledged_is_counted(committed_votes, secret):
    votes = committed_votes
    ballot = votes.opened(secret=secret)
    choice = ballot.choices.get(code="for").pk

    def cast(person):
        return lambda: voting.vote(
            votes.gathering, ballot=ballot.pk, choices=[choice], receipt=f"{RECEIPT}{person.pk}", by=person
        )

    *voted, closed = at_once(
        *[cast(person) for person in votes.chamber.delegates],
        lambda: ballots.close_ballot(votes.gathering, ballot=ballot.pk, by=votes.chamber.chair),
    )
    assert closed == "done"
    assert set(voted) <= {"done", "ballot_over"}
    ballot.refresh_from_db()
    acknowledged = voted.count("done")
    assert ballot.counts[str(choice)] == acknowledged
    assert len(papers_in(ballot) if secret else Vote.objects.all()) == acknowledged
    assert BallotCast.objects.count() == (acknowledged if secret else 0)
    numbers = list(Event.objects.order_by("n").values_list("n", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))


def test_one_room_that_presses_ten_times_at_once_votes_once(committed_votes):
    votes = committed_votes
    for secret in (False, True):
        ballot = votes.opened(secret=secret)
        choice, tariq = ballot.choices.get(code="for").pk, votes.chamber.delegates[0]
        press = lambda: voting.vote(votes.gathering, ballot=ballot.pk, choices=[choice], receipt=RECEIPT, by=tariq)  # noqa: B023, E731
        assert at_once(*[press] * 10) == ["done"] * 10
        votes.close(ballot)
        assert list(ballot.counts.values()) == [1, 0, 0]


def test_two_who_preside_publish_one_decision(committed_votes):
    votes = committed_votes
    ballot = votes.opened()
    votes.cast(ballot, votes.chamber.delegates[0], "for")
    votes.close(ballot)
    world = votes.chamber.world
    publish = [lambda by=by: ballots.publish(votes.gathering, ballot=ballot.pk, by=by) for by in (world.chair, world.coordinator)]
    assert at_once(*publish) == ["done", "done"]
    assert Event.objects.filter(kind="ballot", data__contains='"what":"published"').count() == 1
