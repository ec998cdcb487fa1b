"""The report of a sitting: who came, when and through which door; who spoke, for how long and after what wait. Everything is
counted from rows; what was not written down is left out and not guessed."""

import datetime as dt
from dataclasses import dataclass
from statistics import median

from multaqa.accounts.models import Person
from multaqa.alliance.models import Mandate
from multaqa.alliance.rules import holds
from multaqa.assembly.domain.happened import opened_at, spoken_turns
from multaqa.assembly.domain.headcount import headcount
from multaqa.assembly.domain.minutes_states import OUT
from multaqa.assembly.domain.report_presence import Moment, presence, spans_of
from multaqa.assembly.domain.report_rows import (
    RoomRow,
    SpeakerRow,
    Spoken,
    capacity_in,
    percent,
    room_rows,
    seconds_spoken,
    speaker_rows,
    spoken_by,
    waited,
)
from multaqa.assembly.enums import Capacity, SittingKind, SittingState
from multaqa.assembly.models import AgendaItem, Minutes, Participant, Sitting

OVER = (SittingState.ADJOURNED, SittingState.CLOSED)
INSIDE = (Capacity.CHAIR, Capacity.SECRETARY, Capacity.DELEGATE, Capacity.ALTERNATE)


@dataclass(frozen=True)
class Report:
    """`unique` people and browsers, `peak` of them at one time. `doors` are seconds by door, only those through which somebody
    came. `spoken` in seconds; `waited` the median wait in seconds of those who were called from the line."""

    began: dt.datetime
    ended: dt.datetime
    unique: int
    peak: int
    doors: dict[str, int]
    presence: list[Moment]
    rooms: list[RoomRow]
    speakers: list[SpeakerRow]
    capacities: list[Spoken]
    kinds: list[Spoken]
    spoken: int
    waited: int | None

    @property
    def seconds(self) -> int:
        """How long the session was."""
        return int((self.ended - self.began).total_seconds())

    @property
    def rooms_present(self) -> int:
        """Rooms for which somebody sat."""
        return sum(1 for row in self.rooms if row.seconds)

    @property
    def first_words(self) -> int:
        """How many spoke who had not spoken in a sitting of the series before."""
        return sum(1 for row in self.speakers if row.is_first)

    @property
    def first_percent(self) -> int:
        """Of all who spoke."""
        return percent(self.first_words, len(self.speakers))


def has_report(sitting: Sitting) -> bool:
    """Of sittings that were held and are over. A rehearsal leaves nothing behind."""
    held = sitting.gathering_id is not None and sitting.opened_at is not None
    return held and sitting.state in OVER and sitting.kind != SittingKind.REHEARSAL


def sees_all(person: Person | None, sitting: Sitting) -> bool:
    """Offices, delegates of the series and whoever sat for a room: they see rooms by the minute, and who spoke."""
    if person is None or not person.pk:
        return False
    series = sitting.cycle.series
    return (
        holds(person, series.alliance)
        or Mandate.objects.active().filter(series=series, person=person).exists()
        or sitting.participants.filter(person=person, capacity__in=INSIDE).exists()
    )


def is_public(sitting: Sitting) -> bool:
    """Totals are everybody's once the minutes are."""
    return Minutes.objects.filter(sitting=sitting, state__in=OUT).exists()


def read_report(sitting: Sitting, *, closed_too: bool) -> Report:
    """The report; `closed_too` with what was said while items were for delegates only. The number of questions to the database
    grows neither with rooms nor with people or turns."""
    began, ended = opened_at(sitting), sitting.adjourned_at or sitting.ends_at
    closed = set() if closed_too else _closed_items(sitting)
    turns = [turn for turn in spoken_turns(sitting) if turn.item not in closed]
    there = spans_of(sitting, began, ended)
    places = list(Participant.objects.filter(sitting=sitting).select_related("room").order_by("since", "pk"))
    heads = headcount(sitting)
    waits = [wait for turn in turns if (wait := waited(turn)) is not None]
    return Report(
        began=began,
        ended=ended,
        unique=heads.unique,
        peak=heads.peak,
        doors={door: seconds for door, seconds in heads.seconds.items() if seconds},
        presence=presence(there.everybody(), began, ended),
        rooms=room_rows(sitting, turns, places, there, (began, ended)),
        speakers=speaker_rows(sitting, turns, places),
        capacities=spoken_by(turns, lambda turn: capacity_in(turn, places)),
        kinds=spoken_by(turns, lambda turn: str(turn.kind)),
        spoken=seconds_spoken(turns),
        waited=int(median(waits)) if waits else None,
    )


def _closed_items(sitting: Sitting) -> set[int]:
    return set(AgendaItem.objects.filter(sitting=sitting, for_delegates_only=True).values_list("pk", flat=True))
