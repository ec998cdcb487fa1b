"""A series is made, changed and ended; days of its rule are left out or moved; months are announced.

What was planned already stays where it was published: whoever plans registers with `when_dates_change`, is told which days
of the rule are other days now, and asks a person."""

import datetime as dt
from collections.abc import Callable
from typing import Any, NamedTuple
from zoneinfo import available_timezones

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.alliance.domain import recurrence
from multaqa.alliance.domain.hijri_months import after, before, computed_first_day, first_day
from multaqa.alliance.domain.prayer import crossings
from multaqa.alliance.domain.recurrence import Rule, check_rule, moment
from multaqa.alliance.models import Alliance, HijriMonthStart, Series, SeriesException
from multaqa.alliance.rules import is_coordinator
from multaqa.common.prepared import prepared
from multaqa.common.refusal import Refused

Moves = list[tuple[dt.date, dt.date | None]]
DatesHook = Callable[[Series, Moves], None]

# So far ahead dates are compared when a rule changes: more than anybody plans.
COMPARED = 36
SHOWN = 12
# A day that vanished and one that appeared are the same meeting when they are this near.
NEAR = dt.timedelta(days=20)
FARTHEST_MONTH_START = 2
MOST_SERIES = 20
FIELDS = frozenset({
    "title", "calendar", "rule", "at", "time_zone", "starts_on", "minutes", "prepare_days", "prepare_at", "call_days",
    "call_closes_days", "papers_days", "delegates_days", "city", "city_latitude", "city_longitude", "quorum_numerator",
    "quorum_denominator", "seconds_a_room", "recorded", "observers_welcome",
})  # fmt: skip

_told: list[DatesHook] = []


class Planned(NamedTuple):
    """An occasion of a series with its hours, UTC. `rule_date` is the day of the rule it stands for. `prayers` and
    `preparatory_prayers` are those that fall into the meetings, as (key, UTC moment)."""

    date: dt.date
    rule_date: dt.date
    starts_at: dt.datetime
    prepare_date: dt.date
    prepares_at: dt.datetime
    prayers: list[tuple[str, dt.datetime]]
    preparatory_prayers: list[tuple[str, dt.datetime]]


def when_dates_change(hook: DatesHook) -> DatesHook:
    """Registers what another app does when days of a rule become other days. It is called in the transaction of the deed
    with (old day, new day or None when it is left out); a Refused of its own stops the deed."""
    if hook not in _told:
        _told.append(hook)
    return hook


@transaction.atomic
def make_series(alliance: Alliance, *, by: Person, **fields: Any) -> Series:
    """Makes a series from any of FIELDS. Raises Refused: not_allowed, too_many_series, zone_unknown, series_days, quorum_wrong,
    series_title_taken, and what rules are refused for."""
    _require(by, alliance)
    Alliance.objects.select_for_update(no_key=True).get(pk=alliance.pk)
    if Series.objects.filter(alliance=alliance, ended_at=None).count() >= MOST_SERIES:
        raise Refused("too_many_series", count=MOST_SERIES)
    series = Series(alliance=alliance, made_by=by)
    _write(series, fields)
    series.save()
    return series


@transaction.atomic
def change_series(series: Series, *, by: Person, **fields: Any) -> Series:
    """Changes any of FIELDS; what was planned stays where it is. Raises Refused: as `make_series`, and series_ended."""
    series = _locked(series, by)
    old = _coming(series)
    _write(series, fields)
    series.save()
    _tell(series, old)
    return series


@transaction.atomic
def end_series(series: Series, *, by: Person) -> None:
    """Plans no more of it; what was planned stays. Twice is once. Raises Refused: not_allowed."""
    _require(by, series.alliance)
    Series.objects.filter(pk=series.pk, ended_at=None).update(ended_at=timezone.now())


@transaction.atomic
def add_exception(series: Series, *, date: dt.date, moved_to: dt.date | None = None, why: str, by: Person) -> SeriesException:
    """Leaves a day of the rule out, or moves it to another day; an exception to the same day takes the place of the first.
    Raises Refused: not_allowed, series_ended, why_needed, not_a_rule_date, date_taken."""
    series = _locked(series, by)
    if len(why.strip()) < 3:
        raise Refused("why_needed")
    rule = rule_of(series)
    bare = Rule(rule.calendar, rule.text, rule.starts_on, {}, rule.month_starts)
    day_before = date - dt.timedelta(days=1)
    if recurrence.dates(bare, day_before, 1) != [date]:
        raise Refused("not_a_rule_date")
    if moved_to is not None:
        _refuse_taken(rule, date, moved_to)
    kept, _ = SeriesException.objects.update_or_create(
        series=series,
        date=date,
        defaults={"moved_to": moved_to, "why": why.strip(), "by": by, "at": timezone.now()},
    )
    was = rule.exceptions.get(date, date)
    if was is not None and was != moved_to:
        _say(series, [(was, moved_to)])
    return kept


@transaction.atomic
def drop_exception(exception: SeriesException, *, by: Person) -> None:
    """Lets the day be held as the rule has it. Twice is once. Raises Refused: not_allowed, series_ended."""
    series = _locked(exception.series, by)
    dropped, _ = SeriesException.objects.filter(pk=exception.pk).delete()
    if dropped and exception.moved_to is not None:
        _say(series, [(exception.moved_to, exception.date)])


@transaction.atomic
def announce_month_start(alliance: Alliance, *, year: int, month: int, starts_on: dt.date, by: Person) -> HijriMonthStart:
    """Says on which day a Hijri month begins; a later word takes the place of the first. Raises Refused: not_allowed,
    month_unknown, month_start_far (more than two days from the tables), month_length (it, or the announced month after it,
    would make the month before neither 29 nor 30 days long)."""
    _require(by, alliance)
    Alliance.objects.select_for_update(no_key=True).get(pk=alliance.pk)
    starts = month_starts(alliance)
    _refuse_impossible(starts, (year, month), starts_on)
    standing = list(Series.objects.select_for_update(no_key=True).filter(alliance=alliance, ended_at=None))
    old = {series.pk: _coming(series) for series in standing}
    kept, _ = HijriMonthStart.objects.update_or_create(
        alliance=alliance,
        year=year,
        month=month,
        defaults={"starts_on": starts_on, "by": by, "at": timezone.now()},
    )
    for series in standing:
        _tell(series, old[series.pk])
    return kept


@transaction.atomic
def withdraw_month_start(start: HijriMonthStart, *, by: Person) -> None:
    """Lets the month begin as the tables have it. Twice is once. Raises Refused: not_allowed."""
    _require(by, start.alliance)
    Alliance.objects.select_for_update(no_key=True).get(pk=start.alliance_id)
    standing = list(Series.objects.select_for_update(no_key=True).filter(alliance=start.alliance_id, ended_at=None))
    old = {series.pk: _coming(series) for series in standing}
    HijriMonthStart.objects.filter(pk=start.pk).delete()
    for series in standing:
        _tell(series, old[series.pk])


def month_starts(alliance: Alliance) -> dict[tuple[int, int], dt.date]:
    """The announced first days of an alliance, by (year, month)."""
    return {(year, month): starts_on for year, month, starts_on in _announced(alliance.pk)}


@prepared
def _announced(alliance: int) -> "QuerySet[HijriMonthStart, tuple[int, int, dt.date]]":
    return HijriMonthStart.objects.filter(alliance=alliance).values_list("year", "month", "starts_on")


def rule_of(series: Series) -> Rule:
    """The rule of a series with its exceptions and its alliance's months; of one not kept yet, without exceptions."""
    rows = SeriesException.objects.filter(series=series).values_list("date", "moved_to") if series.pk else ()
    return Rule(series.calendar, series.rule, series.starts_on, dict(rows), month_starts(series.alliance))


def preview(series: Series, since: dt.date | None = None, count: int = SHOWN) -> list[Planned]:
    """The next occasions after `since` (yesterday where the series is, when not said), also of a series that is not kept
    yet. Raises Refused for a rule that is refused."""
    if since is None:
        since = timezone.localdate(timezone=recurrence.zone_of(series.time_zone)) - dt.timedelta(days=1)
    rule = rule_of(series)
    check_rule(rule)
    return [planned(series, one) for one in recurrence.occasions(rule, since, count)]


def planned(series: Series, occasion: recurrence.Occasion) -> Planned:
    """The hours of an occasion, and the prayers that fall into them."""
    starts_at = moment(occasion.date, series.at, series.time_zone)
    prepare_date = occasion.date - dt.timedelta(days=series.prepare_days)
    prepares_at = moment(prepare_date, series.prepare_at, series.time_zone)
    return Planned(
        *occasion,
        starts_at,
        prepare_date,
        prepares_at,
        crossings(series, starts_at, series.minutes),
        crossings(series, prepares_at, series.minutes),
    )


def _require(by: Person, alliance: Alliance) -> None:
    if not is_coordinator(by, alliance):
        raise Refused("not_allowed")


def _locked(series: Series, by: Person) -> Series:
    _require(by, series.alliance)
    locked = Series.objects.select_for_update(of=("self",), no_key=True).select_related("alliance").get(pk=series.pk)
    if locked.ended_at is not None:
        raise Refused("series_ended")
    return locked


def _write(series: Series, fields: dict[str, Any]) -> None:
    strange = fields.keys() - FIELDS
    if strange:
        raise TypeError(f"not of a series: {sorted(strange)}")
    for name, value in fields.items():
        setattr(series, name, value)
    # A second press of the button makes no second series.
    others = Series.objects.filter(alliance=series.alliance, title=series.title, ended_at=None)
    if others.exclude(pk=series.pk).exists():
        raise Refused("series_title_taken")
    if series.time_zone not in available_timezones():
        raise Refused("zone_unknown")
    if not 0 < series.quorum_numerator <= series.quorum_denominator:
        raise Refused("quorum_wrong")
    if max(series.call_closes_days, series.papers_days, series.delegates_days) > series.call_days:
        raise Refused("series_days")
    check_rule(Rule(series.calendar, series.rule, series.starts_on, {}, month_starts(series.alliance)))


def _refuse_taken(rule: Rule, date: dt.date, moved_to: dt.date) -> None:
    others = Rule(rule.calendar, rule.text, rule.starts_on, {**rule.exceptions, date: None}, rule.month_starts)
    if moved_to == date or recurrence.dates(others, moved_to - dt.timedelta(days=1), 1) == [moved_to]:
        raise Refused("date_taken")


def _refuse_impossible(starts: dict[tuple[int, int], dt.date], month: tuple[int, int], starts_on: dt.date) -> None:
    try:
        far = abs((starts_on - computed_first_day(*month)).days)
        length_before = (starts_on - first_day(*before(*month), starts)).days
    except (OverflowError, ValueError) as error:
        raise Refused("month_unknown") from error
    if far > FARTHEST_MONTH_START:
        raise Refused("month_start_far")
    own = (starts[after(*month)] - starts_on).days if after(*month) in starts else 30
    if length_before not in (29, 30) or own not in (29, 30):
        raise Refused("month_length", days=length_before if length_before not in (29, 30) else own)


def _coming(series: Series) -> list[dt.date]:
    return recurrence.dates(rule_of(series), timezone.localdate() - dt.timedelta(days=1), COMPARED)


def _tell(series: Series, old: list[dt.date]) -> None:
    moves = compare(old, _coming(series))
    if moves:
        _say(series, moves)


def _say(series: Series, moves: Moves) -> None:
    for hook in _told:
        hook(series, moves)


def compare(old: list[dt.date], new: list[dt.date]) -> Moves:
    """Which days of the old list are other days in the new one, or none (None). What lies beyond the end of the new list
    says nothing."""
    horizon = new[-1] if new else dt.date.max
    fresh = [day for day in new if day not in set(old)]
    moves: Moves = []
    for day in (day for day in old if day not in set(new) and day <= horizon):
        nearest = min(fresh, key=lambda one: abs(one - day), default=None)
        if nearest is not None and abs(nearest - day) <= NEAR:
            fresh.remove(nearest)
            moves.append((day, nearest))
        else:
            moves.append((day, None))
    return moves
