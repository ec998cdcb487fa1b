"""The months of the Hijri calendar as an alliance keeps them: computed by the Umm al-Qura tables, and where the alliance
announced the first day of a month, that day. Pure: the announced days are handed in."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from django.utils.translation import gettext
from hijridate import Gregorian, Hijri

from multaqa.common.digits import Digits, digits_in_use, write_digits

MonthStarts = Mapping[tuple[int, int], dt.date]

# The tables reach from 1343 to 1500; the last month has no successor that would end it.
LAST_MONTH = (1500, 12)
LONGEST = 30


class HijriDay(NamedTuple):
    """A day of the calendar an alliance follows. `announced`: its month began on an announced day."""

    year: int
    month: int
    day: int
    announced: bool


def first_day(year: int, month: int, starts: MonthStarts) -> dt.date:
    """The day a month begins. Raises OverflowError outside the tables."""
    return starts.get((year, month)) or computed_first_day(year, month)


def computed_first_day(year: int, month: int) -> dt.date:
    """The day a month begins by the tables, whatever was announced. Raises OverflowError outside them."""
    found = Hijri(year, month, 1).to_gregorian()
    return dt.date(found.year, found.month, found.day)


def days_in(year: int, month: int, starts: MonthStarts) -> int:
    """How many days a month has: until the next begins, and never more than thirty. An announced start beside one that is
    only computed can leave 28 until the next is announced too."""
    if (year, month) == LAST_MONTH:
        return Hijri(year, month, 1).month_length()
    return min((first_day(*after(year, month), starts) - first_day(year, month, starts)).days, LONGEST)


def after(year: int, month: int) -> tuple[int, int]:
    """The month that follows."""
    return (year + 1, 1) if month == 12 else (year, month + 1)


def before(year: int, month: int) -> tuple[int, int]:
    """The month before."""
    return (year - 1, 12) if month == 1 else (year, month - 1)


def months_from(date: dt.date) -> Iterator[tuple[int, int]]:
    """The months beginning with the one before that of `date`, to the end of the tables; none for a date outside them."""
    try:
        hijri = Gregorian.fromdate(date).to_hijri()
    except OverflowError:
        return
    month = (hijri.year, hijri.month)
    if month != (1343, 1):
        month = before(*month)
    while month <= LAST_MONTH:
        yield month
        month = after(*month)


def day_of(date: dt.date, starts: MonthStarts) -> HijriDay | None:
    """The Hijri day of a date in an alliance's calendar; None outside the tables."""
    found = None
    for year, month in months_from(date):
        first = first_day(year, month, starts)
        if first > date:
            break
        found = HijriDay(year, month, (date - first).days + 1, (year, month) in starts)
    # A day between a month of thirty and the next is the thirtieth still: there is no thirty-first.
    return found and found._replace(day=min(found.day, LONGEST))


def month_name(month: int, language: str) -> str:
    """«رجب», "Rajab"."""
    return Hijri(1448, month, 1).month_name("ar" if language.startswith("ar") else "en")


def say_hijri(date: dt.date, starts: MonthStarts, language: str, digits: Digits | None = None) -> str:
    """«١٦ جمادى الآخرة ١٤٤٨هـ» in the alliance's calendar; nothing outside the tables."""
    day = day_of(date, starts)
    if day is None:
        return ""
    era = "هـ" if language.startswith("ar") else " AH"
    return write_digits(f"{day.day} {month_name(day.month, language)} {day.year}{era}", digits or digits_in_use(language))


def say_both(date: dt.date, starts: MonthStarts, language: str, digits: Digits | None = None) -> str:
    """«الخميس ١٦ جمادى الآخرة ١٤٤٨هـ الموافق ٢٦ نوفمبر ٢٠٢٦م»: a day in both calendars, in the language that is active."""
    locale = _locale(language)
    weekday, gregorian = format_date(date, "EEEE", locale), format_date(date, _gregorian(language), locale)
    hijri = say_hijri(date, starts, language, digits)
    if not hijri:
        return write_digits(f"{weekday} {gregorian}", digits or digits_in_use(language))
    said = gettext("{weekday} {hijri} ({gregorian})").format(weekday=weekday, hijri=hijri, gregorian=gregorian)
    return write_digits(said, digits or digits_in_use(language))


def _gregorian(language: str) -> str:
    return "d MMMM yم" if language.startswith("ar") else "d MMMM y"


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")
