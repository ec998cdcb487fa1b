"""Two people at the same instant: one result, and both are told it."""

from collections import Counter

import pytest

from multaqa.alliance.domain import charter, founding, mandates, offices, seats
from multaqa.alliance.models import Alliance, Charter, Mandate, OfficeHeld, Seat
from tests.alliance.world import found_world, new_person
from tests.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_delegate_and_alternate_say_yes_together():
    world = found_world(rooms=1)
    series, room, owner = world.make_series(), world.rooms[0], world.owners[0]
    world.name_delegates(series)
    huda, tariq = new_person("هدى"), new_person("طارق")
    new = [mandates.propose(series, room, person, role, by=owner) for person, role in ((huda, "delegate"), (tariq, "alternate"))]
    outcomes = Counter(at_once(lambda: mandates.accept(new[0], by=huda), lambda: mandates.accept(new[1], by=tariq)))
    assert outcomes == {"done": 2}
    assert Counter(Mandate.objects.values_list("role", "state")) == {
        (role, state): 1 for role in ("delegate", "alternate") for state in ("ended", "active")
    }


def test_one_yes_pressed_ten_times_is_one_mandate():
    world = found_world(rooms=1)
    series, room = world.make_series(), world.rooms[0]
    huda = new_person("هدى")
    mandate = mandates.propose(series, room, huda, by=world.owners[0])
    assert Counter(at_once(*[lambda: mandates.accept(mandate, by=huda)] * 10)) == {"done": 10}
    assert list(Mandate.objects.values_list("state", flat=True)) == ["active"]


def test_a_yes_to_two_rooms_at_once_is_a_yes_to_one():
    world = found_world(rooms=2)
    series, huda = world.make_series(), new_person("هدى")
    both = [mandates.propose(series, room, huda, by=owner) for room, owner in zip(world.rooms, world.owners, strict=True)]
    outcomes = Counter(at_once(*[lambda mandate=mandate: mandates.accept(mandate, by=huda) for mandate in both]))
    assert outcomes == {"done": 1, "holds_other_mandate": 1}
    assert Counter(Mandate.objects.values_list("state", flat=True)) == {"active": 1, "proposed": 1}


def test_two_swaps_at_once_are_two_swaps():
    world = found_world(rooms=1)
    series, room = world.make_series(), world.rooms[0]
    world.name_delegates(series)
    before = world.delegates[room.pk]
    outcomes = Counter(at_once(*[lambda by=by: mandates.swap(series, room, by=by) for by in (before, world.alternates[room.pk])]))
    assert outcomes == {"done": 2}
    assert Mandate.objects.active().get(role="delegate").person == before
    assert Mandate.objects.filter(state="swapped").count() == 4


def test_coordinators_who_end_one_another_leave_one():
    world = found_world(rooms=0)
    second = offices.give_office(world.alliance, world.chair, "coordinator", by=world.coordinator)
    first = OfficeHeld.objects.get(person=world.coordinator, office="coordinator")
    outcomes = Counter(
        at_once(
            lambda: offices.end_office(first, why="تبدّلت الحال", by=world.chair),
            lambda: offices.end_office(second, why="تبدّلت الحال", by=world.coordinator),
        )
    )
    assert outcomes == {"done": 1, "not_allowed": 1}
    assert OfficeHeld.objects.now().filter(office="coordinator").count() == 1


def test_an_application_pressed_twice_is_one_and_admitted_once():
    world = found_world(rooms=0)
    room = world.add_room("ركن بعيد", "وائل", member=False)
    owner = room.made_by
    apply = lambda: seats.apply_for_seat(world.alliance, room, charter=world.charter, by=owner)  # noqa: E731
    assert Counter(at_once(apply, apply)) == {"done": 2}
    seat = Seat.objects.get()
    outcomes = Counter(
        at_once(
            lambda: seats.admit(seat, by=world.coordinator), lambda: seats.not_admit(seat, why="لا يكفي", by=world.coordinator)
        )
    )
    assert outcomes == {"done": 1, "application_over": 1}


def test_versions_of_the_charter_are_numbered_without_gaps():
    world = found_world(rooms=0)
    outcomes = Counter(at_once(*[
        lambda n=n: charter.publish_charter(world.alliance, text=f"نص {n}", change_note="تعديل", by=world.coordinator)
        for n in range(4)
    ]))  # fmt: skip
    assert outcomes == {"done": 4}
    assert list(Charter.objects.order_by("version").values_list("version", flat=True)) == [1, 2, 3, 4, 5]


def test_a_name_pressed_twice_founds_one_alliance():
    amal = new_person("أمل")

    def found():
        founding.found_alliance(name="تحالف الواحات", purpose="لقاء", charter="نص", by=amal)

    assert Counter(at_once(found, found)) == {"done": 1, "alliance_name_taken": 1}
    assert Alliance.objects.count() == 1
