"""A month whose programme is being made: a series, a cycle, a sitting without items, contributions that were accepted."""

import datetime as dt
from dataclasses import dataclass

import pytest
from django.utils import timezone, translation

from multaqa.assembly.models import Cycle, Sitting
from multaqa.contributions.models import Call, Contribution
from tests.alliance.world import World, found_world


@dataclass
class Month:
    """The alliance and its third month."""

    world: World
    cycle: Cycle
    sitting: Sitting


def accepted(world: World, cycle: Cycle, title: str, kind: str = "proposal") -> Contribution:
    """A contribution of Salwa that waits for the programme."""
    if cycle.call is None:
        now = timezone.now()
        cycle.call = Call.objects.create(
            alliance=world.alliance, title="نداء الشهر", opens_at=now, closes_at=now + dt.timedelta(days=5), made_by=world.chair
        )
        cycle.save()
    number = cycle.call.contributions.count() + 1
    return Contribution.objects.create(
        call=cycle.call, number=number, kind=kind, title=title, author=world.salwa, author_name="سلوى", state="accepted",
    )  # fmt: skip


def build_month() -> Month:
    world = found_world(rooms=2)
    series = world.make_series()
    cycle = Cycle.objects.create(
        series=series, number=3, date=dt.date(2026, 11, 28), topic="طرائق جديدة", host_room=world.rooms[0]
    )
    starts = dt.datetime(2026, 11, 28, 18, tzinfo=dt.UTC)
    sitting = Sitting.objects.create(
        cycle=cycle, kind="open", room=world.rooms[0], state="scheduled", starts_at=starts, ends_at=starts + dt.timedelta(hours=2),
        time_zone="Asia/Riyadh", local_start="2026-11-28T21:00", uid="month@test",
    )  # fmt: skip
    return Month(world, cycle, sitting)


@pytest.fixture
def month(db) -> Month:
    return build_month()


@pytest.fixture(autouse=True)
def _english():
    """The template of an agenda is written in the language of whoever asks."""
    with translation.override("en"):
        yield
