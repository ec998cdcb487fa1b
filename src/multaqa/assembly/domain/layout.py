"""Minutes as they are laid out to be read: item by item, and beside each entry what a reader needs of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from multaqa.assembly.domain.agenda import lines
from multaqa.assembly.domain.happened import ballot_facts
from multaqa.assembly.domain.sentences import answer, drafted, sentence
from multaqa.assembly.enums import ItemState
from multaqa.assembly.models import AgendaItem, BacklogItem, Decision, Entry, EntryRevision, Minutes, MinutesComment, Sitting
from multaqa.library.domain.timeline import Timeline


@dataclass(frozen=True)
class Share:
    """What one choice got: `percent` of all that were counted, for its bar."""

    text: str
    count: int
    percent: int


@dataclass(frozen=True)
class Result:
    """A vote with its bars. Quorums are {"present", "needed", "seats"} in rooms, None when there is no photograph."""

    shares: list[Share]
    at_opening: dict[str, int] | None
    at_closing: dict[str, int] | None
    secret: bool


@dataclass(frozen=True)
class Paragraph:
    """An entry with its sentences. `position` is where it is heard in the recording (ms), None nowhere; `result` the vote it
    tells of, or that carried the decision; `reworded` the languages in which somebody wrote it; `correction` what was last
    changed in it since publication."""

    entry: Entry
    text: str
    ar: str
    en: str
    position: int | None
    result: Result | None
    decision: Decision | None
    correction: EntryRevision | None
    remarks: list[MinutesComment]

    @property
    def reworded(self) -> list[str]:
        """Of "ar" and "en"."""
        if not self.entry.what:
            return []
        return [code for code, text in (("ar", self.entry.text_ar), ("en", self.entry.text_en)) if text]

    @property
    def speaker(self) -> str:
        """Who is heard there, if it is somebody's turn."""
        return str(self.entry.facts.get("person", "")) if self.entry.what == "spoke" else ""


@dataclass(frozen=True)
class Section:
    """The entries of an item, or what belongs to none. Times in seconds; `position` where the item begins to be heard."""

    item: AgendaItem | None
    number: str
    planned: int
    spent: int
    position: int | None
    paragraphs: list[Paragraph]


@dataclass(frozen=True)
class Carried:
    """An item that was carried over, and the sitting whose agenda took it up: None while it waits."""

    item: AgendaItem
    number: str
    to: Sitting | None


@dataclass(frozen=True)
class Seated:
    """A room in the attendance: who sat for it, one after the other; nobody when it was absent."""

    room: str
    persons: list[str]
    removed: list[str]
    at_opening: bool


def sections(
    minutes: Minutes,
    entries: Sequence[Entry],
    language: str,
    timeline: Timeline | None = None,
    corrections: Mapping[int, EntryRevision] | None = None,
    remarks: Mapping[int, list[MinutesComment]] | None = None,
) -> list[Section]:
    """The minutes in order; `corrections` and `remarks` by entry. An item the secretary's order takes up twice has two
    sections."""
    numbers = numbers_of(minutes.sitting)
    found = Decision.objects.filter(sitting=minutes.sitting).select_related("ballot", "sitting__cycle")
    decisions = {row.entry_id: row for row in found}
    paragraphs = [
        Paragraph(
            entry=entry,
            text=sentence(entry, language),
            ar=entry.text_ar or drafted(entry, "ar"),
            en=entry.text_en or drafted(entry, "en"),
            position=_heard_at(entry, timeline),
            result=_result(_vote(entry, decisions.get(entry.pk)), language),
            decision=decisions.get(entry.pk),
            correction=(corrections or {}).get(entry.pk),
            remarks=(remarks or {}).get(entry.pk, []),
        )
        for entry in entries
    ]
    grouped = groupby(paragraphs, key=lambda each: each.entry.item)
    return [_section(item, numbers, list(some), timeline) for item, some in grouped]


def numbers_of(sitting: Sitting) -> dict[int, str]:
    """The drawn number of each item: "3", "3.1"."""
    drawn = lines(sitting)
    return {line.item.pk: line.number for row in drawn for line in (row, *row.parts)}


def carried(sitting: Sitting) -> list[Carried]:
    """What was carried over, and where it went."""
    numbers = numbers_of(sitting)
    items = AgendaItem.objects.filter(sitting=sitting, state=ItemState.CARRIED).order_by("position", "pk")
    waits = BacklogItem.objects.filter(carried_from__in=items).select_related("moved_to__sitting__cycle")
    went = {row.carried_from_id: row.moved_to.sitting if row.moved_to else None for row in waits}
    return [Carried(item, numbers.get(item.pk, ""), went.get(item.pk)) for item in items]


def attendance(entries: Sequence[Entry]) -> list[Seated]:
    """Room by room, the present first, as the drafted entries have it."""
    facts = {entry.what: entry.facts for entry in entries if entry.what in ("quorum", "attendance")}
    quorum, seated = facts.get("quorum", {}), facts.get("attendance", {}).get("seated", [])
    there = set(quorum.get("present", []))
    rows = [
        Seated(row["room"], [row["person"], *row.get("then", [])], row.get("removed", []), row["room"] in there) for row in seated
    ]
    known = {row.room for row in rows}
    rows += [Seated(room, [], [], True) for room in quorum.get("present", []) if room not in known]
    return rows + [Seated(room, [], [], False) for room in quorum.get("absent", []) if room not in known]


def _section(item: AgendaItem | None, numbers: dict[int, str], some: list[Paragraph], timeline: Timeline | None) -> Section:
    heard = next((each.position for each in some if each.position is not None), None)
    if item is None:
        return Section(None, "", 0, 0, heard, some)
    return Section(item, numbers.get(item.pk, ""), item.minutes * 60, item.spent_ms // 1000, heard, some)


def _heard_at(entry: Entry, timeline: Timeline | None) -> int | None:
    """A turn is heard where its own recording is, and nowhere without one; anything else where its moment falls."""
    if timeline is None or not entry.at_ms:
        return None
    if entry.turn_id is not None:
        part = next((part for part in timeline.parts if part.recording.turn_id == entry.turn_id), None)
        return None if part is None or part.is_withheld else part.offset_ms
    position = timeline.position_of(entry.at_ms)
    return position if position < timeline.length_ms else None


def _vote(entry: Entry, decision: Decision | None) -> dict[str, Any] | None:
    if entry.what == "ballot":
        return dict(entry.facts)
    return ballot_facts(decision.ballot) if decision is not None and decision.ballot is not None else None


def _result(facts: dict[str, Any] | None, language: str) -> Result | None:
    if facts is None:
        return None
    rows = facts["choices"]
    all_of_them = max(1, sum(row["count"] for row in rows))
    shares = [
        Share(answer(row["code"], row["text"], language), row["count"], round(100 * row["count"] / all_of_them)) for row in rows
    ]
    return Result(shares, facts.get("quorum_at_opening"), facts.get("quorum_at_closing"), bool(facts.get("secret")))
