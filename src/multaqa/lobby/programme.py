"""When the rooms' weekly programmes come round next."""

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from multaqa.rooms.models import ProgrammeSlot

EVENING, NIGHT_ENDS = dt.time(16), dt.time(4)


def next_starts(now: dt.datetime, rooms: Iterable[int] | None = None) -> dict[int, dt.datetime]:
    """The next start of each room that has a programme, by room id; of all standing rooms when none are named."""
    slots = ProgrammeSlot.objects.filter(room__ended_at=None)
    if rooms is not None:
        slots = slots.filter(room__in=list(rooms))
    found: dict[int, dt.datetime] = {}
    for room, weekday, starts, zone in slots.values_list("room_id", "weekday", "starts", "room__time_zone"):
        at = next_start(weekday, starts, zone, now)
        found[room] = min(at, found.get(room, at))
    return found


def next_start(weekday: int, starts: dt.time, zone: str, now: dt.datetime) -> dt.datetime:
    """The first time after `now` that it is this weekday (0 is Monday) and hour in the zone."""
    there = _zone(zone)
    today = now.astimezone(there).date()
    day = today + dt.timedelta(days=(weekday - today.weekday()) % 7)
    at = dt.datetime.combine(day, starts, there)
    # A week is counted in days of the calendar: where the clocks change it is not 168 hours.
    return at if at > now else dt.datetime.combine(day + dt.timedelta(days=7), starts, there)


def evening_of(now: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
    """This evening where the reader is: from four in the afternoon, or now when later, to four in the morning.
    `now` is in the reader's zone."""
    day = now.date() if now.time() >= NIGHT_ENDS else now.date() - dt.timedelta(days=1)
    begins = dt.datetime.combine(day, EVENING, now.tzinfo)
    return max(begins, now), dt.datetime.combine(day + dt.timedelta(days=1), NIGHT_ENDS, now.tzinfo)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
