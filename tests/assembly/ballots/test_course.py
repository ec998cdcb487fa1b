"""Whatever is done to ballots in whatever order, by whomever: what is kept stays true, and whoever folds events sees the rows."""

from functools import reduce

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from multaqa.assembly.domain import ballots, seats, voting
from multaqa.assembly.domain.ballot_views import ballot_view
from multaqa.assembly.domain.urn import papers_in
from multaqa.assembly.models import Ballot, BallotCast, Vote
from multaqa.common.refusal import Refused
from multaqa.live.core.picture import fold
from multaqa.rooms.domain.picture import picture_of
from multaqa.rooms.models import Event
from multaqa.wire.codec import decode_lasting
from multaqa.wire.views import Picture
from tests.assembly.ballots.conftest import RECEIPT, in_session

acts = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.booleans(), st.just(0)),
        st.tuples(st.sampled_from(("open", "close", "publish", "void")), st.integers(0, 2), st.just(0)),
        st.tuples(st.just("vote"), st.integers(0, 2), st.integers(0, 11)),
        st.tuples(st.sampled_from(("leave", "arrive", "swap")), st.integers(0, 2), st.just(0)),
    ),
    max_size=30,
)
ORDER = {"created": 0, "opened": 1, "closed": 2, "published": 3, "voided": 4}


def do(votes, act, which, detail):
    chamber, gathering, chair = votes.chamber, votes.gathering, votes.chamber.chair
    rows = list(Ballot.objects.order_by("pk"))
    if act == "put":
        votes.put(secret=bool(which))
    elif act in ("leave", "arrive"):
        getattr(chamber, act)(chamber.delegates[which])
    elif act == "swap":
        seats.take_seat(gathering, room=chamber.world.rooms[which].pk, by=chair)
    elif which < len(rows):
        pk = rows[which].pk
        if act == "vote":
            room, said = divmod(detail, 3)
            place = chamber.sitting.participants.now().get(room=chamber.world.rooms[room % 3], holds_seat=True)
            choice = list(rows[which].choices.all())[said].pk
            voting.vote(gathering, ballot=pk, choices=[choice], receipt=f"{RECEIPT}-{place.room_id}", by=place.person)
        else:
            deed = {"open": ballots.open_ballot, "close": ballots.close_ballot, "publish": ballots.publish, "void": ballots.void}[
                act
            ]
            more = {"why": "ملتبس"} if act == "void" else {}
            deed(gathering, ballot=pk, by=chair, **more)


def check(votes, start: Picture, before: dict[int, str]) -> None:
    events = Event.objects.filter(gathering=votes.gathering, n__gt=start.n).order_by("n")
    assert reduce(fold, (decode_lasting(row.data.encode()) for row in events), start) == picture_of(votes.gathering)
    for ballot in Ballot.objects.all():
        cast = set(BallotCast.objects.filter(ballot=ballot).values_list("room", flat=True))
        papers = papers_in(ballot) if ballot.secret else Vote.objects.filter(ballot=ballot)
        entitled = set(ballot.entitled.values_list("room", flat=True))
        assert ORDER[before.get(ballot.pk, "created")] <= ORDER[ballot.state]
        assert set(ballot_view(ballot).voted) <= entitled
        assert len(papers) == len(ballot_view(ballot).voted)
        assert cast == (set(ballot_view(ballot).voted) if ballot.secret else set())
        assert (ballot.counts is not None) == (ballot.closed_at is not None)
        if ballot.counts is not None:
            assert sum(ballot.counts.values()) == len(papers)
    assert Ballot.objects.filter(state="opened").count() <= 1


@pytest.mark.django_db
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(acts)
def test_every_course_of_ballots(db, course):
    from django.db import transaction

    mark = transaction.savepoint()
    votes = in_session(3, quorum_needed=2)
    start = picture_of(votes.gathering)
    for act, which, detail in course:
        before = dict(Ballot.objects.values_list("pk", "state"))
        try:
            with transaction.atomic():
                do(votes, act, which, detail)
        except Refused:
            assert dict(Ballot.objects.values_list("pk", "state")) == before
        check(votes, start, before)
    transaction.savepoint_rollback(mark)


def test_a_restart_in_the_midst_loses_nothing(votes):
    """Everything stands in rows: whoever starts anew, reads them and goes on."""
    ballot = votes.opened(secret=True)
    votes.cast(ballot, votes.chamber.delegates[0], "for")
    anew = Ballot.objects.get(pk=ballot.pk)
    votes.cast(anew, votes.chamber.delegates[1], "against")
    assert list(votes.close(anew).counts.values()) == [1, 1, 0]
