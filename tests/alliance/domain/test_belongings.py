"""What people and rooms take along, and what is let go of."""

import json

import pytest
from django.core.serializers.json import DjangoJSONEncoder

from multaqa.accounts.domain.export import belongings as exported
from multaqa.accounts.domain.leaving import leave
from multaqa.alliance.domain import belongings, mandates, seats
from multaqa.alliance.models import Mandate
from multaqa.common.refusal import Refused


@pytest.fixture
def held(world):
    series = world.make_series()
    world.name_delegates(series, rooms=1)
    return series


def test_a_person_takes_offices_and_mandates_along(world, held):
    delegate = world.delegates[world.rooms[0].pk]
    taken = exported(delegate)
    assert [(row["room__name"], row["role"], row["state"]) for row in taken["mandates"]] == [
        (world.rooms[0].name, "delegate", "active")
    ]
    assert [row["office"] for row in exported(world.chair)["offices"]] == ["chair"]
    assert [row["name"] for row in exported(world.coordinator)["alliances_founded"]] == ["ملتقى الغرف"]
    assert [row["room__name"] for row in exported(world.owners[1])["applications"]] == [world.rooms[1].name]


def test_mandates_end_with_their_person(world, held):
    delegate = world.delegates[world.rooms[0].pk]
    leave(delegate, name=delegate.display_name, by=delegate)
    assert Mandate.objects.get(person=delegate).state == "ended"


def test_a_rooms_data_is_the_same_before_and_after_leaving(world, held, monkeypatch):
    room, sami = world.rooms[0], world.owners[0]
    monkeypatch.setattr(belongings, "_of_rooms", {})
    belongings.kept_of_room_as("votes", lambda alliance, room: [alliance.slug, room.slug])
    before = belongings.room_data(world.alliance, room, by=sami)
    seats.leave(world.alliance, room, by=sami)
    after = belongings.room_data(world.alliance, room, by=sami)
    assert before.keys() == after.keys()
    assert ([row["state"] for row in before["seats"]], [row["state"] for row in after["seats"]]) == (["member"], ["left"])
    assert [(row["person__display_name"], row["state"]) for row in after["mandates"]] == [("طارق", "ended"), ("عادل", "ended")]
    assert (after["charters"][0]["text"], after["votes"]) == ("كل غرفة سيدة نفسها.", ["multaqa-alghuraf", "room-1"])
    json.dumps(after, cls=DjangoJSONEncoder)


def test_a_room_that_never_came_has_no_data(world):
    lonely = world.add_room("ركن بعيد", "وائل", member=False)
    with pytest.raises(Refused, match="not_member_room"):
        belongings.room_data(world.alliance, lonely, by=lonely.made_by)


def test_a_suspended_mandate_ends_with_its_person_too(world, held):
    delegate = world.delegates[world.rooms[0].pk]
    mandates.suspend(Mandate.objects.get(person=delegate), why="سفر", by=world.owners[0])
    leave(delegate, name=delegate.display_name, by=delegate)
    assert Mandate.objects.get(person=delegate).state == "ended"
