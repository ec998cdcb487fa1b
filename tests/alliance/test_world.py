"""The world others build their stories on stands by itself."""

from multaqa.alliance.models import Mandate, OfficeHeld, Seat
from multaqa.rooms.models import Membership
from tests.alliance.world import found_world


def test_a_dozen_rooms_with_everybody_in_place(db):
    world = found_world()
    series = world.make_series()
    world.name_delegates(series)
    assert (len(world.rooms), Seat.objects.now().count(), OfficeHeld.objects.now().count()) == (12, 12, 3)
    assert Mandate.objects.active().filter(role="delegate").count() == 12
    assert Membership.objects.now().filter(role="owner").count() == 12


def test_more_rooms_than_names(db):
    assert len({room.name for room in found_world(rooms=14).rooms}) == 14
