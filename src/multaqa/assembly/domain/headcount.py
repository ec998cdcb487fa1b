"""How many were there, reckoned from who came and went."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from multaqa.assembly.models import Sitting
from multaqa.rooms.models import Attendance


@dataclass(frozen=True)
class Headcount:
    """`unique` people or browsers, `peak` of them at one time, `seconds` together by door."""

    unique: int
    peak: int
    seconds: dict[str, int]


def headcount(sitting: Sitting, without: frozenset[int] = frozenset()) -> Headcount:
    """Of a whole sitting, but for the people in `without`. Somebody with two windows is one."""
    if sitting.gathering_id is None:
        return Headcount(0, 0, {})
    end = sitting.adjourned_at or sitting.ends_at
    spans: dict[str, list[tuple[dt.datetime, dt.datetime]]] = defaultdict(list)
    seconds: dict[str, int] = dict.fromkeys(Attendance.Door.values, 0)
    for row in Attendance.objects.filter(gathering=sitting.gathering_id):
        if row.person_id in without:
            continue
        until = max(row.joined_at, min(row.left_at or end, end) if row.joined_at <= end else row.joined_at)
        spans[_who(row)].append((row.joined_at, until))
        seconds[row.door] += int((until - row.joined_at).total_seconds())
    return Headcount(len(spans), _peak(spans), seconds)


def _who(row: Attendance) -> str:
    return f"person {row.person_id}" if row.person_id else f"visitor {row.visitor or row.connection}"


def _peak(spans: dict[str, list[tuple[dt.datetime, dt.datetime]]]) -> int:
    steps = [step for own in spans.values() for begin, end in _merged(own) for step in ((begin, 1), (end, -1))]
    there = most = 0
    # Whoever leaves at the instant another comes was not there with them.
    for _, change in sorted(steps):
        there += change
        most = max(most, there)
    return most


def _merged(spans: list[tuple[dt.datetime, dt.datetime]]) -> list[tuple[dt.datetime, dt.datetime]]:
    merged: list[tuple[dt.datetime, dt.datetime]] = []
    for begin, end in sorted(spans):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((begin, end))
    return merged
