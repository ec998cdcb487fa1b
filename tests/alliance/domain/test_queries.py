"""What others ask about alliances, at the same price for two rooms and for twelve."""

import pytest

from multaqa.alliance.domain import mandates, queries
from multaqa.rooms.domain.profile import end_room
from tests.alliance.world import found_world


@pytest.mark.parametrize("rooms", [2, 12])
def test_each_answer_is_one_query(db, django_assert_num_queries, rooms):
    world = found_world(rooms=rooms)
    series = world.make_series()
    world.name_delegates(series)
    with django_assert_num_queries(1):
        assert [room.name for room in queries.member_rooms(world.alliance)] == sorted(room.name for room in world.rooms)
    with django_assert_num_queries(1):
        held = queries.delegates_of(series)
        assert {pk: mandate.person for pk, mandate in held.items()} == world.delegates
        assert {mandate.room.pk for mandate in held.values()} == set(world.delegates)
    with django_assert_num_queries(1):
        assert {pk: mandate.person for pk, mandate in queries.alternates_of(series).items()} == world.alternates
    with django_assert_num_queries(1):
        assert queries.alliances_of(world.owners[0]) == [world.alliance]


def test_whose_alliances(world):
    series = world.make_series()
    world.name_delegates(series, rooms=1)
    people = (world.chair, world.owners[1], world.delegates[world.rooms[0].pk], world.salwa)
    assert [len(queries.alliances_of(person)) for person in people] == [1, 1, 1, 0]


def test_what_waits_for_a_yes(world):
    series = world.make_series()
    mandate = mandates.propose(series, world.rooms[0], world.salwa, by=world.owners[0])
    assert queries.waiting_for(world.salwa) == [mandate]
    mandates.decline(mandate, by=world.salwa)
    assert queries.waiting_for(world.salwa) == []
    assert queries.owned_member_rooms(world.owners[0], world.alliance) == [world.rooms[0]]


def test_nobody_speaks_for_a_room_that_was_closed(world):
    series, room = world.make_series(), world.rooms[0]
    world.name_delegates(series)
    end_room(room, name=room.name, by=world.owners[0])
    assert room.pk not in queries.delegates_of(series)
    assert (len(queries.delegates_of(series)), len(queries.alternates_of(series))) == (2, 2)
