"""On which days a series meets."""

import datetime as dt
from calendar import monthrange
from zoneinfo import ZoneInfo

import pytest
from hijridate import Gregorian, Hijri
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from multaqa.alliance.domain.hijri_months import days_in, first_day
from multaqa.alliance.domain.recurrence import WEEKDAYS, Occasion, Rule, check_rule, dates, moment, occasions
from multaqa.common.refusal import Refused

D = dt.date
NEW_YEAR = D(2026, 1, 1)
LAST_SATURDAY = "FREQ=MONTHLY;BYDAY=-1SA"
SOME_DAY = st.dates(D(2000, 1, 1), D(2070, 1, 1))
HIJRI_MONTH = st.tuples(st.integers(1440, 1495), st.integers(1, 12))
ZONES = ("Africa/Cairo", "Europe/London", "Africa/Casablanca", "Asia/Riyadh")


def gregorian(text=LAST_SATURDAY, starts_on=NEW_YEAR, **more):
    return Rule("gregorian", text, starts_on, **more)


def hijri(text, starts_on=NEW_YEAR, **more):
    return Rule("hijri", text, starts_on, **more)


def test_the_last_saturday_of_the_month():
    assert dates(gregorian(), D(2026, 10, 31), 4) == [D(2026, 11, 28), D(2026, 12, 26), D(2027, 1, 30), D(2027, 2, 27)]


def test_the_day_asked_after_is_not_among_them():
    assert dates(gregorian(), D(2026, 11, 27), 1) == [D(2026, 11, 28)]
    assert dates(gregorian(), D(2026, 11, 28), 1) == [D(2026, 12, 26)]


def test_nothing_is_before_the_start():
    assert dates(gregorian(starts_on=D(2027, 1, 1)), D(2020, 1, 1), 1) == [D(2027, 1, 30)]


def test_the_first_thursday_of_the_hijri_month():
    """Rajab 1448 begins on Thursday 10 December 2026, Sha'ban on Saturday 9 January 2027."""
    assert dates(hijri("WEEK=1;DAY=TH"), D(2026, 11, 30), 2) == [D(2026, 12, 10), D(2027, 1, 14)]


def test_the_middle_of_the_hijri_month():
    found = dates(hijri("DAY=15"), D(2026, 11, 22), 12)
    assert [Gregorian.fromdate(day).to_hijri().day for day in found] == [15] * 12
    assert found[0] == D(2026, 11, 25)


def test_the_thirtieth_is_passed_over_where_there_is_none():
    found = [Gregorian.fromdate(day).to_hijri() for day in dates(hijri("DAY=30"), D(2026, 1, 1), 20)]
    assert {day.day for day in found} == {30}
    assert all(Hijri(day.year, day.month, 1).month_length() == 30 for day in found)


def test_some_months_of_the_year():
    found = [Gregorian.fromdate(day).to_hijri().month for day in dates(hijri("DAY=1;MONTHS=1,9"), D(2026, 1, 1), 4)]
    assert found == [9, 1, 9, 1]


def test_an_exception_leaves_out_and_moves():
    rule = gregorian(exceptions={D(2026, 11, 28): None, D(2026, 12, 26): D(2026, 12, 19)})
    assert occasions(rule, D(2026, 11, 1), 2) == [
        Occasion(D(2026, 12, 19), D(2026, 12, 26)),
        Occasion(D(2027, 1, 30), D(2027, 1, 30)),
    ]


def test_a_meeting_moved_past_today_is_still_to_come():
    rule = gregorian(exceptions={D(2026, 11, 28): D(2026, 12, 5)})
    assert dates(rule, D(2026, 11, 30), 2) == [D(2026, 12, 5), D(2026, 12, 26)]


def test_a_meeting_moved_before_many_others():
    rule = gregorian(exceptions={D(2027, 5, 29): D(2026, 11, 2)})
    assert dates(rule, D(2026, 11, 1), 2) == [D(2026, 11, 2), D(2026, 11, 28)]


def test_an_exception_to_a_day_of_no_rule_adds_no_meeting():
    rule = gregorian(exceptions={D(2026, 11, 20): D(2026, 11, 21)})
    assert dates(rule, D(2026, 11, 1), 1) == [D(2026, 11, 28)]


def test_the_calendar_ends():
    assert dates(hijri("DAY=1"), D(2077, 8, 1), 12) == [D(2077, 8, 19), D(2077, 9, 18), D(2077, 10, 18)]


@pytest.mark.parametrize(
    "text",
    [
        "", "FREQ=DAILY", "FREQ=HOURLY;BYDAY=SA", "BYDAY=SA", "FREQ=MONTHLY;COUNT=3", "FREQ=MONTHLY;UNTIL=20270101",
        "FREQ=MONTHLY;BYDAY=-1XX", "FREQ=MONTHLY;BYDAY=6SA", "FREQ=MONTHLY;BYDAY=0SA", "FREQ=WEEKLY;BYDAY=2SA",
        "FREQ=WEEKLY;BYMONTHDAY=3", "FREQ=MONTHLY;BYSETPOS=1", "FREQ=MONTHLY;INTERVAL=0", "FREQ=MONTHLY;INTERVAL=900",
        "FREQ=MONTHLY;FREQ=WEEKLY", "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=MONTHLY;BYHOUR=1", "RRULE:FREQ=MONTHLY",
        "FREQ=MONTHLY\nRDATE:20260101", "FREQ=MONTHLY;BYMONTHDAY=٣",
    ],
)  # fmt: skip
def test_a_gregorian_rule_we_do_not_keep_is_refused(text):
    with pytest.raises(Refused) as refused:
        check_rule(gregorian(text))
    assert refused.value.code == "rule_unreadable"


@pytest.mark.parametrize(
    "text", ["", "DAY=31", "DAY=0", "DAY=TH", "WEEK=1", "WEEK=5;DAY=TH", "WEEK=0;DAY=TH", "DAY=1;MONTHS=13", "DAY=1;X=2"]
)
def test_a_hijri_rule_we_do_not_keep_is_refused(text):
    with pytest.raises(Refused) as refused:
        check_rule(hijri(text))
    assert refused.value.code == "rule_unreadable"


def test_a_rule_that_never_comes_is_refused():
    with pytest.raises(Refused) as refused:
        check_rule(gregorian("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"))
    assert refused.value.code == "rule_never"


def test_a_start_outside_the_tables_is_refused():
    for day in (D(1900, 1, 1), D(2090, 1, 1)):
        with pytest.raises(Refused) as refused:
            check_rule(hijri("DAY=1", day))
        assert refused.value.code == "rule_from"


@settings(deadline=None)
@given(st.sampled_from((1, 2, 3, 4, -1)), st.sampled_from(WEEKDAYS), SOME_DAY)
def test_the_nth_weekday_is_the_nth_weekday(nth, weekday, after):
    for day in dates(gregorian(f"FREQ=MONTHLY;BYDAY={nth}{weekday}", D(2000, 1, 1)), after, 6):
        length = monthrange(day.year, day.month)[1]
        assert day.weekday() == WEEKDAYS.index(weekday) and day > after
        assert (day.day - 1) // 7 + 1 == nth if nth > 0 else length - day.day < 7


@settings(deadline=None)
@given(st.sampled_from((1, 2, 3, 4, -1)), st.sampled_from(WEEKDAYS), SOME_DAY)
def test_the_nth_weekday_of_a_hijri_month_is_too(nth, weekday, after):
    found = dates(hijri(f"WEEK={nth};DAY={weekday}", D(2000, 1, 1)), after, 6)
    assert len({(h.year, h.month) for h in (Gregorian.fromdate(day).to_hijri() for day in found)}) == 6
    for day in found:
        said = Gregorian.fromdate(day).to_hijri()
        assert day.weekday() == WEEKDAYS.index(weekday)
        assert (said.day - 1) // 7 + 1 == nth if nth > 0 else said.month_length() - said.day < 7


@settings(deadline=None)
@given(
    st.sampled_from((gregorian(), hijri("DAY=1"), hijri("WEEK=-1;DAY=FR"), gregorian("FREQ=WEEKLY;BYDAY=MO,TH"))), SOME_DAY,
    st.integers(1, 30), st.dictionaries(st.integers(0, 15), st.none() | st.integers(-40, 40), max_size=5),
)  # fmt: skip
def test_days_ascend_and_exceptions_are_honoured(rule, after, count, changes):
    plain = dates(rule, after, 16)
    assume(len(plain) == 16)
    exceptions = {plain[n]: by if by is None else plain[n] + dt.timedelta(days=by) for n, by in changes.items()}
    changed = Rule(rule.calendar, rule.text, rule.starts_on, exceptions)
    found = occasions(changed, after, count)
    held = [one.date for one in found]
    assert held == sorted(set(held)) and all(day > after for day in held)
    for one in found:
        assert exceptions.get(one.rule_date, one.rule_date) == one.date
    for day in plain:
        if day not in exceptions and held and day <= held[-1]:
            assert day in held


@settings(deadline=None)
@given(HIJRI_MONTH, st.sampled_from((-1, 1)), st.sampled_from(("DAY=1", "DAY=15", "DAY=29", "WEEK=2;DAY=TH", "WEEK=-1;DAY=SA")))
def test_an_announced_month_shifts_that_month_and_ends_the_one_before(month, shift, text):
    first = first_day(*month, {})
    announced = {month: first + dt.timedelta(days=shift)}
    rule = hijri(text, first - dt.timedelta(days=200))
    plain, moved = dates(rule, rule.starts_on, 12), dates(Rule(*astuple(rule), month_starts=announced), rule.starts_on, 11)
    before = Gregorian.fromdate(first - dt.timedelta(days=1)).to_hijri()
    gone = [Gregorian.fromdate(day).to_hijri() for day in plain if day not in moved and day <= moved[-1]]
    allowed = {month, (before.year, before.month)} if text.startswith("WEEK=-1") or text == "DAY=29" else {month}
    assert {(day.year, day.month) for day in gone} <= allowed
    if text in ("DAY=1", "DAY=15"):
        days = dt.timedelta(days=int(text[4:]) - 1)
        assert [day for day in moved if day not in plain] == [announced[month] + days]


def astuple(rule):
    return rule.calendar, rule.text, rule.starts_on


@settings(deadline=None)
@given(HIJRI_MONTH)
def test_months_have_twenty_nine_or_thirty_days(month):
    assert days_in(*month, {}) in (29, 30)


@settings(deadline=None)
@given(SOME_DAY, st.times().map(lambda t: t.replace(second=0, microsecond=0)), st.sampled_from(ZONES))
def test_the_wall_clock_is_kept_or_moved_on(day, at, zone):
    utc = moment(day, at, zone)
    local = utc.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    wanted = dt.datetime.combine(day, at)
    assert utc.utcoffset() == dt.timedelta(0)
    assert local == wanted or dt.timedelta(0) < local - wanted <= dt.timedelta(hours=1)
    # An hour before is another moment that reads the same only when this one is the second: the first is meant.
    earlier = (utc - dt.timedelta(hours=1)).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    assert earlier != wanted


def test_a_skipped_hour_is_held_later():
    """London, 29 March 2026: from 1:00 to 2:00 there is no hour. Cairo, 24 April 2026: none from 0:00 to 1:00."""
    assert moment(D(2026, 3, 29), dt.time(1, 30), "Europe/London") == dt.datetime(2026, 3, 29, 1, 30, tzinfo=dt.UTC)
    assert moment(D(2026, 4, 24), dt.time(0, 30), "Africa/Cairo").astimezone(ZoneInfo("Africa/Cairo")).time() == dt.time(1, 30)


def test_of_an_hour_that_comes_twice_the_first_is_meant():
    assert moment(D(2026, 10, 25), dt.time(1, 30), "Europe/London") == dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC)


def test_the_hour_stays_over_the_change_of_clocks():
    hours = [moment(day, dt.time(21), "Europe/London").hour for day in dates(gregorian(), D(2026, 9, 1), 3)]
    assert hours == [20, 21, 21]
