"""The Hijri months as an alliance keeps them."""

import datetime as dt

import pytest
from django.utils import translation
from hijridate import Gregorian
from hypothesis import given, settings
from hypothesis import strategies as st

from multaqa.alliance.domain.hijri_months import HijriDay, day_of, days_in, say_both, say_hijri

D = dt.date
RAJAB = (1448, 7)
LATER = {RAJAB: D(2026, 12, 11)}


def test_a_month_begins_on_the_announced_day_and_the_one_before_is_longer():
    """By the tables Jumada al-Akhirah 1448 would end after 29 days and Rajab begin on 10 December 2026."""
    assert [days_in(1448, 6, starts) for starts in ({}, LATER)] == [29, 30]
    assert day_of(D(2026, 12, 10), {}) == HijriDay(1448, 7, 1, announced=False)
    assert day_of(D(2026, 12, 10), LATER) == HijriDay(1448, 6, 30, announced=False)
    assert day_of(D(2026, 12, 11), LATER) == HijriDay(1448, 7, 1, announced=True)


def test_the_month_after_is_as_it_was():
    assert day_of(D(2027, 1, 9), LATER) == day_of(D(2027, 1, 9), {}) == HijriDay(1448, 8, 1, announced=False)


def test_there_is_no_thirty_first():
    earlier = {(1448, 8): D(2027, 1, 11)}
    assert days_in(1448, 7, earlier) == 30
    assert [day_of(D(2027, 1, day), earlier).day for day in (8, 9, 10, 11)] == [30, 30, 30, 1]


def test_outside_the_tables_nothing_is_guessed():
    assert (day_of(D(1900, 1, 1), {}), say_hijri(D(1900, 1, 1), {}, "ar")) == (None, "")
    assert say_both(D(1900, 1, 1), {}, "en") == "Monday 1 January 1900"


@pytest.mark.parametrize(
    ("language", "said"),
    [("ar", "٣٠ جمادى الآخرة ١٤٤٨هـ"), ("en", "30 Jumada al-Akhirah 1448 AH")],
)
def test_a_day_is_said_in_the_calendar_of_the_alliance(language, said):
    with translation.override(language):
        assert say_hijri(D(2026, 12, 10), LATER, language) == said
        assert said in say_both(D(2026, 12, 10), LATER, language)


@settings(deadline=None)
@given(st.dates(D(1925, 1, 1), D(2077, 1, 1)))
def test_without_announcements_the_tables_are_followed(date):
    tables = Gregorian.fromdate(date).to_hijri()
    assert day_of(date, {}) == HijriDay(tables.year, tables.month, tables.day, announced=False)
