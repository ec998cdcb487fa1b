"""Rooms that live elsewhere have a page and a seat here, and no gathering."""

import pytest

from multaqa.alliance.domain import elsewhere, seats
from multaqa.common.refusal import Refused
from multaqa.rooms.domain.gatherings import open_gathering
from multaqa.rooms.models import Room
from multaqa.rooms.rules import is_owner


def make(by, link="https://example.org/rooms/42"):
    return elsewhere.make_room_elsewhere(name="ركن بعيد", offers="حوار أسبوعي", languages="العربية", link=link, by=by)


def test_it_has_an_owner_and_a_seat_and_is_not_opened(world):
    room = make(world.salwa)
    assert (room.elsewhere, is_owner(world.salwa, room)) == ("https://example.org/rooms/42", True)
    seats.admit(seats.apply_for_seat(world.alliance, room, charter=world.charter, by=world.salwa), by=world.coordinator)
    with pytest.raises(Refused, match="lives_elsewhere"):
        open_gathering(room, by=world.salwa)


@pytest.mark.parametrize(
    "link",
    [
        "",
        "example.org",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://",
        "https://a b",
        "ftp://example.org",
        "https://[::",
        f"https://{'a' * 300}",
    ],
)
def test_only_what_leads_to_a_page_is_a_link(world, link):
    with pytest.raises(Refused, match="link_unreadable"):
        make(world.salwa, link)
    assert not Room.objects.exclude(elsewhere="").exists()


def test_it_moves(world):
    room = make(world.salwa)
    for _press in range(2):
        elsewhere.change_link(room, " https://example.net/we ", by=world.salwa)
    assert Room.objects.get(pk=room.pk).elsewhere == "https://example.net/we"


def test_a_room_of_this_house_does_not_become_one_of_another(world):
    with pytest.raises(Refused, match="not_allowed"):
        elsewhere.change_link(world.rooms[0], "https://example.net/", by=world.owners[0])
