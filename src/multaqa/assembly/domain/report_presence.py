"""Who was there when, within the session: for the report."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from multaqa.assembly.models import Sitting
from multaqa.rooms.models import Attendance

Span = tuple[dt.datetime, dt.datetime]
PARTS = 48


@dataclass(frozen=True)
class Moment:
    """How many were there at the most, in the part of the session that begins then."""

    at: dt.datetime
    present: int


@dataclass(frozen=True)
class Spans:
    """When each was there: `persons` by id, `visitors` each a browser."""

    persons: dict[int, list[Span]]
    visitors: list[list[Span]]

    def everybody(self) -> list[list[Span]]:
        """All of them."""
        return [*self.persons.values(), *self.visitors]


def spans_of(sitting: Sitting, began: dt.datetime, ended: dt.datetime) -> Spans:
    """Of everybody who was there for a while between the two moments; somebody with two windows was there once."""
    persons: dict[int, list[Span]] = defaultdict(list)
    visitors: dict[str, list[Span]] = defaultdict(list)
    for row in Attendance.objects.filter(gathering=sitting.gathering_id):
        span = max(row.joined_at, began), min(row.left_at or ended, ended)
        if span[0] < span[1]:
            (persons[row.person_id] if row.person_id else visitors[row.visitor or row.connection]).append(span)
    return Spans({pk: merged(some) for pk, some in persons.items()}, [merged(some) for some in visitors.values()])


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same time without overlaps, in order."""
    whole: list[Span] = []
    for begin, end in sorted(spans):
        if whole and begin <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(whole[-1][1], end))
        else:
            whole.append((begin, end))
    return whole


def seconds_of(spans: Iterable[Span]) -> int:
    """How long they are together."""
    return int(sum((end - begin).total_seconds() for begin, end in spans))


def presence(everybody: Iterable[list[Span]], began: dt.datetime, ended: dt.datetime) -> list[Moment]:
    """The session in `PARTS` equal parts; the most that were there at one time in each."""
    length = (ended - began) / PARTS
    if not length:
        return []
    # Whoever leaves at the instant another comes was not there with them.
    steps = sorted(step for spans in everybody for begin, end in spans for step in ((begin, 1), (end, -1)))
    parts, there, at = [], 0, 0
    for number in range(PARTS):
        since, until = began + length * number, began + length * (number + 1)
        # Whoever left at the instant a part begins is not in it, and whoever came then is.
        while at < len(steps) and steps[at][0] <= since:
            there, at = there + steps[at][1], at + 1
        most = there
        while at < len(steps) and steps[at][0] < until:
            there, at = there + steps[at][1], at + 1
            most = max(most, there)
        parts.append(Moment(since, most))
    return parts
