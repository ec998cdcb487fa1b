"""Offices are given, laid down and ended; an alliance always has somebody who answers for it."""

import pytest

from multaqa.alliance.domain import offices
from multaqa.alliance.models import OfficeHeld
from multaqa.alliance.rules import belongs, holds, is_chair, is_coordinator, is_secretary
from multaqa.common.refusal import Refused
from tests.alliance.world import new_person


def held_by(person, office):
    return OfficeHeld.objects.now().get(person=person, office=office)


def test_an_office_is_given_once(world):
    first = offices.give_office(world.alliance, world.salwa, "secretary", by=world.coordinator)
    assert offices.give_office(world.alliance, world.salwa, "secretary", by=world.coordinator) == first
    assert (first.by, holds(world.salwa, world.alliance, "secretary"), holds(world.salwa, world.alliance, "chair")) == (
        world.coordinator, True, False,
    )  # fmt: skip


def test_by_address(world):
    given = offices.give_office_by_email(world.alliance, f" {world.salwa.email.upper()}", "chair", by=world.coordinator)
    assert given.person == world.salwa
    with pytest.raises(Refused, match="no_such_account"):
        offices.give_office_by_email(world.alliance, "nobody@example.org", "chair", by=world.coordinator)


def test_an_office_needs_an_account(world):
    with pytest.raises(Refused, match="needs_account"):
        offices.give_office(world.alliance, world.zahir, "secretary", by=world.coordinator)


def test_the_last_coordinator_stays_until_there_is_another(world):
    own = held_by(world.coordinator, "coordinator")
    with pytest.raises(Refused, match="last_coordinator") as refused:
        offices.end_office(own, by=world.coordinator)
    assert refused.value.facts == {"alliance": "ملتقى الغرف"}
    offices.give_office(world.alliance, world.salwa, "coordinator", by=world.coordinator)
    offices.end_office(own, by=world.coordinator)
    assert [is_coordinator(person, world.alliance) for person in (world.coordinator, world.salwa)] == [False, True]


def test_ended_with_a_reason_laid_down_without(world):
    chair, secretary = held_by(world.chair, "chair"), held_by(world.secretary, "secretary")
    with pytest.raises(Refused, match="why_needed"):
        offices.end_office(chair, by=world.coordinator)
    ended = offices.end_office(chair, why="انتهت المدة", by=world.coordinator)
    assert (ended.ended_by, ended.why, offices.end_office(chair, by=world.chair).why) == (
        world.coordinator, "انتهت المدة", "انتهت المدة",
    )  # fmt: skip
    assert offices.end_office(secretary, by=world.secretary).until is not None


def test_a_coordinator_does_what_chair_and_secretary_do(world):
    people = (world.coordinator, world.chair, world.secretary, world.salwa, None)
    assert [is_chair(person, world.alliance) for person in people] == [True, True, False, False, False]
    assert [is_secretary(person, world.alliance) for person in people] == [True, False, True, False, False]


def test_who_belongs(world):
    series = world.make_series()
    world.name_delegates(series, rooms=1)
    delegate = world.delegates[world.rooms[0].pk]
    people = (world.coordinator, world.owners[0], delegate, world.salwa, world.zahir, None)
    assert [belongs(person, world.alliance) for person in people] == [True, True, True, False, False, False]


def test_who_left_for_good_holds_nothing(world):
    from multaqa.accounts.domain.leaving import leave

    mourned = new_person("غسان")
    offices.give_office(world.alliance, mourned, "chair", by=world.coordinator)
    leave(mourned, name="غسان", by=mourned)
    assert not OfficeHeld.objects.now().filter(person=mourned).exists()
    with pytest.raises(Refused, match="last_coordinator"):
        leave(world.coordinator, name="عبدالله", by=world.coordinator)
    world.coordinator.refresh_from_db()
    assert (world.coordinator.left_at, is_coordinator(world.coordinator, world.alliance)) == (None, True)
