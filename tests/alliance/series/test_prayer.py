"""Which prayers fall into a meeting."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from multaqa.alliance.domain.prayer import CITIES, PRAYERS, city_name, city_of_zone, crossings, nearest_city, prayers_of
from multaqa.alliance.models import Series


def series_in(city, **more):
    place = CITIES[city]
    said = {"city": city, "city_latitude": place.latitude, "city_longitude": place.longitude, "time_zone": place.zone}
    return Series(**said | more)


def utc(*moment):
    return dt.datetime(*moment, tzinfo=dt.UTC)


def test_the_prayers_of_a_day_in_makkah_are_near_those_announced():
    """Umm al-Qura, 22 November 2026: 5:15, 12:07, 15:16, 17:38, 19:08, give or take three minutes."""
    said = dict(prayers_of(series_in("makkah"), dt.date(2026, 11, 22)))
    for prayer, announced in (("fajr", (2, 15)), ("dhuhr", (9, 7)), ("asr", (12, 16)), ("maghrib", (14, 38)), ("isha", (16, 8))):
        assert abs(said[prayer] - utc(2026, 11, 22, *announced)) <= dt.timedelta(minutes=3), prayer


def test_a_meeting_over_sunset_meets_two_prayers():
    met = crossings(series_in("makkah"), utc(2026, 11, 22, 14), 150)
    assert [prayer for prayer, _ in met] == ["maghrib", "isha"]


def test_a_meeting_late_at_night_meets_none():
    assert crossings(series_in("riyadh"), utc(2026, 11, 28, 18), 120) == []


def test_a_meeting_over_midnight_knows_the_next_day():
    assert [prayer for prayer, _ in crossings(series_in("cairo"), utc(2026, 11, 28, 20), 600)] == ["fajr"]


def test_in_ramadan_isha_is_two_hours_after_sunset():
    said = dict(prayers_of(series_in("makkah"), dt.date(2026, 2, 25)))
    assert said["isha"] - said["maghrib"] == dt.timedelta(hours=2)


def test_no_city_no_warnings():
    assert crossings(Series(time_zone="Asia/Riyadh"), utc(2026, 11, 22, 14), 600) == []


def test_where_the_sun_does_not_set_nothing_is_said():
    north = Series(city_latitude=78.2, city_longitude=15.6, time_zone="Arctic/Longyearbyen")
    assert crossings(north, utc(2026, 6, 21, 12), 600) == []


def test_a_place_that_is_not_in_our_list_is_called_as_typed():
    assert (city_name("Kano"), city_name("")) == ("Kano", "")


@pytest.mark.parametrize("city", CITIES)
def test_every_city_has_five_prayers_in_their_order(city):
    said = prayers_of(series_in(city), dt.date(2026, 6, 21))
    assert [prayer for prayer, _ in said] == list(PRAYERS)
    assert [at for _, at in said] == sorted(at for _, at in said)


@settings(deadline=None)
@given(st.sampled_from(sorted(CITIES)), st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2030, 1, 1)), st.integers(1, 300))
def test_every_prayer_said_falls_into_the_meeting(city, starts, minutes):
    begins = starts.replace(tzinfo=dt.UTC)
    met = crossings(series_in(city), begins, minutes)
    assert all(begins <= at < begins + dt.timedelta(minutes=minutes) for _, at in met)
    assert met == sorted(met, key=lambda one: one[1])


def test_a_whole_day_has_all_five():
    assert sorted(prayer for prayer, _ in crossings(series_in("istanbul"), utc(2026, 11, 22), 24 * 60)) == sorted(PRAYERS)


def test_a_zone_is_called_after_its_city():
    said = [city_of_zone(zone, "ar") for zone in ("Asia/Riyadh", "Africa/Casablanca")]
    assert said == ["الرياض", "الدار البيضاء"]
    assert [city_of_zone(zone, "en") for zone in ("America/Argentina/Buenos_Aires", "Mars/Olympus")] == [
        "Buenos Aires",
        "Olympus",
    ]


def test_the_city_of_the_zone_is_offered():
    assert [nearest_city(zone) for zone in ("Asia/Riyadh", "Asia/Aden", "America/Lima")] == ["riyadh", "sanaa", ""]
