"""When a weekly programme comes round next."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from multaqa.lobby.programme import evening_of, next_start

RIYADH, PARIS = ZoneInfo("Asia/Riyadh"), ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ((2026, 11, 22, 21, 0), (2026, 11, 22, 22, 0)),  # a Sunday, before the hour
        ((2026, 11, 22, 22, 0), (2026, 11, 29, 22, 0)),  # at the hour it has begun
        ((2026, 11, 23, 1, 0), (2026, 11, 29, 22, 0)),
    ],
)
def test_the_next_sunday_at_ten(now, expected):
    assert next_start(6, dt.time(22), "Asia/Riyadh", dt.datetime(*now, tzinfo=RIYADH)) == dt.datetime(*expected, tzinfo=RIYADH)


def test_the_hour_stays_when_the_clocks_change():
    saturday = dt.datetime(2026, 10, 24, 23, tzinfo=PARIS)
    at = next_start(5, dt.time(22), "Europe/Paris", saturday)
    assert (at.day, at.hour) == (31, 22)


def test_a_zone_that_does_not_exist_is_read_as_utc():
    now = dt.datetime(2026, 11, 22, 21, tzinfo=dt.UTC)
    assert next_start(6, dt.time(22), "Nowhere/Town", now) == dt.datetime(2026, 11, 22, 22, tzinfo=dt.UTC)


def test_this_evening_lasts_past_midnight():
    morning, night = dt.datetime(2026, 11, 22, 9, tzinfo=RIYADH), dt.datetime(2026, 11, 23, 1, tzinfo=RIYADH)
    assert evening_of(morning) == (morning.replace(hour=16), dt.datetime(2026, 11, 23, 4, tzinfo=RIYADH))
    assert evening_of(night) == (night, dt.datetime(2026, 11, 23, 4, tzinfo=RIYADH))
