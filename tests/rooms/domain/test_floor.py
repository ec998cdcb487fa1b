"""The floor: each deed allowed, refused and done twice."""

import datetime as dt

import pytest
from django.utils import timezone

from multaqa.common.refusal import Refused
from multaqa.rooms.domain import chairing, clock, floor, order, undoing
from multaqa.rooms.domain.picture import picture_of
from multaqa.rooms.models import Act, Event, Turn


def line(hall):
    """Names in line with the reason, first to last."""
    picture = picture_of(hall.gathering)
    by_id = {turn.id: turn for turn in picture.turns}
    return [(by_id[pk].person.name, by_id[pk].reason) for pk in picture.order]


def state(hall, person):
    turn = Turn.objects.filter(gathering=hall.gathering, person=person).order_by("-pk").first()
    return turn and turn.state


def turn_of(hall, person):
    return Turn.objects.filter(gathering=hall.gathering, person=person).order_by("-pk").first().pk


def refusal(deed, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        deed(*args, **kwargs)
    return caught.value.code


def late(hall, seconds):
    """Time passes: every deadline and every running clock of the floor moves back."""
    for turn in Turn.objects.live().filter(gathering=hall.gathering):
        for field in ("deadline", "running_since"):
            if getattr(turn, field):
                setattr(turn, field, getattr(turn, field) - dt.timedelta(seconds=seconds))
        turn.save()


def speaks(hall, person):
    floor.ask(hall.gathering, by=person)
    floor.start(hall.gathering, by=person)


def test_the_first_to_ask_is_called_at_once_and_must_press(hall):
    assert floor.ask(hall.gathering, by=hall.amal) == 1
    assert state(hall, hall.amal) == "called"
    assert floor.start(hall.gathering, by=hall.amal) == 2
    assert state(hall, hall.amal) == "speaking"


def test_one_waiting_request_for_each_seat(hall):
    speaks(hall, hall.amal)
    floor.ask(hall.gathering, by=hall.basim)
    assert refusal(floor.ask, hall.gathering, by=hall.basim) == "already_waiting"
    assert refusal(floor.ask, hall.gathering, by=hall.amal) == "on_the_floor"
    assert line(hall) == [("باسم", "not_heard_yet")]


def test_whoever_has_not_spoken_goes_first(hall):
    speaks(hall, hall.amal)
    late(hall, 5)
    floor.finish(hall.gathering, by=hall.amal)
    speaks(hall, hall.sami)
    floor.ask(hall.gathering, by=hall.amal)
    floor.ask(hall.gathering, by=hall.basim)
    assert line(hall) == [("باسم", "not_heard_yet"), ("أمل", "in_order")]


def test_withdrawing_and_asking_again_goes_to_the_end(hall):
    speaks(hall, hall.sami)
    for person in (hall.amal, hall.basim):
        floor.ask(hall.gathering, by=person)
    floor.withdraw(hall.gathering, by=hall.amal)
    floor.ask(hall.gathering, by=hall.amal)
    assert [name for name, _ in line(hall)] == ["باسم", "أمل"]
    assert refusal(floor.withdraw, hall.gathering, by=hall.jamal) == "no_place"


def test_finishing_calls_the_next(hall):
    speaks(hall, hall.amal)
    floor.ask(hall.gathering, by=hall.basim)
    floor.finish(hall.gathering, by=hall.amal)
    assert (state(hall, hall.amal), state(hall, hall.basim)) == ("finished", "called")
    assert refusal(floor.finish, hall.gathering, by=hall.amal) == "no_floor"


def test_absent_when_called_is_second_once_and_out_the_second_time(hall):
    for person in (hall.amal, hall.basim, hall.jamal):
        floor.ask(hall.gathering, by=person)
    late(hall, 13)
    clock.settle(hall.gathering)
    assert state(hall, hall.basim) == "called"
    assert line(hall) == [("أمل", "skipped_once"), ("جمال", "not_heard_yet")]
    floor.start(hall.gathering, by=hall.basim)
    floor.finish(hall.gathering, by=hall.basim)
    assert state(hall, hall.amal) == "called"
    late(hall, 13)
    clock.settle(hall.gathering)
    assert (state(hall, hall.amal), state(hall, hall.jamal)) == ("skipped", "called")


def test_absent_in_an_otherwise_empty_line_is_called_once_more(hall):
    floor.ask(hall.gathering, by=hall.amal)
    late(hall, 13)
    clock.settle(hall.gathering)
    assert state(hall, hall.amal) == "called"
    assert refusal(floor.start, hall.gathering, by=hall.basim) == "not_called"


def test_letting_the_next_one_go_first(hall):
    for person in (hall.amal, hall.basim, hall.jamal):
        floor.ask(hall.gathering, by=person)
    floor.decline(hall.gathering, by=hall.amal)
    assert state(hall, hall.basim) == "called"
    assert line(hall) == [("أمل", "yielded"), ("جمال", "not_heard_yet")]


def test_a_lost_connection_keeps_the_place_and_one_press_restores_it(hall):
    speaks(hall, hall.amal)
    floor.ask(hall.gathering, by=hall.basim)
    clock.interrupt(hall.gathering, hall.amal)
    assert picture_of(hall.gathering).turns[0].interrupted
    clock.return_to(hall.gathering, hall.amal)
    assert state(hall, hall.amal) == "speaking"
    clock.interrupt(hall.gathering, hall.amal)
    late(hall, 31)
    clock.settle(hall.gathering)
    assert (state(hall, hall.amal), state(hall, hall.basim)) == ("paused", "called")
    assert line(hall) == [("أمل", "kept")]
    floor.restore(hall.gathering, by=hall.amal)
    assert line(hall) == [("أمل", "kept")]
    floor.start(hall.gathering, by=hall.basim)
    floor.finish(hall.gathering, by=hall.basim)
    assert state(hall, hall.amal) == "called"


def test_restoring_with_a_free_microphone_goes_straight_on_air(hall):
    speaks(hall, hall.amal)
    late(hall, 10)
    clock.interrupt(hall.gathering, hall.amal)
    late(hall, 31)
    clock.settle(hall.gathering)
    floor.restore(hall.gathering, by=hall.amal)
    turn = Turn.objects.get(person=hall.amal)
    assert turn.state == "speaking"
    assert 10_000 <= turn.spent_ms < 12_000
    assert refusal(floor.restore, hall.gathering, by=hall.amal) == "nothing_kept"


def test_a_turn_out_of_time_is_cut_only_where_the_rule_says_so(hall):
    speaks(hall, hall.amal)
    late(hall, 181)
    clock.settle(hall.gathering)
    assert state(hall, hall.amal) == "speaking"
    hall.rule(cut=True)
    clock.settle(hall.gathering)
    assert state(hall, hall.amal) == "finished"


def test_more_microphones_call_more_people(hall):
    for person in (hall.amal, hall.basim, hall.jamal):
        floor.ask(hall.gathering, by=person)
    order.set_microphones(hall.room, 2, by=hall.layla)
    assert [state(hall, p) for p in (hall.amal, hall.basim, hall.jamal)] == ["called", "called", "waiting"]


def test_a_room_that_does_not_call_by_itself_waits_for_a_supervisor(hall):
    hall.rule(auto_call=False)
    floor.ask(hall.gathering, by=hall.amal)
    floor.ask(hall.gathering, by=hall.basim)
    assert state(hall, hall.amal) == "waiting"
    done = chairing.call(hall.gathering, turn_of(hall, hall.basim), by=hall.layla)
    assert Act.objects.get(pk=done.act).what == "called_out_of_order"
    assert refusal(chairing.call, hall.gathering, turn_of(hall, hall.amal), by=hall.layla) == "no_microphone_free"
    assert refusal(chairing.call, hall.gathering, turn_of(hall, hall.amal), by=hall.amal) == "not_allowed"


def test_a_supervisor_takes_the_floor_away_and_gives_it_back(hall):
    speaks(hall, hall.amal)
    late(hall, 20)
    done = chairing.revoke(hall.gathering, turn_of(hall, hall.amal), why="خروج عن الموضوع", by=hall.layla)
    assert state(hall, hall.amal) == "revoked"
    act = Act.objects.get(pk=done.act)
    assert (act.by, act.subject, act.why) == (hall.layla, hall.amal, "خروج عن الموضوع")
    undoing.undo(act, by=hall.sami)
    assert state(hall, hall.amal) == "called"
    assert refusal(undoing.undo, act, by=hall.sami) == "already_undone"
    floor.start(hall.gathering, by=hall.amal)
    assert Turn.objects.get(person=hall.amal).spent_ms >= 20_000


def test_moving_and_undoing_the_move(hall):
    speaks(hall, hall.sami)
    for person in (hall.amal, hall.basim, hall.jamal):
        floor.ask(hall.gathering, by=person)
    done = chairing.move(hall.gathering, turn_of(hall, hall.jamal), 0, by=hall.layla)
    assert line(hall)[0] == ("جمال", "by_supervisor")
    undoing.undo(Act.objects.get(pk=done.act), by=hall.layla)
    assert [name for name, _ in line(hall)] == ["أمل", "باسم", "جمال"]


def test_a_closed_line_takes_nobody_new_and_keeps_who_waits(hall):
    speaks(hall, hall.sami)
    floor.ask(hall.gathering, by=hall.amal)
    chairing.close_line(hall.gathering, by=hall.layla)
    assert refusal(floor.ask, hall.gathering, by=hall.basim) == "line_closed"
    assert line(hall) == [("أمل", "not_heard_yet")]
    n = Event.objects.filter(gathering=hall.gathering).count()
    chairing.close_line(hall.gathering, by=hall.layla)
    assert Event.objects.filter(gathering=hall.gathering).count() == n
    chairing.open_line(hall.gathering, by=hall.layla)
    floor.ask(hall.gathering, by=hall.basim)


def test_lowering_all_hands_and_raising_them_again(hall):
    speaks(hall, hall.sami)
    floor.ask(hall.gathering, by=hall.amal)
    floor.ask(hall.gathering, by=hall.basim)
    done = chairing.lower_hands(hall.gathering, by=hall.layla)
    assert line(hall) == []
    undoing.undo(Act.objects.get(pk=done.act), by=hall.layla)
    assert [name for name, _ in line(hall)] == ["أمل", "باسم"]


def test_a_written_contribution_is_read_out_not_called(hall):
    assert refusal(floor.ask, hall.gathering, kind="written", text="  ", by=hall.amal) == "text_needed"
    floor.ask(hall.gathering, kind="written", text="أرى أن نبدأ", by=hall.amal)
    assert state(hall, hall.amal) == "waiting"
    assert refusal(chairing.call, hall.gathering, turn_of(hall, hall.amal), by=hall.layla) == "read_out_instead"
    chairing.read_out(hall.gathering, turn_of(hall, hall.amal), by=hall.layla)
    assert state(hall, hall.amal) == "finished"


def test_a_point_of_order_stands_before_the_others(hall):
    speaks(hall, hall.sami)
    floor.ask(hall.gathering, by=hall.amal)
    floor.ask(hall.gathering, kind="order", by=hall.basim)
    assert line(hall) == [("باسم", "order"), ("أمل", "not_heard_yet")]


def test_suspension_keeps_everything_and_ends_by_itself(hall):
    speaks(hall, hall.amal)
    floor.ask(hall.gathering, by=hall.basim)
    chairing.suspend(hall.gathering, minutes=5, by=hall.layla)
    assert line(hall) == [("أمل", "kept"), ("باسم", "not_heard_yet")]
    hall.gathering.refresh_from_db()
    hall.gathering.suspended_until = timezone.now() - dt.timedelta(seconds=1)
    hall.gathering.save()
    clock.settle(hall.gathering)
    assert state(hall, hall.basim) == "called"


def test_a_visitor_asks_only_where_the_room_lets_visitors_ask(hall):
    assert refusal(floor.ask, hall.gathering, by=hall.zahir) == "visitors_listen"
    hall.rule(visitors_ask=True)
    floor.ask(hall.gathering, by=hall.zahir)


def test_events_are_numbered_without_gaps(hall):
    speaks(hall, hall.amal)
    floor.ask(hall.gathering, by=hall.basim)
    chairing.lower_hands(hall.gathering, by=hall.layla)
    floor.finish(hall.gathering, by=hall.amal)
    numbers = list(Event.objects.filter(gathering=hall.gathering).order_by("n").values_list("n", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
