"""A month is planned, led on, moved and called off."""

import datetime as dt

import pytest
from django.utils import timezone

from multaqa.assembly.domain import cycles
from multaqa.assembly.domain.states import DEEDS, after, may
from multaqa.assembly.enums import CycleState
from multaqa.assembly.models import Cycle, CycleStep, HostTurn
from multaqa.common.refusal import Refused

DO = {
    "open_call": lambda month, by: cycles.open_call(month.cycle, by=by),
    "close_call": lambda month, by: cycles.close_call(month.cycle, by=by),
    "publish_programme": lambda month, by: cycles.publish_programme(month.cycle, by=by),
    "archive": lambda month, by: cycles.archive(month.cycle, by=by),
    "postpone": lambda month, by: cycles.postpone(month.cycle, date=dt.date(2027, 2, 27), why="يوم عيد", by=by),
    "cancel": lambda month, by: cycles.cancel(month.cycle, why="يوم عيد", by=by),
    "set_topic": lambda month, by: cycles.set_topic(month.cycle, topic="موضوع", by=by),
    "set_call": lambda month, by: cycles.set_call(
        month.cycle, text="شاركونا.", closes_on=dt.date(2027, 1, 13), papers_on=dt.date(2027, 1, 12), by=by
    ),
    "set_host": lambda month, by: cycles.set_host(month.cycle, month.world.rooms[2], why="اعتذرت", by=by),
    "call_extraordinary": lambda month, by: cycles.call_extraordinary(
        month.cycle, date=dt.date(2027, 3, 1), at=dt.time(21), minutes=60, title="طارئ", by=by
    ),
}  # fmt: skip


def test_a_month_is_planned_with_everything_it_needs(month):
    cycle, (preparatory, opened) = month.cycle, month.cycle.sittings.order_by("starts_at")
    assert (cycle.number, cycle.state, cycle.host_room) == (1, "planned", month.world.rooms[0])
    assert (preparatory.kind, preparatory.local_start) == ("preparatory", "2027-01-16T23:00")
    assert (opened.kind, opened.local_start, opened.quorum_needed) == ("open", "2027-01-30T21:00", 2)
    assert opened.starts_at == dt.datetime(2027, 1, 30, 18, tzinfo=dt.UTC)
    assert cycle.call.closes_at == preparatory.starts_at - dt.timedelta(days=2)
    assert cycle.delegates_due_at == preparatory.starts_at - dt.timedelta(days=4)
    assert len({preparatory.uid, opened.uid}) == 2
    assert HostTurn.objects.get(cycle=cycle).suggested == month.world.rooms[0]


def test_planned_twice_is_one_month_and_the_next_goes_to_the_next_room(month):
    by = month.world.coordinator
    assert cycles.plan_cycle(month.series, month.cycle.date, by=by) == month.cycle
    following = cycles.plan_cycle(month.series, by=by)
    assert (following.number, following.date) == (2, dt.date(2027, 2, 27))
    assert following.host_room == month.world.rooms[1]


def test_a_host_out_of_turn_needs_a_reason(month):
    with pytest.raises(Refused, match="why_needed"):
        cycles.set_host(month.cycle, month.world.rooms[2], by=month.world.coordinator)
    cycles.set_host(month.cycle, month.world.rooms[2], why="اعتذرت الغرفة", by=month.world.coordinator)
    assert {row.room for row in month.cycle.sittings.all()} == {month.world.rooms[2]}


def test_the_call_says_what_the_coordinator_writes_and_ends_before_the_preparatory_meeting(month):
    by = month.world.coordinator
    with pytest.raises(Refused, match="after_preparatory"):
        cycles.set_call(month.cycle, text="", closes_on=dt.date(2027, 1, 17), papers_on=dt.date(2027, 1, 12), by=by)
    with pytest.raises(Refused, match="date_past"):
        cycles.set_call(month.cycle, text="", closes_on=dt.date(2027, 1, 13), papers_on=dt.date(2020, 1, 1), by=by)
    cycles.set_call(month.cycle, text=" شاركونا. ", closes_on=dt.date(2027, 1, 13), papers_on=dt.date(2027, 1, 12), by=by)
    month.cycle.refresh_from_db()
    call = month.cycle.call
    assert (call.text, call.closes_at.isoformat()) == ("شاركونا.", "2027-01-13T20:00:00+00:00")
    assert call.papers_due_at == month.cycle.papers_due_at == dt.datetime(2027, 1, 12, 20, tzinfo=dt.UTC)
    cycles.set_topic(month.cycle, topic="طرائق جديدة", by=by)
    call.refresh_from_db()
    assert call.title == "طرائق جديدة"


def test_a_date_is_moved_in_front_of_everybody(month):
    cycles.postpone(month.cycle, date=dt.date(2027, 2, 6), why="يوافق العيد", by=month.world.coordinator)
    month.cycle.refresh_from_db()
    opened = month.cycle.sittings.get(kind="open")
    assert (opened.local_start, opened.sequence, month.cycle.sequence) == ("2027-02-06T21:00", 1, 1)
    step = CycleStep.objects.get(cycle=month.cycle, state="postponed")
    assert (step.why, step.by, month.cycle.state) == ("يوافق العيد", month.world.coordinator, "planned")


def test_a_month_called_off_says_why_once(month):
    for _ in range(2):
        cycles.cancel(month.cycle, why="ظرف طارئ", by=month.world.coordinator)
    month.cycle.refresh_from_db()
    assert (month.cycle.state, month.cycle.ended_why) == ("cancelled", "ظرف طارئ")
    assert {row.state for row in month.cycle.sittings.all()} == {"cancelled"}
    assert CycleStep.objects.filter(cycle=month.cycle, state="cancelled").count() == 1


def test_the_clock_opens_and_closes_the_call_once(month):
    call = month.cycle.call
    assert cycles.calls_due(call.opens_at + dt.timedelta(hours=1)) == 1
    assert cycles.calls_due(call.opens_at + dt.timedelta(hours=1)) == 0
    assert cycles.calls_due(call.closes_at) == 1
    month.cycle.refresh_from_db()
    assert month.cycle.state == "call_closed"


def test_what_was_held_was_held(month):
    for sitting in month.cycle.sittings.select_related("cycle").order_by("starts_at"):
        cycles.sitting_adjourned(sitting, month.world.chair)
    cycles.preparatory_held(month.cycle)
    month.cycle.refresh_from_db()
    assert month.cycle.state == "open_held"
    cycles.minutes_drafted(month.cycle)
    cycles.minutes_approved(month.cycle)
    cycles.archive(month.cycle, by=month.world.secretary)
    month.cycle.refresh_from_db()
    assert month.cycle.state == "archived"


@pytest.mark.parametrize("deed", sorted(DO))
@pytest.mark.parametrize("state", list(CycleState))
def test_every_deed_by_everybody_in_every_state(month, state, deed):
    world, was = month.world, timezone.now()
    offices = {"coordinator": world.coordinator, "chair": world.chair, "secretary": world.secretary, "": world.owners[0]}
    for office, person in (*offices.items(), ("", world.salwa), ("", world.zahir)):
        Cycle.objects.filter(pk=month.cycle.pk).update(state=state)
        if may({office}, deed) and (after(state, deed) or DEEDS[deed].to == state):
            DO[deed](month, person)
            assert Cycle.objects.get(pk=month.cycle.pk).state == (after(state, deed) or state)
        else:
            with pytest.raises(Refused):
                DO[deed](month, person)
            assert Cycle.objects.get(pk=month.cycle.pk).state == state
    assert not CycleStep.objects.filter(cycle=month.cycle, at__lt=was).exclude(state="planned").exists()
