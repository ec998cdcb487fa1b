"""A date is announced by both calendars, and the hour by the clock people speak."""

import datetime as dt

import pytest

from multaqa.common.hijri import announce_date, announce_day, calendar_chosen, calendar_in_use, hijri_date, to_hijri

SITTING = dt.datetime(2026, 11, 28, 20, 0, tzinfo=dt.UTC)  # 23:00 in Mecca


def test_a_hijri_date_in_either_language() -> None:
    day = dt.date(2026, 11, 26)
    assert hijri_date(day, "ar") == "الخميس ١٦ جمادى الآخرة ١٤٤٨هـ"
    assert hijri_date(day, "en") == "Thursday 16 Jumada al-Akhirah 1448 AH"
    assert hijri_date(day, "ar", "latn") == "الخميس 16 جمادى الآخرة 1448هـ"


def test_a_month_sighted_a_day_later() -> None:
    assert hijri_date(dt.date(2026, 11, 26), "en", shift_days=-1) == "Thursday 15 Jumada al-Akhirah 1448 AH"


def test_an_announcement_in_arabic() -> None:
    assert announce_date(SITTING, "Asia/Riyadh", "hijri", "ar", city="مكة المكرمة") == (
        "السبت ١٨ جمادى الآخرة ١٤٤٨هـ الموافق ٢٨ نوفمبر ٢٠٢٦م، ١١:٠٠ ليلًا بتوقيت مكة المكرمة"
    )
    assert announce_date(SITTING, "Africa/Casablanca", "gregorian", "ar", "latn") == "السبت 28 نوفمبر 2026م، 9:00 مساءً"


def test_an_announcement_in_english() -> None:
    assert announce_date(SITTING, "Asia/Riyadh", "hijri", "en", city="Mecca") == (
        "Saturday 18 Jumada al-Akhirah 1448 AH (28 November 2026), 11:00 pm, Mecca time"
    )
    assert announce_date(SITTING, dt.UTC, "gregorian", "en") == "Saturday 28 November 2026, 8:00 pm"


def test_the_day_is_the_day_of_the_zone() -> None:
    assert announce_date(SITTING, "Asia/Karachi", "gregorian", "en").startswith("Sunday 29 November 2026, 1:00 am")


@pytest.mark.parametrize(
    ("hour", "said"),
    [
        (0, "١٢:٣٠ ليلًا"),
        (3, "٣:٣٠ ليلًا"),
        (4, "٤:٣٠ صباحًا"),
        (11, "١١:٣٠ صباحًا"),
        (12, "١٢:٣٠ ظهرًا"),
        (13, "١:٣٠ مساءً"),
        (21, "٩:٣٠ مساءً"),
        (22, "١٠:٣٠ ليلًا"),
    ],
)
def test_the_parts_of_a_day(hour: int, said: str) -> None:
    moment = dt.datetime(2026, 11, 28, hour, 30, tzinfo=dt.UTC)
    assert announce_date(moment, dt.UTC, "gregorian", "ar").endswith(said)


@pytest.mark.parametrize("day", [dt.date(1924, 7, 31), dt.date(2077, 11, 17), dt.date(1900, 1, 1), dt.date.max, dt.date.min])
def test_outside_the_tables_the_gregorian_calendar_stands_alone(day: dt.date) -> None:
    assert to_hijri(day) is None
    assert hijri_date(day, "en") == announce_day(day, "hijri", "en") == announce_day(day, "gregorian", "en")


def test_the_ends_of_the_tables() -> None:
    assert hijri_date(dt.date(1924, 8, 1), "en") == "Friday 1 Muharram 1343 AH"
    assert hijri_date(dt.date(2077, 11, 16), "en") == "Tuesday 30 Dhu al-Hijjah 1500 AH"


def test_a_moment_of_no_zone_is_not_announced() -> None:
    with pytest.raises(ValueError, match="zone"):
        announce_date(dt.datetime(2026, 11, 28), "Asia/Riyadh", "hijri", "ar")


def test_the_calendar_is_the_readers() -> None:
    assert calendar_in_use() == "hijri"
    with calendar_chosen("gregorian"):
        assert calendar_in_use() == "gregorian"
    assert calendar_in_use() == "hijri"
