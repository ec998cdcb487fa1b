"""The programme of the week, by the room's own clock."""

import datetime as dt

import pytest

from multaqa.common.refusal import Refused
from multaqa.rooms.domain.programme import MOST_LINES, add_line, drop_line, week_of
from multaqa.rooms.models import ProgrammeSlot

SUNDAY, THURSDAY = 6, 3


def line(hall, weekday=SUNDAY, starts=dt.time(21, 30), by=None, title="سهرة الأحد", minutes=120):
    return add_line(hall.room, weekday=weekday, starts=starts, minutes=minutes, title=title, by=by or hall.sami)


def week(hall, now):
    hall.room.refresh_from_db()
    return [(one.slot.title, one.at.isoformat()) for one in week_of(hall.room, dt.datetime.fromisoformat(now))]


def test_the_nearest_comes_first(hall):
    line(hall)
    line(hall, THURSDAY, title="ليلة الخميس")
    assert week(hall, "2026-11-23T12:00:00+00:00") == [
        ("ليلة الخميس", "2026-11-26T21:30:00+03:00"), ("سهرة الأحد", "2026-11-29T21:30:00+03:00"),
    ]  # fmt: skip


def test_what_began_before_midnight_is_still_on(hall):
    line(hall, starts=dt.time(23), minutes=120)
    assert week(hall, "2026-11-22T21:30:00+00:00") == [("سهرة الأحد", "2026-11-22T23:00:00+03:00")]
    assert week(hall, "2026-11-22T22:00:00+00:00") == [("سهرة الأحد", "2026-11-29T23:00:00+03:00")]


def test_the_hour_stays_when_the_clocks_change(hall):
    hall.rule(time_zone="Europe/Berlin")
    line(hall, starts=dt.time(20))
    assert week(hall, "2026-10-18T19:00:00+00:00") == [("سهرة الأحد", "2026-10-18T20:00:00+02:00")]
    assert week(hall, "2026-10-19T19:00:00+00:00") == [("سهرة الأحد", "2026-10-25T20:00:00+01:00")]


def test_only_the_owner_writes_it(hall):
    slot = line(hall)
    for deed in (lambda: line(hall, THURSDAY, by=hall.layla), lambda: drop_line(slot, by=hall.layla)):
        with pytest.raises(Refused, match="not_allowed"):
            deed()


def test_an_hour_holds_one_line(hall):
    line(hall)
    with pytest.raises(Refused, match="line_twice"):
        line(hall, title="غيرها")


def test_a_programme_ends_somewhere(hall):
    for n in range(MOST_LINES):
        line(hall, n % 7, dt.time(n // 7))
    with pytest.raises(Refused, match="too_many_lines"):
        line(hall)


def test_a_line_is_taken_out_once_or_twice(hall):
    slot = line(hall)
    drop_line(slot, by=hall.sami)
    drop_line(slot, by=hall.sami)
    assert ProgrammeSlot.objects.count() == 0
