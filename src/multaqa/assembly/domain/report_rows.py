"""Rows of the report: rooms, speakers, capacities and kinds of turns."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from multaqa.alliance.models import Seat
from multaqa.assembly.domain.happened import member_names
from multaqa.assembly.domain.report_presence import Span, Spans, merged, seconds_of
from multaqa.assembly.enums import Capacity
from multaqa.assembly.models import Participant, Sitting
from multaqa.common.names import name_key
from multaqa.rooms.enums import TurnKind
from multaqa.rooms.models import Membership, Turn

SEATED = (Capacity.DELEGATE, Capacity.ALTERNATE)


@dataclass(frozen=True)
class RoomRow:
    """A member room. `came`, `left` and `seconds` are of whoever sat for it, within the session; `percent` of its length;
    `people` all of this room who were there; `spoken` in seconds, in `turns`."""

    name: str
    came: dt.datetime | None
    left: dt.datetime | None
    seconds: int
    percent: int
    people: int
    spoken: int
    turns: int


@dataclass(frozen=True)
class SpeakerRow:
    """Somebody who spoke, by the name they had then. `waited` is their median wait in seconds, None when they were not called
    from a line; `is_first` when they had not spoken in a sitting of the series before."""

    name: str
    room: str
    capacity: str
    spoken: int
    turns: int
    waited: int | None
    is_first: bool


@dataclass(frozen=True)
class Spoken:
    """Seconds and turns of one kind: a capacity, or a kind of turn. `name` is the word of the database."""

    name: str
    spoken: int
    turns: int


def room_rows(sitting: Sitting, turns: Sequence[Turn], places: Sequence[Participant], there: Spans, of: Span) -> list[RoomRow]:
    """The member rooms by name, and any other for which somebody spoke."""
    seated: dict[str, list[Span]] = defaultdict(list)
    for place in places:
        if place.room and place.capacity in SEATED:
            seated[place.room.name] += _until(there.persons.get(place.person_id, []), place.until)
    people = _people(sitting, places, there)
    spoken: dict[str, list[Turn]] = defaultdict(list)
    for turn in turns:
        if turn.for_room:
            spoken[turn.for_room.name].append(turn)
    length = seconds_of([of])
    rows = []
    for name in sorted({*member_names(sitting), *spoken}, key=name_key):
        spans = merged(seated[name])
        seconds = seconds_of(spans)
        came, left = (spans[0][0], spans[-1][1]) if spans else (None, None)
        told = spoken[name]
        rows.append(
            RoomRow(name, came, left, seconds, percent(seconds, length), people.get(name, 0), seconds_spoken(told), len(told))
        )
    return rows


def speaker_rows(sitting: Sitting, turns: Sequence[Turn], places: Sequence[Participant]) -> list[SpeakerRow]:
    """Everybody who spoke, the longest first."""
    before = _spoke_before(sitting, {turn.person_id for turn in turns})
    by_person: dict[int, list[Turn]] = defaultdict(list)
    for turn in turns:
        by_person[turn.person_id].append(turn)
    rows = []
    for pk, own in by_person.items():
        waits = [wait for turn in own if (wait := waited(turn)) is not None]
        room = next((turn.for_room.name for turn in own if turn.for_room), "")
        rows.append(
            SpeakerRow(
                name=own[0].name,
                room=room,
                capacity=capacity_in(own[0], places),
                spoken=seconds_spoken(own),
                turns=len(own),
                waited=int(median(waits)) if waits else None,
                is_first=pk not in before,
            )
        )
    return sorted(rows, key=lambda row: (-row.spoken, name_key(row.name)))


def spoken_by(turns: Sequence[Turn], name_of: Callable[[Turn], str]) -> list[Spoken]:
    """The turns by some word of theirs, the longest first."""
    found: dict[str, list[Turn]] = defaultdict(list)
    for turn in turns:
        found[name_of(turn)].append(turn)
    rows = [Spoken(name, seconds_spoken(some), len(some)) for name, some in found.items()]
    return sorted(rows, key=lambda row: (-row.spoken, row.name))


def capacity_in(turn: Turn, places: Sequence[Participant]) -> str:
    """In what capacity somebody sat when they spoke; whoever had no place was listening."""
    at = turn.started_at
    own = [place for place in places if place.person_id == turn.person_id]
    held = [place for place in own if at and place.since <= at and (place.until is None or place.until >= at)]
    chosen = next(iter(held or own), None)
    return chosen.capacity if chosen else Capacity.LISTENER


def waited(turn: Turn) -> int | None:
    """Seconds from asking to being called; None for who was not called from the line."""
    if turn.called_at is None or turn.kind == TurnKind.WRITTEN:
        return None
    return max(0, int((turn.called_at - turn.asked_at).total_seconds()))


def seconds_spoken(turns: Sequence[Turn]) -> int:
    """Together, rounded once."""
    return round(sum(turn.spent_ms for turn in turns) / 1000)


def percent(part: int, whole: int) -> int:
    """Rounded; of nothing, nothing."""
    return min(100, round(100 * part / whole)) if whole else 0


def _until(spans: Sequence[Span], until: dt.datetime | None) -> list[Span]:
    """Whoever was removed, or gave the seat up, sat for the room until then."""
    return [(begin, min(end, until) if until else end) for begin, end in spans if until is None or begin < until]


def _people(sitting: Sitting, places: Sequence[Participant], there: Spans) -> dict[str, int]:
    """Each counts for one room: the one they sat for, else the member room they belong to longest."""
    rooms = {place.person_id: place.room.name for place in places if place.room and place.person_id in there.persons}
    others = [pk for pk in there.persons if pk not in rooms]
    seats = Seat.objects.filter(alliance=sitting.cycle.series.alliance_id, since__isnull=False).values("room")
    for row in Membership.objects.now().filter(person__in=others, room__in=seats).select_related("room").order_by("since", "pk"):
        rooms.setdefault(row.person_id, row.room.name)
    counted: dict[str, int] = defaultdict(int)
    for name in rooms.values():
        counted[name] += 1
    return counted


def _spoke_before(sitting: Sitting, persons: set[int]) -> set[int]:
    earlier = Turn.objects.filter(
        person__in=persons,
        spent_ms__gt=0,
        gathering__sitting__cycle__series=sitting.cycle.series_id,
        started_at__lt=sitting.opened_at,
    ).exclude(gathering__sitting__kind="rehearsal")
    return set(earlier.exclude(gathering=sitting.gathering_id).values_list("person", flat=True))
