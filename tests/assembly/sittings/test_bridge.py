"""The whole way of a sitting's deed: a ticket, a command, the table, the reply. The same key twice is one act."""

import pytest

from multaqa.bridge.deeds import do
from multaqa.bridge.tickets import check, issue
from multaqa.bridge.you import you_of
from multaqa.common.refusal import Refused
from multaqa.rooms.domain.entry import judge
from multaqa.rooms.domain.picture import picture_of
from multaqa.wire import commands as c


def _ticket(chamber, person):
    room = chamber.world.rooms[0]
    return check(issue(person, "v", room, chamber.gathering, judge(person, room).can)[0])


@pytest.fixture
def say(chamber):
    keys = iter(range(1000))

    def run(who, command, /, **fields):
        return do(_ticket(chamber, who), command(key=f"key-{next(keys):06}", **fields))

    return run


def test_a_sitting_from_opening_to_result_over_the_wire_s_words(chamber, say):
    chamber.arrive(chamber.chair, *chamber.delegates)
    say(chamber.chair, c.OpenSitting)
    say(chamber.chair, c.NextItem)
    say(chamber.world.secretary, c.ProposeBallot, question="هل يعتمد؟")
    ballot = picture_of(chamber.gathering).sitting.ballots[0]
    say(chamber.chair, c.OpenBallot, ballot=ballot.id)
    yes = ballot.choices[0].id
    receipts = {say(person, c.Vote, ballot=ballot.id, choices=[yes]).receipt for person in chamber.delegates}
    assert len(receipts) == 4
    assert you_of(_ticket(chamber, chamber.delegates[0])).seat.votes == {str(ballot.id): [yes]}
    say(chamber.chair, c.CloseBallot, ballot=ballot.id)
    say(chamber.chair, c.PublishBallot, ballot=ballot.id, decision="يعتمد يوم التعريف.")
    sitting = picture_of(chamber.gathering).sitting
    assert (sitting.ballots[0].adopted, sitting.ballots[0].choices[0].count) == (True, 4)
    assert sitting.decisions == ["يعتمد يوم التعريف."]
    say(chamber.chair, c.Adjourn)
    assert picture_of(chamber.gathering).sitting.state == "adjourned"


def test_the_same_key_twice_is_one_act(chamber, say):
    chamber.arrive(chamber.chair, *chamber.delegates)
    command = c.OpenSitting(key="opening-1")
    first, second = (do(_ticket(chamber, chamber.chair), command) for _ in range(2))
    assert first == second


def test_a_delegate_does_not_lead(chamber, say):
    chamber.arrive(chamber.chair, *chamber.delegates)
    for command, fields in (
        (c.OpenSitting, {}), (c.NextItem, {}), (c.Adjourn, {}), (c.SuspendSitting, {"minutes": 5}),
        (c.Decide, {"text": "قرار"}), (c.ProposeBallot, {"question": "سؤال"}),
        (c.RemoveFromSitting, {"person": chamber.chair.pk, "why": "بلا سبب"}),
    ):  # fmt: skip
        with pytest.raises(Refused, match="not_allowed"):
            say(chamber.delegates[0], command, **fields)
