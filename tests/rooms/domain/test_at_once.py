"""Two people at the same instant: one result, and both are told it."""

from collections import Counter

import pytest

from multaqa.rooms.domain import chairing, chat, clock, floor, gatherings
from multaqa.rooms.models import Event, Gathering, Message, Turn
from tests.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_supervisors_give_one_microphone_once(committed_hall):
    hall = committed_hall
    hall.rule(auto_call=False)
    for person in (hall.amal, hall.basim):
        floor.ask(hall.gathering, by=person)
    first, second = Turn.objects.order_by("pk").values_list("pk", flat=True)
    outcomes = Counter(
        at_once(
            lambda: chairing.call(hall.gathering, first, by=hall.sami),
            lambda: chairing.call(hall.gathering, second, by=hall.layla),
        )
    )
    assert outcomes == {"done": 1, "no_microphone_free": 1}
    assert Counter(Turn.objects.values_list("state", flat=True)) == {"called": 1, "waiting": 1}


def test_two_supervisors_take_the_same_floor_once(committed_hall):
    hall = committed_hall
    floor.ask(hall.gathering, by=hall.amal)
    floor.start(hall.gathering, by=hall.amal)
    turn = Turn.objects.get().pk
    outcomes = Counter(at_once(*[lambda by=by: chairing.revoke(hall.gathering, turn, by=by) for by in (hall.sami, hall.layla)]))
    assert outcomes == {"done": 1, "turn_over": 1}


def test_a_hand_raised_ten_times_at_once_is_one_place(committed_hall):
    hall = committed_hall
    floor.ask(hall.gathering, by=hall.sami)
    outcomes = Counter(at_once(*[lambda: floor.ask(hall.gathering, by=hall.amal)] * 10))
    assert outcomes == {"done": 1, "already_waiting": 9}


def test_ten_nodes_settle_one_countdown_once(committed_hall):
    hall = committed_hall
    hall.rule(countdown_seconds=0)
    floor.ask(hall.gathering, by=hall.amal)
    hall.rule(countdown_seconds=60)
    Counter(at_once(*[lambda: clock.settle(hall.gathering)] * 10))
    assert Turn.objects.get().skips == 1


def test_a_room_opened_by_two_is_one_gathering(committed_hall):
    hall = committed_hall
    gatherings.close_gathering(hall.gathering, by=hall.sami)
    Counter(at_once(*[lambda by=by: gatherings.open_gathering(hall.room, by=by) for by in (hall.sami, hall.layla)]))
    assert Gathering.objects.live().count() == 1


def test_everything_said_at_once_is_numbered_without_gaps(committed_hall):
    hall = committed_hall
    people = (hall.sami, hall.layla, hall.amal, hall.basim, hall.jamal)
    Counter(at_once(*[lambda by=by, i=i: chat.say(hall.gathering, f"{i}", by=by) for by in people for i in range(4)]))
    assert list(Event.objects.order_by("n").values_list("n", flat=True)) == list(range(1, 21))
    assert sorted(Message.objects.values_list("n", flat=True)) == list(range(1, 21))
