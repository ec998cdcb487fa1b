"""A series is made, changed and ended; what was planned already is asked about and never moved."""

import datetime as dt

import pytest
from django.utils import timezone

from multaqa.alliance.domain import series as deeds
from multaqa.alliance.domain.hijri_months import first_day
from multaqa.alliance.domain.series import (
    add_exception,
    announce_month_start,
    change_series,
    compare,
    drop_exception,
    end_series,
    make_series,
    preview,
    withdraw_month_start,
)
from multaqa.alliance.models import HijriMonthStart, Series, SeriesException
from multaqa.common.refusal import Refused

D = dt.date
SAID = {
    "title": "الاجتماع الشهري",
    "rule": "FREQ=MONTHLY;BYDAY=-1SA",
    "at": dt.time(21),
    "prepare_at": dt.time(23),
    "starts_on": D(2026, 1, 1),
}


@pytest.fixture
def told(monkeypatch):
    """What whoever plans was told."""
    heard = []
    monkeypatch.setattr(deeds, "_told", [lambda series, moves: heard.append((series.pk, moves))])
    return heard


def refusal(deed, *args, **more):
    with pytest.raises(Refused) as refused:
        deed(*args, **more)
    return refused.value.code


def next_days(series, count=3):
    return [row.date for row in preview(series, count=count)]


def test_a_coordinator_makes_a_series(world):
    series = make_series(world.alliance, **SAID, by=world.coordinator)
    assert Series.objects.get() == series and series.made_by == world.coordinator


def test_a_second_press_makes_no_second_series(world):
    first = make_series(world.alliance, **SAID, by=world.coordinator)
    assert refusal(make_series, world.alliance, **SAID, by=world.coordinator) == "series_title_taken"
    end_series(first, by=world.coordinator)
    make_series(world.alliance, **SAID, by=world.coordinator)
    assert Series.objects.count() == 2


def test_nobody_else_does(world):
    series = world.make_series()
    for person in (world.secretary, world.chair, world.owners[0], world.salwa, world.zahir):
        assert refusal(make_series, world.alliance, **SAID, by=person) == "not_allowed"
        assert refusal(change_series, series, title="آخر", by=person) == "not_allowed"
        assert refusal(end_series, series, by=person) == "not_allowed"
        assert refusal(add_exception, series, date=next_days(series)[0], why="سبب", by=person) == "not_allowed"
        assert (
            refusal(announce_month_start, world.alliance, year=1449, month=1, starts_on=D(2027, 6, 6), by=person) == "not_allowed"
        )


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"rule": "FREQ=DAILY"}, "rule_unreadable"), ({"time_zone": "Mars/Olympus"}, "zone_unknown"), ({"call_days": 1}, "series_days"),
        ({"quorum_numerator": 5}, "quorum_wrong"), ({"starts_on": D(1900, 1, 1)}, "rule_from"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(world, more, code):
    assert refusal(make_series, world.alliance, **SAID | more, by=world.coordinator) == code
    assert Series.objects.count() == 0


def test_a_field_that_is_none_is_an_error_of_ours(world):
    with pytest.raises(TypeError):
        make_series(world.alliance, **SAID, made_by=world.salwa, by=world.coordinator)


def test_twelve_occasions_with_their_preparatory_meetings(world):
    rows = preview(world.make_series(time_zone="Africa/Cairo"), D(2026, 10, 31))
    assert len(rows) == 12
    first = rows[0]
    assert (first.date, first.prepare_date) == (D(2026, 11, 28), D(2026, 11, 14))
    assert first.starts_at == dt.datetime(2026, 11, 28, 19, tzinfo=dt.UTC)
    assert first.prepares_at == dt.datetime(2026, 11, 14, 21, tzinfo=dt.UTC)


def test_changing_the_rule_tells_which_days_are_others(world, told):
    series = world.make_series()
    old = next_days(series, 2)
    change_series(series, rule="FREQ=MONTHLY;BYDAY=-1FR", by=world.coordinator)
    pk, moves = told[0]
    assert (pk, moves[0][0], moves[0][1].weekday()) == (series.pk, old[0], 4)
    assert abs(moves[0][1] - old[0]) <= dt.timedelta(days=6)


def test_changing_the_title_tells_nothing(world, told):
    change_series(world.make_series(), title="اللقاء", by=world.coordinator)
    assert told == []


def test_a_refusal_of_whoever_plans_undoes_the_change(world, monkeypatch):
    def refuse(series, moves):
        raise Refused("not_allowed")

    monkeypatch.setattr(deeds, "_told", [refuse])
    series = world.make_series()
    assert refusal(change_series, series, rule="FREQ=MONTHLY;BYDAY=1FR", by=world.coordinator) == "not_allowed"
    series.refresh_from_db()
    assert series.rule == "FREQ=MONTHLY;BYDAY=-1SA"


def test_days_are_compared_by_nearness():
    old, new = [D(2026, 11, 28), D(2026, 12, 26), D(2027, 1, 30)], [D(2026, 11, 27), D(2026, 12, 26), D(2027, 4, 2)]
    assert compare(old, new) == [(D(2026, 11, 28), D(2026, 11, 27)), (D(2027, 1, 30), None)]
    assert compare(old, old[:2]) == []


def test_a_meeting_is_moved_left_out_and_taken_back(world, told):
    series = world.make_series()
    first, second = next_days(series, 2)
    day_before = first - dt.timedelta(days=1)
    moved = add_exception(series, date=first, moved_to=day_before, why="عطلة رسمية", by=world.coordinator)
    add_exception(series, date=second, why="عطلة رسمية", by=world.coordinator)
    assert next_days(series, 1) == [day_before] and second not in next_days(series)
    drop_exception(moved, by=world.coordinator)
    drop_exception(moved, by=world.coordinator)
    assert next_days(series, 1) == [first]
    assert [moves for _, moves in told] == [[(first, day_before)], [(second, None)], [(day_before, first)]]


def test_a_later_word_takes_the_place_of_the_first(world, told):
    series = world.make_series()
    day = next_days(series)[0]
    before, earlier = day - dt.timedelta(days=1), day - dt.timedelta(days=2)
    for to in (before, earlier, earlier):
        add_exception(series, date=day, moved_to=to, why="عطلة رسمية", by=world.coordinator)
    assert SeriesException.objects.get().moved_to == earlier
    assert [moves for _, moves in told] == [[(day, before)], [(before, earlier)]]


def test_an_exception_needs_a_day_of_the_series_a_free_one_and_a_reason(world):
    series = world.make_series()
    first, second = next_days(series, 2)
    other = first + dt.timedelta(days=1)
    assert refusal(add_exception, series, date=first, why=" ", by=world.coordinator) == "why_needed"
    assert refusal(add_exception, series, date=other, why="عطلة", by=world.coordinator) == "not_a_rule_date"
    assert refusal(add_exception, series, date=first, moved_to=second, why="عطلة", by=world.coordinator) == "date_taken"
    assert refusal(add_exception, series, date=first, moved_to=first, why="عطلة", by=world.coordinator) == "date_taken"


def test_an_ended_series_stays_as_it_is(world):
    series = world.make_series()
    end_series(series, by=world.coordinator)
    ended_at = Series.objects.get().ended_at
    end_series(series, by=world.coordinator)
    assert Series.objects.get().ended_at == ended_at
    assert refusal(change_series, series, title="آخر", by=world.coordinator) == "series_ended"


def coming_month():
    """The Hijri month after next, and the day it begins by the tables."""
    from multaqa.alliance.domain.hijri_months import after, day_of

    today = day_of(timezone.localdate(), {})
    month = after(*after(today.year, today.month))
    return month, first_day(*month, {})


def possible(month, starts=None):
    """A day beside the computed one on which the month can begin."""
    from multaqa.alliance.domain.hijri_months import before

    computed, previous = first_day(*month, {}), first_day(*before(*month), starts or {})
    return next(day for by in (1, -1) if ((day := computed + dt.timedelta(days=by)) - previous).days in (29, 30))


def test_an_announced_month_moves_hijri_series_alone_and_tells(world, told):
    hijri, gregorian = world.make_series(calendar="hijri", rule="DAY=15"), world.make_series()
    month, computed = coming_month()
    day = possible(month)
    fifteenth = dt.timedelta(days=14)
    start = announce_month_start(world.alliance, year=month[0], month=month[1], starts_on=day, by=world.coordinator)
    assert day + fifteenth in next_days(hijri, 4) and computed + fifteenth not in next_days(hijri, 4)
    withdraw_month_start(start, by=world.coordinator)
    withdraw_month_start(start, by=world.coordinator)
    assert told == [(hijri.pk, [(computed + fifteenth, day + fifteenth)]), (hijri.pk, [(day + fifteenth, computed + fifteenth)])]
    assert gregorian.pk not in [pk for pk, _ in told]


def test_a_month_that_cannot_be_is_refused(world):
    month, computed = coming_month()
    said = {"year": month[0], "month": month[1], "by": world.coordinator}
    far, impossible = computed + dt.timedelta(days=3), computed - (possible(month) - computed)
    assert refusal(announce_month_start, world.alliance, **said, starts_on=far) == "month_start_far"
    assert refusal(announce_month_start, world.alliance, **said, starts_on=impossible) == "month_length"
    assert (
        refusal(announce_month_start, world.alliance, year=1600, month=1, starts_on=far, by=world.coordinator) == "month_unknown"
    )
    assert HijriMonthStart.objects.count() == 0


def test_a_month_announced_twice_is_kept_once(world):
    month, computed = coming_month()
    for day in (possible(month), computed):
        announce_month_start(world.alliance, year=month[0], month=month[1], starts_on=day, by=world.coordinator)
    assert HijriMonthStart.objects.get().starts_on == computed
