"""An alliance of rooms with a monthly series, and its first month."""

import datetime as dt
from dataclasses import dataclass

import pytest

from multaqa.alliance.models import Series
from multaqa.assembly.domain.cycles import plan_cycle
from multaqa.assembly.models import Cycle
from tests.alliance.world import World, found_world

DAY = dt.date(2027, 1, 30)


@dataclass
class Month:
    """The world, the series and a month of it."""

    world: World
    series: Series
    cycle: Cycle


def build_month(rooms: int = 3) -> Month:
    world = found_world(rooms=rooms)
    series = world.make_series()
    return Month(world, series, plan_cycle(series, DAY, topic="طرائق جديدة للوصول إلى الناس", by=world.coordinator))


@pytest.fixture
def month(db) -> Month:
    return build_month()
