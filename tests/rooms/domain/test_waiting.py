"""Who waits for a deed acts on what that deed left behind; who comes second to a name or a place is told so."""

import threading
from collections import Counter

import pytest
from django.db import transaction
from django.utils import timezone

from multaqa.live.ports import Attended
from multaqa.rooms.domain import attending, gatherings, membership, order, profile
from multaqa.rooms.domain.recording import lock
from multaqa.rooms.models import Attendance, Event, Membership, Room
from tests.together import at_once, until_somebody_waits

pytestmark = pytest.mark.django_db(transaction=True)


def test_whoever_waits_sees_the_room_as_the_deed_before_left_it(committed_hall):
    gathering, begun, seen = committed_hall.gathering, threading.Event(), []

    @transaction.atomic
    def change():
        lock(gathering)
        Room.objects.filter(pk=gathering.room_id).update(microphones=3)
        begun.set()
        until_somebody_waits()

    def wait():
        begun.wait(30)
        with transaction.atomic():
            seen.append(lock(gathering).room.microphones)

    assert at_once(change, wait) == ["done", "done"]
    assert seen == [3]


def test_a_member_added_by_two_at_once_belongs_once(committed_hall):
    hall = committed_hall
    outcomes = at_once(*[lambda by=by: membership.add_member(hall.room, hall.zahir, by=by) for by in (hall.sami, hall.layla)])
    assert Counter(outcomes) == {"done": 1, "already_member": 1}
    assert Membership.objects.now().filter(room=hall.room, person=hall.zahir).count() == 1


def test_a_name_taken_by_two_at_once_is_the_first_one_s(committed_hall):
    hall = committed_hall

    def make(by):
        return lambda: profile.create_room(name="مرافئ الليل", offers="حديث", languages="ar", by=by)

    assert Counter(at_once(make(hall.amal), make(hall.basim))) == {"done": 1, "room_name_taken": 1}


def test_a_gathering_closes_while_its_people_leave(committed_hall):
    hall, now = committed_hall, int(timezone.now().timestamp() * 1000)
    people = (hall.sami, hall.layla, hall.amal, hall.basim, hall.jamal)

    def row(person, *, left):
        return Attended(
            gathering=hall.gathering.pk, connection=f"c{person.pk}", person=person.pk, visitor="", door="live", at=now, left=left
        )

    attending.write_down([row(person, left=False) for person in people])
    leavings = [lambda person=person: attending.write_down([row(person, left=True)]) for person in people]
    outcomes = at_once(*leavings, lambda: gatherings.close_gathering(hall.gathering, by=hall.sami))
    assert outcomes == ["done"] * 6
    assert not Attendance.objects.filter(left_at=None).exists()


def test_a_room_given_to_two_at_once_has_one_owner(committed_hall):
    hall = committed_hall
    give = [lambda to=to: membership.give_room(hall.room, to, why="سفر طويل", by=hall.sami) for to in (hall.amal, hall.basim)]
    assert Counter(at_once(*give)) == {"done": 1, "not_allowed": 1}
    assert Membership.objects.now().filter(room=hall.room, role="owner").count() == 1


def test_face_rule_doors_and_microphones_are_changed_at_once_and_all_are_told(committed_hall):
    hall = committed_hall

    def fresh():
        return Room.objects.get(pk=hall.room.pk)

    deeds = [
        lambda: profile.edit_face(fresh(), name=hall.room.name, offers="حديث آخر", by=hall.sami),
        lambda: profile.set_rule(fresh(), microphones=2, slow_seconds=5, countdown_seconds=15, by=hall.sami),
        lambda: order.set_doors(fresh(), "members", by=hall.layla),
        lambda: order.set_microphones(fresh(), 2, by=hall.layla),
    ]
    assert at_once(*deeds * 3) == ["done"] * 12
    room = fresh()
    assert (room.offers, room.microphones, room.slow_seconds, room.countdown_seconds) == ("حديث آخر", 2, 5, 15)
    assert room.doors == "members"
    numbers = list(Event.objects.order_by("n").values_list("n", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
