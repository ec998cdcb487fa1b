"""Questions put into words once are answered as Django answers them, and never from memory."""

import datetime as dt
import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from multaqa.common.prepared import insert, prepared, prepared_update
from multaqa.rooms.models import Event, Gathering, Membership, Room, Turn
from tests.rooms.conftest import build_hall


@pytest.fixture
def hall(db):
    return build_hall()


@prepared
def gatherings_of(room, since):
    return Gathering.objects.select_related("room", "line_closed_by").filter(room=room, opened_at__gte=since).order_by("pk")


@prepared
def roles_in(room):
    return Membership.objects.now().filter(room=room).order_by("pk").values_list("person_id", "role")


@prepared
def slugs_beside(pk):
    return Room.objects.exclude(pk=pk).values_list("slug", flat=True)


@prepared_update
def give_title(pk, title):
    return Gathering.objects.filter(pk=pk), {"title": title}


def test_a_model_comes_with_every_field_and_what_is_joined_to_it(hall):
    Gathering.objects.update(line_closed_by=hall.layla, line_closed_at=timezone.now())
    (found,) = gatherings_of(hall.room.pk, timezone.now() - dt.timedelta(hours=1))
    same = Gathering.objects.select_related("room", "line_closed_by").get()
    with CaptureQueriesContext(connection) as asked:
        for one, other in ((found, same), (found.room, same.room), (found.line_closed_by, hall.layla)):
            for field in one._meta.concrete_fields:
                assert getattr(one, field.attname) == getattr(other, field.attname), field
    assert len(asked) == 0


def test_a_moment_is_compared_as_a_moment(hall):
    opened = hall.gathering.opened_at
    assert len(gatherings_of(hall.room.pk, opened)) == 1
    assert gatherings_of(hall.room.pk, opened + dt.timedelta(microseconds=1)) == []


def test_what_changed_is_seen_by_the_same_question(hall):
    assert (hall.amal.pk, "member") in roles_in(hall.room.pk)
    Membership.objects.filter(person=hall.amal).update(until=timezone.now())
    assert [person for person, _ in roles_in(hall.room.pk)] == [
        person.pk for person in (hall.sami, hall.layla, hall.basim, hall.jamal)
    ]


def test_another_value_gets_another_answer(hall):
    assert slugs_beside(hall.room.pk) == []
    assert slugs_beside(hall.room.pk + 1) == ["diwan"]


def test_a_value_is_a_value_and_never_words_of_the_question(hall):
    spiteful = "'; DROP TABLE rooms_gathering; -- %s"
    assert give_title(hall.gathering.pk, spiteful) == 1
    assert Gathering.objects.get().title == spiteful
    assert give_title(hall.gathering.pk + 1, "أخرى") == 0


def test_a_question_that_looks_at_the_clock_is_refused(hall):
    @prepared
    def open_until_now(room):
        return Gathering.objects.filter(room=room, opened_at__lt=timezone.now())

    with pytest.raises(TypeError, match="looks at the clock"):
        open_until_now(hall.room.pk)


def test_a_new_row_is_saved_whole(hall):
    turn = insert(Turn(gathering=hall.gathering, person=hall.amal, name="أمل", stream=1, seconds=60, asked_at=timezone.now()))
    kept = Turn.objects.get()
    assert (turn.pk, turn._state.adding) == (kept.pk, False)
    for field in Turn._meta.concrete_fields:
        assert getattr(turn, field.attname) == getattr(kept, field.attname), field
    turn.text = "بعد"
    turn.save()
    assert Turn.objects.get().text == "بعد"


def test_a_row_that_may_not_be_undoes_its_transaction(hall):
    def event():
        return Event(gathering=hall.gathering, n=1, kind="said", at=timezone.now(), data="{}")

    with transaction.atomic():
        insert(event())
        with pytest.raises(IntegrityError):
            insert(event())
        assert transaction.get_rollback()
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_question_outlives_the_thread_that_first_asked_it():
    hall = build_hall()
    asked = []

    @prepared
    def opened(room):
        return Gathering.objects.filter(room=room).values_list("opened_at", flat=True)

    def ask():
        asked.append(opened(hall.room.pk))
        connection.close()

    for _ in range(2):
        thread = threading.Thread(target=ask)
        thread.start()
        thread.join()
    assert asked == [[hall.gathering.opened_at]] * 2
