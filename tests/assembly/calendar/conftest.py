"""A month of two sittings: Layla is a delegate, Salwa belongs nowhere."""

import datetime as dt
from dataclasses import dataclass

import pytest
from django.test import Client

from multaqa.accounts.models import Person
from multaqa.alliance.models import Series
from multaqa.assembly.models import Cycle, Sitting
from tests.alliance.world import World, found_world


@dataclass
class Month:
    """`open` is on a Saturday at 21:00 in Cairo, `preparatory` two weeks before."""

    world: World
    series: Series
    cycle: Cycle
    preparatory: Sitting
    open: Sitting
    layla: Person


@pytest.fixture
def month(db) -> Month:
    world = found_world(rooms=3)
    series = world.make_series(time_zone="Africa/Cairo")
    world.name_delegates(series)
    cycle = Cycle.objects.create(
        series=series, number=3, date=dt.date(2026, 11, 28), topic="الكلمة المسموعة", host_room=world.rooms[0]
    )
    said = {
        "cycle": cycle,
        "time_zone": "Africa/Cairo",
        "state": "scheduled",
        "published_at": dt.datetime(2026, 10, 1, 9, tzinfo=dt.UTC),
    }
    preparatory = Sitting.objects.create(
        **said, kind="preparatory", uid="prep-3@multaqa", starts_at=dt.datetime(2026, 11, 14, 19, tzinfo=dt.UTC),
        ends_at=dt.datetime(2026, 11, 14, 21, tzinfo=dt.UTC), local_start="2026-11-14T21:00",
    )  # fmt: skip
    opened = Sitting.objects.create(
        **said, kind="open", uid="open-3@multaqa", starts_at=dt.datetime(2026, 11, 28, 19, tzinfo=dt.UTC), sequence=2,
        ends_at=dt.datetime(2026, 11, 28, 21, tzinfo=dt.UTC), local_start="2026-11-28T21:00", room=world.rooms[0],
    )  # fmt: skip
    return Month(world, series, cycle, preparatory, opened, world.delegates[world.rooms[0].pk])


@pytest.fixture
def browser_of():
    """`browser_of(month.layla)`: signed in; of None: nobody's."""

    def browser(person: Person | None, language: str = "ar") -> Client:
        client = Client(headers={"accept-language": language})
        if person is not None:
            client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return browser
