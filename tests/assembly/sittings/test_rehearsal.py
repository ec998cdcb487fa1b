"""A rehearsal is held like a sitting, and nothing of it lasts."""

import pytest
from django.apps import apps

from multaqa.assembly.domain import ballots, rehearsing, running, voting
from multaqa.assembly.domain.deciding import decide
from multaqa.assembly.domain.doors import open_doors
from multaqa.assembly.models import Ballot
from multaqa.common.refusal import Refused
from multaqa.rooms.domain import chat, floor
from multaqa.rooms.domain.gatherings import close_gathering

MONTH = ("rooms", "assembly", "library")


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
