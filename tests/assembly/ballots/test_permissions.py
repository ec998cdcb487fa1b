"""Who may do what to a ballot in which state: every capacity, every deed, every state."""

import itertools

import pytest

from multaqa.assembly.domain import ballots, voting
from multaqa.assembly.models import Ballot
from multaqa.common.refusal import Refused

WHO = ("chair", "secretary", "coordinator", "delegate", "alternate", "owner", "stranger", "visitor")
DEEDS = ("propose", "open", "vote", "close", "publish", "void")
STATES = ("created", "opened", "closed", "published", "voided")
PRESIDE, WRITE = {"chair", "coordinator"}, {"chair", "coordinator", "secretary"}

# What comes of a deed by whoever may do it, in each state; "done" where it was done before and is not done again.
COMES = {
    "open": {"created": "done", "opened": "done", "closed": "ballot_over", "published": "ballot_over", "voided": "ballot_over"},
    "vote": {
        "created": "ballot_not_open", "opened": "done", "closed": "ballot_over", "published": "ballot_over", "voided": "ballot_over",
    },
    "close": {
        "created": "ballot_not_open", "opened": "done", "closed": "done", "published": "ballot_over", "voided": "ballot_over",
    },
    "publish": {
        "created": "ballot_not_closed", "opened": "ballot_not_closed", "closed": "done", "published": "done", "voided": "ballot_over",
    },
    "void": {"created": "done", "opened": "done", "closed": "done", "published": "ballot_over", "voided": "done"},
}  # fmt: skip


def expected(who: str, deed: str, state: str) -> str:
    """The matrix, said once more in another way than the code does."""
    if deed == "propose":
        return "done" if who in WRITE else "not_allowed"
    if deed == "vote":
        came = COMES["vote"][state]
        return came if who == "delegate" or came != "done" else "no_vote"
    return COMES[deed][state] if who in PRESIDE else "not_allowed"


def person(votes, who: str):
    world, chamber = votes.chamber.world, votes.chamber
    return {
        "chair": world.chair, "secretary": world.secretary, "coordinator": world.coordinator, "delegate": chamber.delegates[0],
        "alternate": chamber.alternates[0], "owner": world.owners[0], "stranger": world.salwa, "visitor": world.zahir,
    }[who]  # fmt: skip


def brought_to(votes, state: str, secret: bool) -> Ballot:
    ballot = votes.put(secret=secret)
    chair = votes.chamber.chair
    if state == "voided":
        ballots.void(votes.gathering, ballot=ballot.pk, why="ملتبس", by=chair)
    for step, deed in (("opened", ballots.open_ballot), ("closed", ballots.close_ballot), ("published", ballots.publish)):
        if state != "voided" and STATES.index(state) >= STATES.index(step):
            deed(votes.gathering, ballot=ballot.pk, by=chair)
    return ballot


def came_of(votes, deed: str, ballot: Ballot, by) -> str:
    gathering, pk = votes.gathering, ballot.pk
    choice = ballot.choices.get(code="for").pk
    does = {
        "propose": lambda: ballots.propose(gathering, question="سؤال آخر؟", by=by),
        "open": lambda: ballots.open_ballot(gathering, ballot=pk, by=by),
        "vote": lambda: voting.vote(gathering, ballot=pk, choices=[choice], receipt="r" * 22, by=by),
        "close": lambda: ballots.close_ballot(gathering, ballot=pk, by=by),
        "publish": lambda: ballots.publish(gathering, ballot=pk, by=by),
        "void": lambda: ballots.void(gathering, ballot=pk, why="ملتبس", by=by),
    }
    try:
        does[deed]()
    except Refused as refused:
        return refused.code
    return "done"


@pytest.mark.parametrize("secret", [False, True])
@pytest.mark.parametrize("state", STATES)
def test_the_matrix(votes, state, secret):
    from django.db import transaction

    ballot = brought_to(votes, state, secret)
    for who, deed in itertools.product(WHO, DEEDS):
        mark = transaction.savepoint()
        assert came_of(votes, deed, ballot, person(votes, who)) == expected(who, deed, state), (who, deed)
        transaction.savepoint_rollback(mark)
        votes.gathering.refresh_from_db()
