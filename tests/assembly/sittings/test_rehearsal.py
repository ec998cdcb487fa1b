"""A rehearsal is held like a sitting, and nothing of it lasts."""

import pytest
from django.apps import apps

from multaqa.assembly.domain import ballots, rehearsing, running, sampling, voting
from multaqa.assembly.domain.deciding import decide
from multaqa.assembly.domain.doors import open_doors
from multaqa.assembly.models import Ballot, Vote
from multaqa.common.refusal import Refused
from multaqa.rooms.domain import chat, floor
from multaqa.rooms.domain.gatherings import close_gathering
from multaqa.rooms.domain.picture import picture_of
from multaqa.rooms.models import Turn

MONTH = ("accounts", "rooms", "assembly", "library")


def _rows():
    models = [model for label in MONTH for model in apps.get_app_config(label).get_models()]
    return {model.__name__: model._base_manager.count() for model in models}


def test_nothing_of_it_lasts(chamber):
    running.open_sitting(chamber.gathering, by=chamber.chair)
    running.adjourn(chamber.gathering, by=chamber.chair)
    close_gathering(chamber.gathering, by=chamber.chair)
    before = _rows()
    rehearsal = rehearsing.rehearse(chamber.fresh(), by=chamber.chair)
    assert rehearsing.rehearse(chamber.sitting, by=chamber.chair) == rehearsal
    gathering = open_doors(rehearsal, by=chamber.chair)
    chamber.gathering = gathering
    chamber.arrive(chamber.chair, *chamber.delegates)
    running.open_sitting(gathering, by=chamber.chair)
    assert sampling.play() == 1
    chat.say(gathering, "تجربة", by=chamber.delegates[0])
    floor.ask(gathering, by=chamber.delegates[0])
    ballots.propose(gathering, question="تجربة التصويت", by=chamber.chair)
    ballot = Ballot.objects.get(item__sitting=rehearsal)
    ballots.open_ballot(gathering, ballot=ballot.pk, by=chamber.chair)
    voting.vote(gathering, ballot=ballot.pk, choices=[ballot.choices.all()[0].pk], by=chamber.delegates[0])
    ballots.close_ballot(gathering, ballot=ballot.pk, by=chamber.chair)
    ballots.publish(gathering, ballot=ballot.pk, by=chamber.chair)
    decide(gathering, text="قرار التجربة", by=chamber.chair)
    decide(gathering, text="تكليف التجربة", action=True, room=chamber.world.rooms[0].pk, by=chamber.chair)
    close_gathering(gathering, by=chamber.chair)
    assert rehearsing.forget_closed() == 1
    assert _rows() == before
    assert rehearsing.forget_closed() == 0


def test_only_those_who_preside_rehearse(chamber):
    for stranger in (chamber.delegates[0], chamber.world.secretary, chamber.world.salwa):
        with pytest.raises(Refused, match="not_allowed"):
            rehearsing.rehearse(chamber.sitting, by=stranger)


@pytest.fixture
def rehearsal(chamber):
    """In session, with nobody but the chair; the sitting it rehearses is over."""
    running.open_sitting(chamber.gathering, by=chamber.chair)
    running.adjourn(chamber.gathering, by=chamber.chair)
    close_gathering(chamber.gathering, by=chamber.chair)
    row = rehearsing.rehearse(chamber.fresh(), by=chamber.chair)
    chamber.gathering = open_doors(row, by=chamber.chair)
    chamber.arrive(chamber.chair)
    running.open_sitting(chamber.gathering, by=chamber.chair)
    row.refresh_from_db()
    return row


def test_the_samples_are_a_quorum_and_vote_for_the_rooms_that_are_not_there(chamber, rehearsal):
    assert picture_of(chamber.gathering).sitting.quorum.present == 4
    ballots.propose(chamber.gathering, question="تجربة التصويت", by=chamber.chair)
    ballot = Ballot.objects.get(item__sitting=rehearsal)
    ballots.open_ballot(chamber.gathering, ballot=ballot.pk, by=chamber.chair)
    chamber.arrive(chamber.delegates[0])
    for _ in range(2):
        sampling.play()
    # The delegate who came has the room's seat, and the vote is not cast for them.
    voted = set(Vote.objects.filter(ballot=ballot).values_list("room_id", flat=True))
    assert voted == {room.pk for room in chamber.world.rooms[1:]}
    voting.vote(chamber.gathering, ballot=ballot.pk, choices=[ballot.choices.all()[0].pk], by=chamber.delegates[0])
    chamber.leave(chamber.delegates[0])
    sampling.play()
    assert {row.person.kind for row in sampling.samples(rehearsal).filter(holds_seat=True)} == {"guest"}
    assert sampling.samples(rehearsal).filter(holds_seat=True).count() == 4


def test_the_samples_ask_are_heard_out_and_make_way(chamber, rehearsal):
    for _ in range(2):
        sampling.play()
    turn = Turn.objects.get(gathering=chamber.gathering, state="speaking")
    assert turn.person.kind == "guest"
    sampling.play()
    assert Turn.objects.filter(gathering=chamber.gathering, state="speaking").count() == 1
    Turn.objects.filter(pk=turn.pk).update(running_since=turn.running_since - sampling.SPEAKS)
    sampling.play()
    turn.refresh_from_db()
    assert turn.state == "finished"


def test_nobody_plays_once_it_is_adjourned(chamber, rehearsal):
    running.adjourn(chamber.gathering, by=chamber.chair)
    assert sampling.play() == 0
    assert not Turn.objects.filter(gathering=chamber.gathering).exists()
