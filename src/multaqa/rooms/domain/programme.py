"""The programme of the week: lines of a weekday and an hour in the room's own zone."""

import datetime as dt
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db import transaction

from multaqa.accounts.models import Person
from multaqa.common.refusal import Refused
from multaqa.rooms.domain.entry import require
from multaqa.rooms.models import ProgrammeSlot, Room

MOST_LINES = 28


class Occasion(NamedTuple):
    """A line of the programme and when it comes next, or began if it is on now. `ends` is when it is over."""

    slot: ProgrammeSlot
    at: dt.datetime
    ends: dt.datetime


@transaction.atomic
def add_line(room: Room, *, weekday: int, starts: dt.time, minutes: int, title: str, by: Person) -> ProgrammeSlot:
    """Adds a line; `weekday` 0 is Monday. Raises Refused: not_allowed, too_many_lines, line_twice."""
    require(by, room, "own")
    Room.objects.select_for_update(no_key=True).get(pk=room.pk)
    lines = ProgrammeSlot.objects.filter(room=room)
    if lines.count() >= MOST_LINES:
        raise Refused("too_many_lines", count=MOST_LINES)
    if lines.filter(weekday=weekday, starts=starts).exists():
        raise Refused("line_twice")
    return ProgrammeSlot.objects.create(room=room, weekday=weekday, starts=starts, minutes=minutes, title=title.strip())


@transaction.atomic
def drop_line(slot: ProgrammeSlot, *, by: Person) -> None:
    """Takes a line out; one that is out already stays out. Raises Refused: not_allowed."""
    require(by, slot.room, "own")
    ProgrammeSlot.objects.filter(pk=slot.pk).delete()


def week_of(room: Room, now: dt.datetime) -> list[Occasion]:
    """Every line once, the nearest first."""
    return sorted((_next(slot, room.time_zone, now) for slot in room.programme.all()), key=lambda occasion: occasion.at)


def _next(slot: ProgrammeSlot, zone: str, now: dt.datetime) -> Occasion:
    there = ZoneInfo(zone)
    today = now.astimezone(there).date()
    # From yesterday on: what began before midnight may still be going on. Days and not hours are counted, because a week
    # in which the clocks change does not have 168 of them.
    days = (today + dt.timedelta(days=shift) for shift in range(-1, 9))
    for day in (day for day in days if day.weekday() == slot.weekday):
        at = dt.datetime.combine(day, slot.starts, there)
        ends = (at.astimezone(dt.UTC) + dt.timedelta(minutes=slot.minutes)).astimezone(there)
        if ends > now:
            return Occasion(slot, at, ends)
    raise AssertionError("nine days hold every weekday")
