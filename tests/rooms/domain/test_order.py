"""The room's own order: what begins, what ends, who is told, and that all of it can be undone."""

import datetime as dt

import pytest
from django.utils import timezone

from multaqa.common.refusal import Refused
from multaqa.rooms.domain import chat, clock, floor, order, undoing
from multaqa.rooms.domain.entry import judge
from multaqa.rooms.domain.gatherings import close_gathering, live_in, open_gathering
from multaqa.rooms.domain.picture import barred_from, picture_of
from multaqa.rooms.models import Act, Event, Room, Sanction, Turn


def refusal(deed, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        deed(*args, **kwargs)
    return caught.value.code


def test_a_red_dot_takes_the_floor_and_its_undo_gives_it_back(hall):
    floor.ask(hall.gathering, by=hall.amal)
    floor.start(hall.gathering, by=hall.amal)
    sanction, act = order.impose(hall.room, hall.amal, "voice", minutes=10, why="مقاطعة متكررة", by=hall.layla)
    assert Turn.objects.get().state == "revoked"
    with pytest.raises(Refused) as caught:
        floor.ask(hall.gathering, by=hall.amal)
    assert caught.value.code == "voice_stopped"
    assert caught.value.facts["why"] == "مقاطعة متكررة"
    chat.say(hall.gathering, "ما زلت أكتب", by=hall.amal)
    undoing.undo(act, by=hall.sami)
    assert Turn.objects.get().state == "called"
    sanction.refresh_from_db()
    assert sanction.lifted_by == hall.sami


def test_a_stopped_pen_leaves_the_voice(hall):
    order.impose(hall.room, hall.amal, "text", minutes=0, why="إغراق الدردشة", by=hall.layla)
    assert refusal(chat.say, hall.gathering, "سلام", by=hall.amal) == "text_stopped"
    floor.ask(hall.gathering, by=hall.amal)


def test_everybody_sees_the_dot_and_nobody_but_the_log_the_reason(hall):
    order.impose(hall.room, hall.amal, "voice", minutes=10, why="سبب", by=hall.layla)
    (shown,) = picture_of(hall.gathering).sanctions
    assert (shown.person.name, shown.kind, shown.why, shown.by) == ("أمل", "voice", "", "")
    assert "سبب" not in "".join(Event.objects.values_list("data", flat=True))
    assert Act.objects.get(what="sanctioned").why == "سبب"


@pytest.mark.parametrize("kind", ["bounce", "ban"])
def test_whoever_is_sent_out_stays_out_until_the_end(hall, kind):
    assert refusal(order.impose, hall.room, hall.amal, kind, minutes=0, why="إساءة", by=hall.layla) == "end_needed"
    sanction, _ = order.impose(hall.room, hall.amal, kind, minutes=60, why="إساءة", by=hall.layla)
    verdict = judge(hall.amal, hall.room, inside=True)
    assert (verdict.refused, verdict.facts["why"]) == ("barred", "إساءة")
    assert list(barred_from(hall.gathering)) == [hall.amal.pk]
    assert refusal(chat.say, hall.gathering, "سلام", by=hall.amal) == "barred"
    Sanction.objects.update(until=timezone.now() - dt.timedelta(seconds=1))
    assert judge(hall.amal, hall.room).refused is None
    clock.settle(hall.gathering)
    assert Event.objects.last().kind == "lifted"
    n = Event.objects.count()
    clock.settle(hall.gathering)
    assert Event.objects.count() == n


def test_staff_are_not_sanctioned_and_members_sanction_nobody(hall):
    assert refusal(order.impose, hall.room, hall.sami, "voice", minutes=1, why="سبب", by=hall.layla) == "cannot_sanction_staff"
    assert refusal(order.impose, hall.room, hall.basim, "voice", minutes=1, why="سبب", by=hall.amal) == "not_allowed"
    assert refusal(order.impose, hall.room, hall.basim, "voice", minutes=1, why=" ", by=hall.layla) == "why_needed"


def test_twice_is_once_and_longer_replaces_shorter(hall):
    order.impose(hall.room, hall.amal, "voice", minutes=10, why="سبب", by=hall.layla)
    assert refusal(order.impose, hall.room, hall.amal, "voice", minutes=5, why="سبب", by=hall.layla) == "already_in_force"
    order.impose(hall.room, hall.amal, "voice", minutes=0, why="سبب", by=hall.layla)
    (standing,) = Sanction.objects.in_force()
    assert standing.until is None
    order.lift(standing, by=hall.layla)
    assert refusal(order.lift, standing, by=hall.layla) == "already_lifted"
    floor.ask(hall.gathering, by=hall.amal)


def test_doors_shut_behind_newcomers_only(hall):
    act = order.set_doors(hall.room, "members", by=hall.layla)
    assert judge(None, hall.fresh()).refused == "members_only"
    assert judge(None, hall.room, inside=True).refused is None
    assert judge(hall.amal, hall.room).refused is None
    undoing.undo(Act.objects.get(pk=act), by=hall.layla)
    assert judge(None, hall.fresh()).refused is None
    assert refusal(order.set_doors, hall.room, "locked", by=hall.layla) == "word_needed"
    order.set_doors(hall.room, "locked", word="نور", by=hall.layla)
    assert judge(hall.zahir, hall.fresh()).refused == "word_wanted"
    assert judge(hall.zahir, hall.room, knows_word=True).refused is None


def test_the_line_is_not_undone_after_the_gathering(hall):
    floor.ask(hall.gathering, by=hall.basim)
    floor.ask(hall.gathering, by=hall.amal)
    from multaqa.rooms.domain.chairing import lower_hands

    done = lower_hands(hall.gathering, by=hall.layla)
    close_gathering(hall.gathering, by=hall.sami)
    assert refusal(undoing.undo, Act.objects.get(pk=done.act), by=hall.layla) == "too_late_to_undo"


def test_a_room_has_one_gathering_and_closing_ends_every_turn(hall):
    assert open_gathering(hall.room, by=hall.layla) == hall.gathering
    floor.ask(hall.gathering, by=hall.amal)
    floor.ask(hall.gathering, by=hall.basim)
    close_gathering(hall.gathering, why="انتهى الوقت", by=hall.layla)
    assert live_in(hall.room) is None
    assert set(Turn.objects.values_list("state", flat=True)) == {"expired"}
    assert Event.objects.last().kind == "closed"
    assert refusal(floor.ask, hall.gathering, by=hall.amal) == "gathering_closed"
    assert refusal(open_gathering, hall.room, by=hall.amal) == "not_allowed"
    Room.objects.update(ended_at=timezone.now())
    assert refusal(open_gathering, hall.fresh(), by=hall.sami) == "room_ended"
