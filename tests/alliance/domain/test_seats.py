"""Rooms apply, are answered, and leave; each seat knows since when, until when and by whom."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from multaqa.alliance.domain import charter, seats
from multaqa.alliance.domain.queries import member_rooms
from multaqa.alliance.models import Alliance, Seat
from multaqa.common.refusal import Refused
from multaqa.rooms.domain.profile import end_room


@pytest.fixture
def corner(world):
    """A room outside, of Wael's."""
    return world.add_room("ركن بعيد", "وائل", member=False)


def applied(world, room, word=""):
    return seats.apply_for_seat(world.alliance, room, word=word, charter=charter.in_force(world.alliance), by=room.made_by)


@pytest.fixture
def told(monkeypatch):
    heard = []
    for name in ("when_admitted", "when_left"):
        monkeypatch.setattr(seats, name, seats.Hook([lambda seat, *, by, name=name: heard.append((name, seat.room.name, by))]))
    return heard


def test_a_room_applies_and_is_admitted(world, corner, told):
    seat = applied(world, corner, " نود أن نكون معكم ")
    assert (seat.state, seat.word, seat.charter, seat.since) == ("applied", "نود أن نكون معكم", world.charter, None)
    assert corner not in member_rooms(world.alliance)
    seat = seats.admit(seat, by=world.coordinator)
    assert (seat.state, seat.since is None, seat.admitted_by) == ("member", False, world.coordinator)
    assert corner in member_rooms(world.alliance)
    assert told == [("when_admitted", "ركن بعيد", world.coordinator)]


def test_pressing_twice_is_pressing_once(world, corner, told):
    assert applied(world, corner) == applied(world, corner)
    seat = Seat.objects.get(room=corner)
    since = seats.admit(seat, by=world.coordinator).since
    assert seats.admit(seat, by=world.coordinator).since == since
    assert len(told) == 1


def test_a_member_does_not_apply_again(world):
    with pytest.raises(Refused, match="already_member_room"):
        applied(world, world.rooms[0])


def test_a_no_has_a_reason_and_is_not_the_last_word(world, corner):
    seat = applied(world, corner)
    with pytest.raises(Refused, match="why_needed"):
        seats.not_admit(seat, why=" ", by=world.coordinator)
    seat = seats.not_admit(seat, why="لم يكتمل عامها الأول", by=world.coordinator)
    assert (seat.state, seat.why, seat.ended_by) == ("not_admitted", "لم يكتمل عامها الأول", world.coordinator)
    with pytest.raises(Refused, match="application_over"):
        seats.admit(seat, by=world.coordinator)
    assert applied(world, corner).pk != seat.pk


def test_an_application_is_taken_back(world, corner):
    seat = applied(world, corner)
    assert seats.withdraw_application(seat, by=corner.made_by).state == "withdrawn"
    assert seats.withdraw_application(seat, by=corner.made_by).state == "withdrawn"
    with pytest.raises(Refused, match="application_over"):
        seats.not_admit(seat, why="لا يكفي", by=world.coordinator)


def test_nobody_accepts_a_charter_that_was_changed_meanwhile(world, corner):
    charter.publish_charter(world.alliance, text="نص آخر", change_note="كله", by=world.coordinator)
    with pytest.raises(Refused, match="charter_changed"):
        seats.apply_for_seat(world.alliance, corner, charter=world.charter, by=corner.made_by)


def test_a_room_leaves_by_its_own_word_and_may_come_again(world, told):
    room, sami = world.rooms[0], world.owners[0]
    seat = seats.leave(world.alliance, room, why="وجهة أخرى", by=sami)
    assert (seat.state, seat.ended_by, seat.why, seat.until is None) == ("left", sami, "وجهة أخرى", False)
    assert room not in member_rooms(world.alliance)
    with pytest.raises(Refused, match="not_member_room"):
        seats.leave(world.alliance, room, by=sami)
    assert told == [("when_left", room.name, sami)]
    assert applied(world, room).state == "applied"


def test_a_closed_room_neither_applies_nor_sits(world, corner):
    end_room(world.rooms[0], name=world.rooms[0].name, by=world.owners[0])
    assert member_rooms(world.alliance) == sorted(world.rooms[1:], key=lambda room: room.name)
    seat = applied(world, corner)
    end_room(corner, name=corner.name, by=corner.made_by)
    with pytest.raises(Refused, match="room_ended"):
        seats.admit(seat, by=world.coordinator)
    corner.refresh_from_db()
    with pytest.raises(Refused, match="room_ended"):
        applied(world, corner)


def test_an_alliance_that_ended_takes_nobody(world, corner):
    Alliance.objects.update(ended_at=timezone.now())
    world.alliance.refresh_from_db()
    with pytest.raises(Refused, match="alliance_ended"):
        applied(world, corner)


def test_the_database_keeps_one_seat_a_room(world):
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.create(alliance=world.alliance, room=world.rooms[0], applied_by=world.owners[0])
