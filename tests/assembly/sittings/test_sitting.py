"""A sitting is opened, led, suspended and adjourned; seats change hands; the floor is fair by room."""

import pytest

from multaqa.assembly.domain import running, seats
from multaqa.assembly.domain.deciding import decide
from multaqa.assembly.domain.doors import open_doors
from multaqa.assembly.domain.presiding import presiding_of
from multaqa.assembly.models import Action, AgendaItem, BacklogItem, Decision, Participant, Sitting
from multaqa.common.refusal import Refused
from multaqa.rooms.domain import chairing, floor, order
from multaqa.rooms.domain.entry import judge
from multaqa.rooms.domain.gatherings import close_gathering
from multaqa.rooms.domain.picture import barred_from, picture_of
from multaqa.rooms.models import Sanction, Turn
from tests.assembly.sittings.conftest import build_chamber


def _open(chamber):
    chamber.arrive(chamber.chair, *chamber.delegates)
    running.open_sitting(chamber.gathering, by=chamber.chair)


def _refused(deed, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        deed(*args, **kwargs)
    return refused.value.code


def test_the_doors_open_once_and_seat_everybody(chamber):
    assert open_doors(chamber.sitting, by=chamber.chair).pk == chamber.gathering.pk
    view = picture_of(chamber.gathering).sitting
    assert [seat.holder for seat in sorted(view.seats, key=lambda s: s.room)] == [person.pk for person in chamber.delegates]
    assert {(place.person.id, place.capacity) for place in view.places} == {
        (chamber.chair.pk, "chair"), (chamber.world.secretary.pk, "secretary"), (chamber.world.coordinator.pk, "secretary"),
    }  # fmt: skip
    assert (view.quorum.present, view.quorum.needed, view.quorum.seats, view.state) == (0, 3, 4, "lobby")


def test_a_stranger_does_not_open_the_doors(chamber):
    assert _refused(open_doors, chamber.sitting, by=chamber.world.salwa) == "not_allowed"


def test_a_sitting_does_not_open_in_a_room_where_another_is_held_until_that_is_adjourned(chamber):
    second = Sitting.objects.create(
        cycle=chamber.sitting.cycle, kind="open", room=chamber.sitting.room, state="scheduled", starts_at=chamber.sitting.starts_at,
        ends_at=chamber.sitting.ends_at, time_zone="Asia/Riyadh", local_start="2026-12-12T23:00", uid="second@test",
    )  # fmt: skip
    assert _refused(open_doors, second, by=chamber.chair) == "room_busy"
    _open(chamber)
    running.adjourn(chamber.gathering, by=chamber.chair)
    gathering = open_doors(second, by=chamber.chair)
    chamber.gathering.refresh_from_db()
    assert (chamber.fresh().state, chamber.gathering.closed_at is None, gathering.closed_at) == ("closed", False, None)


def test_the_preparatory_sitting_is_for_those_who_have_a_place(chamber):
    room = chamber.world.rooms[0]
    assert judge(chamber.world.salwa, room).refused == "delegates_only"
    assert judge(None, room).refused == "delegates_only"
    assert "vote" in judge(chamber.delegates[1], room).can
    assert "vote" not in judge(chamber.alternates[1], room).can
    assert {"chair", "supervise", "record"} <= set(judge(chamber.chair, room).can)
    chamber.sitting.observers_welcome = True
    chamber.sitting.save()
    assert judge(chamber.world.salwa, room).can == ("listen",)


def test_quorum_is_counted_by_rooms_and_told(chamber):
    chamber.arrive(*chamber.delegates[:2], *chamber.alternates)
    assert picture_of(chamber.gathering).sitting.quorum.present == 2
    chamber.arrive(chamber.delegates[2])
    assert picture_of(chamber.gathering).sitting.quorum.met
    chamber.leave(chamber.delegates[2])
    assert not picture_of(chamber.gathering).sitting.quorum.met


def test_nobody_speaks_before_the_opening(chamber):
    chamber.arrive(chamber.delegates[0])
    assert _refused(floor.ask, chamber.gathering, by=chamber.delegates[0]) == "sitting_not_open"
    assert _refused(running.open_sitting, chamber.gathering, by=chamber.delegates[0]) == "not_allowed"


def test_the_agenda_runs_and_what_was_not_reached_is_carried_over(chamber):
    _open(chamber)
    assert chamber.fresh().current_item == chamber.items[0]
    running.next_item(chamber.gathering, by=chamber.chair)
    running.move_item(chamber.gathering, item=chamber.items[3].pk, before=chamber.items[2].pk, by=chamber.chair)
    assert [item.number for item in picture_of(chamber.gathering).sitting.items] == ["1", "2", "3", "4"]
    assert [item.id for item in picture_of(chamber.gathering).sitting.items][2] == chamber.items[3].pk
    assert _refused(running.next_item, chamber.gathering, item=chamber.items[0].pk, by=chamber.chair) == "item_over"
    running.adjourn(chamber.gathering, by=chamber.chair)
    states = dict(AgendaItem.objects.values_list("title", "state"))
    assert states == {"الافتتاح": "done", "طرائق الوصول": "done", "يوم التعريف": "carried", "الختام": "planned"}
    # A closing belongs to each sitting anew: it does not wait.
    assert set(BacklogItem.objects.values_list("title", flat=True)) == {"يوم التعريف"}
    assert _refused(floor.ask, chamber.gathering, by=chamber.delegates[0]) == "sitting_over"
    assert _refused(running.adjourn, chamber.gathering, by=chamber.chair) == "sitting_over"


def test_a_suspension_stops_the_clock_of_the_item(chamber):
    _open(chamber)
    running.suspend_sitting(chamber.gathering, minutes=15, prayer=True, by=chamber.chair)
    view = picture_of(chamber.gathering).sitting
    assert (view.state, view.suspended_for, view.items[0].running_since) == ("suspended", "prayer", 0)
    chairing.reconvene(chamber.gathering, by=chamber.chair)
    view = picture_of(chamber.gathering).sitting
    assert (view.state, view.suspended_for) == ("in_session", "")
    assert view.items[0].running_since >= view.opened_at > 0


def test_no_second_speaker_of_a_room_before_every_waiting_room_had_one(chamber):
    _open(chamber)
    chamber.world.rooms[0].__class__.objects.filter(pk=chamber.world.rooms[0].pk).update(auto_call=False)
    first, second, third = chamber.delegates[:3]
    floor.ask(chamber.gathering, by=first)
    turn = Turn.objects.get()
    chairing.call(chamber.gathering, turn.pk, by=chamber.chair)
    floor.start(chamber.gathering, by=first)
    Turn.objects.update(spent_ms=1000)
    floor.finish(chamber.gathering, by=first)
    for person in (first, second, third):
        floor.ask(chamber.gathering, by=person)
    picture = picture_of(chamber.gathering)
    by_id = {turn.id: turn for turn in picture.turns}
    assert [by_id[pk].person.id for pk in picture.order] == [second.pk, third.pk, first.pk]
    assert [by_id[pk].reason for pk in picture.order] == ["room_not_heard", "room_not_heard", "in_order"]
    assert by_id[picture.order[0]].room == chamber.world.rooms[1].pk
    running.next_item(chamber.gathering, by=chamber.chair)
    picture = picture_of(chamber.gathering)
    assert [turn.person.id for pk in picture.order for turn in picture.turns if turn.id == pk] == [first.pk, second.pk, third.pk]


def test_a_point_of_order_stands_before_a_reply_and_a_reply_before_the_rest(chamber):
    _open(chamber)
    chamber.world.rooms[0].__class__.objects.filter(pk=chamber.world.rooms[0].pk).update(auto_call=False)
    for person, kind in zip(chamber.delegates, ("contribution", "reply", "order", "question"), strict=True):
        floor.ask(chamber.gathering, kind=kind, by=person)
    floor.ask(chamber.gathering, kind="notice", by=chamber.world.secretary)
    picture = picture_of(chamber.gathering)
    kinds = {turn.id: turn.kind for turn in picture.turns}
    assert [kinds[pk] for pk in picture.order] == ["notice", "order", "reply", "contribution", "question"]
    assert _refused(floor.ask, chamber.gathering, kind="notice", by=chamber.alternates[0]) == "kind_for_chair"


def _speak(chamber, person, kind="contribution"):
    floor.ask(chamber.gathering, kind=kind, by=person)
    floor.start(chamber.gathering, by=person)
    return Turn.objects.get(person=person, state="speaking")


def test_an_interposed_question_pauses_the_speaker_who_then_goes_on(chamber):
    _open(chamber)
    speaker, asker = chamber.delegates[:2]
    speaking = _speak(chamber, speaker)
    floor.ask(chamber.gathering, kind="interposed", to=speaking.pk, by=asker)
    question = Turn.objects.get(person=asker)
    assert question.state == "waiting"
    assert _refused(running.answer_interposed, chamber.gathering, turn=question.pk, yes=True, by=asker) == "not_interposed"
    running.answer_interposed(chamber.gathering, turn=question.pk, yes=True, by=speaker)
    states = dict(Turn.objects.values_list("person", "state"))
    assert states == {speaker.pk: "paused", asker.pk: "called"}
    floor.start(chamber.gathering, by=asker)
    floor.finish(chamber.gathering, by=asker)
    assert Turn.objects.get(person=speaker).state == "called"


def test_the_speaker_may_decline_and_a_speaker_who_is_through_leaves_no_question(chamber):
    _open(chamber)
    speaker, asker, other = chamber.delegates[:3]
    speaking = _speak(chamber, speaker)
    floor.ask(chamber.gathering, kind="interposed", by=asker)
    floor.ask(chamber.gathering, kind="interposed", to=speaking.pk, by=other)
    running.answer_interposed(chamber.gathering, turn=Turn.objects.get(person=asker).pk, yes=False, by=speaker)
    floor.finish(chamber.gathering, by=speaker)
    assert dict(Turn.objects.values_list("person", "state")) == {speaker.pk: "finished", asker.pk: "revoked", other.pk: "expired"}
    assert _refused(floor.ask, chamber.gathering, kind="interposed", by=asker) == "nobody_to_interpose"


def test_a_room_has_a_budget_of_seconds(chamber):
    chamber.sitting.seconds_a_room = 100
    chamber.sitting.save()
    _open(chamber)
    speaker = chamber.delegates[0]
    floor.ask(chamber.gathering, by=speaker)
    assert Turn.objects.get().seconds == 100
    floor.start(chamber.gathering, by=speaker)
    Turn.objects.update(spent_ms=95_000)
    floor.finish(chamber.gathering, by=speaker)
    assert _refused(floor.ask, chamber.gathering, by=speaker) == "room_time_over"
    floor.ask(chamber.gathering, kind="order", by=speaker)


def test_a_swap_moves_the_seat_and_the_place_in_line_in_one_act(chamber):
    _open(chamber)
    chamber.world.rooms[0].__class__.objects.filter(pk=chamber.world.rooms[0].pk).update(auto_call=False)
    delegate, alternate = chamber.delegates[0], chamber.alternates[0]
    chamber.arrive(alternate)
    floor.ask(chamber.gathering, by=delegate)
    floor.ask(chamber.gathering, by=chamber.delegates[1])
    seats.take_seat(chamber.gathering, by=alternate)
    picture = picture_of(chamber.gathering)
    assert [turn.person.id for turn in picture.turns] == [alternate.pk, chamber.delegates[1].pk]
    assert [seat.holder for seat in picture.sitting.seats if seat.room == chamber.world.rooms[0].pk] == [alternate.pk]
    assert "vote" in judge(alternate, chamber.world.rooms[0]).can
    assert "vote" not in judge(delegate, chamber.world.rooms[0]).can
    seats.take_seat(chamber.gathering, by=delegate)
    assert "vote" in judge(delegate, chamber.world.rooms[0]).can
    assert _refused(seats.take_seat, chamber.gathering, by=chamber.world.salwa) == "no_seat"
    seats.take_seat(chamber.gathering, room=chamber.world.rooms[0].pk, by=chamber.chair)
    assert Participant.objects.get(person=alternate).holds_seat


def test_sanctions_of_the_host_do_not_unseat(chamber):
    _open(chamber)
    room, delegate, owner = chamber.world.rooms[0], chamber.delegates[1], chamber.world.owners[0]
    Sanction.objects.create(room=room, person=delegate, kind="ban", why="قديم", by=owner)
    assert judge(delegate, room).refused is None
    assert barred_from(chamber.gathering) == {}
    assert _refused(order.impose, room, delegate, "bounce", minutes=5, why="مقاطعة", by=owner) == "sanction_in_session"


def test_only_the_chair_removes_and_the_seat_goes_to_the_alternate(chamber):
    _open(chamber)
    delegate = chamber.delegates[1]
    assert _refused(
        seats.remove_from_sitting, chamber.gathering, person=delegate.pk, why="إخلال", by=chamber.delegates[0]
    ) == "not_allowed"  # fmt: skip
    seats.remove_from_sitting(chamber.gathering, person=delegate.pk, why="إخلال بالنظام", by=chamber.chair)
    verdict = judge(delegate, chamber.world.rooms[0])
    assert (verdict.refused, verdict.facts) == ("removed_from_sitting", {"why": "إخلال بالنظام"})
    assert Participant.objects.get(person=chamber.alternates[1]).holds_seat


def test_whoever_does_not_want_to_be_recorded_is_not(chamber):
    _open(chamber)
    seats.record_me(chamber.gathering, yes=False, by=chamber.delegates[0])
    floor.ask(chamber.gathering, by=chamber.delegates[0])
    assert Turn.objects.get().off_record
    floor.ask(chamber.gathering, by=chamber.delegates[1])
    assert not Turn.objects.get(person=chamber.delegates[1]).off_record
    running.record_item(chamber.gathering, item=chamber.items[0].pk, yes=False, by=chamber.chair)
    assert Turn.objects.get(person=chamber.delegates[1]).off_record


def test_decisions_and_actions_are_written_down(chamber):
    _open(chamber)
    decide(chamber.gathering, text="يعتمد الجدول.", by=chamber.world.secretary)
    decide(
        chamber.gathering, text="إعداد البطاقة", action=True, room=chamber.world.rooms[1].pk, due="2026-12-19", by=chamber.chair
    )
    assert (Decision.objects.get().number, Action.objects.get().decision) == (1, Decision.objects.get())
    assert picture_of(chamber.gathering).sitting.decisions == ["يعتمد الجدول."]
    assert _refused(decide, chamber.gathering, text="تكليف", action=True, by=chamber.chair) == "malformed"
    assert _refused(decide, chamber.gathering, text="قرار", by=chamber.delegates[0]) == "not_allowed"


def test_closing_the_room_adjourns_the_sitting(chamber):
    _open(chamber)
    assert _refused(close_gathering, chamber.gathering, by=chamber.world.owners[0]) == "not_allowed"
    close_gathering(chamber.gathering, by=chamber.chair)
    assert chamber.fresh().state == "closed"


def test_before_the_opening_the_doors_can_be_shut_again(chamber):
    close_gathering(chamber.gathering, by=chamber.chair)
    assert (chamber.fresh().state, chamber.sitting.gathering) == ("scheduled", None)
    assert presiding_of(chamber.world.rooms[0]) is None
    assert open_doors(chamber.sitting, by=chamber.chair).pk != chamber.gathering.pk


def test_everybody_may_come_to_the_open_sitting(db):
    chamber = build_chamber(kind="open")
    _open(chamber)
    assert judge(chamber.world.salwa, chamber.world.rooms[0]).can == ("listen", "ask", "write")
    floor.ask(chamber.gathering, by=chamber.world.salwa)
    assert Turn.objects.get().for_room is None
    owner = chamber.world.owners[2]
    floor.ask(chamber.gathering, by=owner)
    assert Turn.objects.get(person=owner).for_room == chamber.world.rooms[2]
