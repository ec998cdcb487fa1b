"""Dates as they are announced: weekday, Hijri by the Umm al-Qura calendar, Gregorian beside it, and the hour.

The tables reach from 1343 to 1500 AH (1924 to 2077); a date outside them is told by the Gregorian calendar alone."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from hijridate import Gregorian, Hijri

from multaqa.common.digits import Digits, digits_in_use, write_digits

Calendar = Literal["hijri", "gregorian"]

_chosen: ContextVar[Calendar] = ContextVar("calendar_chosen", default="hijri")


class Wording(NamedTuple):
    """How a language says a date. Months and weekdays come from the calendars' own data."""

    hijri: str
    gregorian: str
    both: str
    at: str
    in_city: str


_WORDINGS = {
    "ar": Wording(
        "{day} {month} {year}هـ", "d MMMM yم", "{weekday} {hijri} الموافق {gregorian}", "{date}، {time}", "{said} بتوقيت {city}"
    ),
    "en": Wording(
        "{day} {month} {year} AH", "d MMMM y", "{weekday} {hijri} ({gregorian})", "{date}, {time}", "{said}, {city} time"
    ),
}


def to_hijri(date: dt.date, shift_days: int = 0) -> Hijri | None:
    """The Hijri day of a date, or None outside the tables. `shift_days` follows a month that was sighted otherwise."""
    try:
        return Gregorian.fromdate(date + dt.timedelta(days=shift_days)).to_hijri()
    except OverflowError:
        return None


def hijri_date(date: dt.date, language: str, digits: Digits | None = None, shift_days: int = 0) -> str:
    """«الخميس ١٦ جمادى الآخرة ١٤٤٨هـ», "Thursday 16 Jumada al-Akhirah 1448 AH"; Gregorian outside the tables."""
    hijri = _hijri_words(date, language, shift_days) or _gregorian_words(date, language)
    return write_digits(f"{_weekday(date, language)} {hijri}", digits or digits_in_use(language))


def announce_day(date: dt.date, calendar: Calendar, language: str, digits: Digits | None = None, shift_days: int = 0) -> str:
    """The day as announced, with both calendars for whoever follows the Hijri one."""
    gregorian, weekday = _gregorian_words(date, language), _weekday(date, language)
    hijri = _hijri_words(date, language, shift_days) if calendar == "hijri" else ""
    both = _wording(language).both.format(weekday=weekday, hijri=hijri, gregorian=gregorian)
    return write_digits(both if hijri else f"{weekday} {gregorian}", digits or digits_in_use(language))


def announce_date(
    moment: dt.datetime,
    zone: dt.tzinfo | str,
    calendar: Calendar,
    language: str,
    digits: Digits | None = None,
    *,
    city: str = "",
    shift_days: int = 0,
) -> str:
    """An aware moment as announced in a zone: the day, then the hour by the 12-hour clock, then whose hour it is."""
    if moment.tzinfo is None:
        raise ValueError("an announced moment knows its zone")
    local = moment.astimezone(ZoneInfo(zone) if isinstance(zone, str) else zone)
    wording = _wording(language)
    said = wording.at.format(
        date=announce_day(local.date(), calendar, language, digits, shift_days), time=_hour(local.time(), language)
    )
    return write_digits(wording.in_city.format(said=said, city=city) if city else said, digits or digits_in_use(language))


def announce_hour(
    moment: dt.datetime, zone: dt.tzinfo | str, language: str, digits: Digits | None = None, *, beside: dt.date | None = None
) -> str:
    """«الاثنين، ١٠:٣٠ ليلًا»: an aware moment of the coming days, by its weekday and hour in a zone; the hour alone where the
    day it is on is said `beside` it."""
    local = moment.astimezone(ZoneInfo(zone) if isinstance(zone, str) else zone)
    said = _hour(local.time(), language)
    if local.date() != beside:
        said = _wording(language).at.format(date=_weekday(local.date(), language), time=said)
    return write_digits(said, digits or digits_in_use(language))


def calendar_in_use() -> Calendar:
    """The calendar the person being served follows."""
    return _chosen.get()


@contextmanager
def calendar_chosen(calendar: str) -> Iterator[None]:
    """Serves somebody who follows `hijri` (with Gregorian beside it) or `gregorian`."""
    token = _chosen.set("gregorian" if calendar == "gregorian" else "hijri")
    try:
        yield
    finally:
        _chosen.reset(token)


def _wording(language: str) -> Wording:
    return _WORDINGS.get(language.split("-")[0], _WORDINGS["en"])


def _hijri_words(date: dt.date, language: str, shift_days: int) -> str:
    hijri = to_hijri(date, shift_days)
    if hijri is None:
        return ""
    month = hijri.month_name("ar" if language.startswith("ar") else "en")
    return _wording(language).hijri.format(day=hijri.day, month=month, year=hijri.year)


def _gregorian_words(date: dt.date, language: str) -> str:
    return format_date(date, _wording(language).gregorian, _locale(language))


def _weekday(date: dt.date, language: str) -> str:
    return format_date(date, "EEEE", _locale(language))


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def _hour(time: dt.time, language: str) -> str:
    return f"{time.hour % 12 or 12}:{time.minute:02} {_part_of_day(time.hour, language)}"


def _part_of_day(hour: int, language: str) -> str:
    if not language.startswith("ar"):
        return "am" if hour < 12 else "pm"
    # Noon is named: twelve in the evening would be read as midnight.
    if hour == 12:
        return "ظهرًا"
    return "صباحًا" if 4 <= hour < 12 else "مساءً" if 12 < hour < 22 else "ليلًا"
