"""On which days a series meets. Pure: everything that matters is in the rule, and no clock is asked.

A Gregorian rule is a part of RFC 5545, expanded by dateutil. A Hijri rule is ours ("WEEK=1;DAY=TH", "DAY=15"), for calendars
of other people do not understand RSCALE; it is expanded over the months of `hijri_months`."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice, takewhile
from typing import NamedTuple
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from multaqa.alliance.domain.hijri_months import MonthStarts, days_in, first_day, months_from
from multaqa.common.refusal import Refused

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WEEKS = (1, 2, 3, 4, -1)
FREQUENCIES = ("WEEKLY", "MONTHLY", "YEARLY")
MOST_INTERVAL = 60
# A rule that meets on no day within these years never does: leap days return within eight.
HORIZON = dt.timedelta(days=366 * 60)
EARLIEST, LATEST = dt.date(1925, 1, 1), dt.date(2077, 1, 1)


@dataclass(frozen=True)
class Rule:
    """`calendar` is "gregorian" or "hijri"; `text` the rule in its calendar's words; nothing is before `starts_on`.
    `exceptions`: a day of the rule and the day it is moved to, or None when it is left out. `month_starts`: announced
    first days of Hijri months."""

    calendar: str
    text: str
    starts_on: dt.date
    exceptions: Mapping[dt.date, dt.date | None] = field(default_factory=dict)
    month_starts: MonthStarts = field(default_factory=dict)


class Occasion(NamedTuple):
    """A day on which the series meets, and the day of the rule it stands for: another only when it was moved."""

    date: dt.date
    rule_date: dt.date


class HijriRule(NamedTuple):
    """Either `day` of the month, or the `week`th `weekday` (0 is Monday; week -1 is the last). `months` are those it is
    held in."""

    day: int
    week: int
    weekday: int
    months: frozenset[int]


def dates(rule: Rule, after: dt.date, count: int) -> list[dt.date]:
    """The next `count` days after `after` (and not on it) on which the series meets, ascending; fewer where the calendar
    ends. Raises Refused as `check_rule` does."""
    return [occasion.date for occasion in occasions(rule, after, count)]


def occasions(rule: Rule, after: dt.date, count: int) -> list[Occasion]:
    """As `dates`, each with the day of the rule it stands for."""
    kept = islice((day for day in rule_days(rule, after) if day > after and day not in rule.exceptions), count)
    held = {day: Occasion(day, day) for day in kept}
    for moved in _moved(rule):
        if moved.date > after:
            held.setdefault(moved.date, moved)
    return sorted(held.values())[:count]


def _moved(rule: Rule) -> list[Occasion]:
    """What stands on another day. An exception to a day that is no day of the rule any more moves nothing."""
    if not rule.exceptions:
        return []
    first, last = min(rule.exceptions), max(rule.exceptions)
    real = takewhile(lambda day: day <= last, rule_days(rule, first))
    return [Occasion(to, day) for day in real if (to := rule.exceptions.get(day))]


def rule_days(rule: Rule, since: dt.date) -> Iterator[dt.date]:
    """The days of the rule alone, ascending, without exceptions, to some decades after `since`. Those before it may be left
    out."""
    if rule.calendar == "hijri":
        return _hijri_days(rule, since)
    return _gregorian_days(rule, since)


def check_rule(rule: Rule) -> None:
    """Raises Refused: rule_unreadable (with the `part` that is), rule_from (it starts outside the calendars' tables),
    rule_never (no day is one of this rule)."""
    if not EARLIEST <= rule.starts_on <= LATEST:
        raise Refused("rule_from")
    if next(rule_days(rule, rule.starts_on), None) is None:
        raise Refused("rule_never")


def moment(date: dt.date, at: dt.time, zone: str) -> dt.datetime:
    """The aware UTC moment of a wall clock in a zone. An hour the clocks skip is held as much later as they skip; of an hour
    that comes twice the first is meant."""
    local = dt.datetime.combine(date, at.replace(tzinfo=None, fold=0), tzinfo=ZoneInfo(zone))
    # `fold` 0 reads a skipped hour with the offset from before the change, which lands after it.
    return local.astimezone(dt.UTC)


def zone_of(name: str) -> ZoneInfo:
    """A time zone by its name. Raises Refused: zone_unknown."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise Refused("zone_unknown") from error


def read_hijri(text: str) -> HijriRule:
    """A Hijri rule. Raises Refused: rule_unreadable."""
    parts = _parts(text)
    months = _numbers("MONTHS", parts.pop("MONTHS", ",".join(map(str, range(1, 13)))), 1, 12)
    day, week = parts.pop("DAY", ""), parts.pop("WEEK", "")
    if parts:
        raise _unreadable(next(iter(parts)))
    if not week:
        return HijriRule(_number("DAY", day, 1, 30), 0, 0, frozenset(months))
    if day not in WEEKDAYS:
        raise _unreadable(f"DAY={day}")
    nth = _number("WEEK", week, -1, 4)
    if nth not in WEEKS:
        raise _unreadable(f"WEEK={week}")
    return HijriRule(0, nth, WEEKDAYS.index(day), frozenset(months))


def _hijri_days(rule: Rule, since: dt.date) -> Iterator[dt.date]:
    read = read_hijri(rule.text)
    for year, month in months_from(max(rule.starts_on, since)):
        if month not in read.months:
            continue
        first, length = first_day(year, month, rule.month_starts), days_in(year, month, rule.month_starts)
        day = read.day or _day_of_weekday(first, length, read)
        # A month of twenty-nine days has no thirtieth: it is passed over.
        if day <= length and first + dt.timedelta(days=day - 1) >= rule.starts_on:
            yield first + dt.timedelta(days=day - 1)


def _day_of_weekday(first: dt.date, length: int, read: HijriRule) -> int:
    earliest = 1 + (read.weekday - first.weekday()) % 7
    if read.week > 0:
        return earliest + 7 * (read.week - 1)
    return earliest + 7 * ((length - earliest) // 7)


def _gregorian_days(rule: Rule, since: dt.date) -> Iterator[dt.date]:
    _check_gregorian(rule.text)
    end = max(rule.starts_on, min(since, LATEST)) + HORIZON
    try:
        # Without an end dateutil would look for a day that never comes until the year 9999.
        expanded = rrulestr(
            f"{rule.text.strip().upper()};UNTIL={end:%Y%m%d}", dtstart=dt.datetime.combine(rule.starts_on, dt.time())
        )
    except (ValueError, TypeError) as error:
        raise _unreadable(rule.text) from error
    for found in expanded:
        yield found.date()


def _check_gregorian(text: str) -> None:
    parts = _parts(text)
    frequency = parts.pop("FREQ", "")
    if frequency not in FREQUENCIES:
        raise _unreadable(f"FREQ={frequency}")
    for name, value in parts.items():
        _check_part(name, value, frequency)
    if "BYSETPOS" in parts and not parts.keys() & {"BYDAY", "BYMONTHDAY"}:
        raise _unreadable("BYSETPOS")


def _check_part(name: str, value: str, frequency: str) -> None:
    match name:
        case "INTERVAL":
            _number(name, value, 1, MOST_INTERVAL)
        case "BYMONTH":
            _numbers(name, value, 1, 12)
        case "BYMONTHDAY" if frequency != "WEEKLY":
            _signed(name, value, 31)
        case "BYSETPOS":
            _signed(name, value, 7 if frequency == "WEEKLY" else 31)
        case "BYDAY":
            for one in value.split(","):
                _check_weekday(one, frequency)
        case _:
            raise _unreadable(name)


def _check_weekday(text: str, frequency: str) -> None:
    """One of BYDAY, as "SA" or "-1SA"; an ordinal means nothing in a week."""
    nth, weekday = text[:-2], text[-2:]
    if weekday not in WEEKDAYS or (nth and frequency == "WEEKLY"):
        raise _unreadable(f"BYDAY={text}")
    if nth:
        _signed("BYDAY", nth, 5 if frequency == "MONTHLY" else 53)


def _parts(text: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    for part in text.strip().upper().split(";"):
        name, equals, value = part.partition("=")
        if not equals or not value or name in parts:
            raise _unreadable(part)
        parts[name] = value
    return parts


def _signed(name: str, value: str, most: int) -> list[int]:
    numbers = _numbers(name, value, -most, most)
    if 0 in numbers:
        raise _unreadable(f"{name}={value}")
    return numbers


def _numbers(name: str, value: str, least: int, most: int) -> list[int]:
    return [_number(name, one, least, most) for one in value.split(",")]


def _number(name: str, value: str, least: int, most: int) -> int:
    plain = value[1:] if value[:1] in ("+", "-") else value
    if not (plain.isascii() and plain.isdigit() and len(plain) < 4 and least <= int(value) <= most):
        raise _unreadable(f"{name}={value}")
    return int(value)


def _unreadable(part: str) -> Refused:
    return Refused("rule_unreadable", part=part[:60])
