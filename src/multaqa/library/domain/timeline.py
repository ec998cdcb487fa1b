"""The recordings of a gathering as one: turns one after the other, without the pauses between them, and its chapters.

A position is in ms from the beginning of the whole; a moment is wall time in wire ms."""

from bisect import bisect_right
from dataclasses import dataclass
from hashlib import blake2b

from multaqa.library.models import Mark, Recording
from multaqa.rooms.models import Gathering

WITHHELD_MS = 2000  # how long a withheld part is silent, so that its place is noticed


@dataclass(frozen=True)
class Part:
    """A recording in its place. `starts_ms` is a moment, `offset_ms` a position."""

    recording: Recording
    offset_ms: int
    length_ms: int

    @property
    def is_withheld(self) -> bool:
        """Whether silence stands in its place."""
        return self.recording.withheld_at is not None


@dataclass(frozen=True)
class Chapter:
    """Where something with a name begins, as a position."""

    mark: Mark
    position_ms: int


@dataclass(frozen=True)
class Timeline:
    """The whole. `digest` changes with whatever would change a file made of it."""

    parts: tuple[Part, ...]
    chapters: tuple[Chapter, ...]
    length_ms: int
    digest: str

    def position_of(self, moment_ms: int) -> int:
        """The position of a moment; between two recordings the beginning of the later, after the last the very end."""
        return _position(self.parts, self.length_ms, moment_ms)

    def part_at(self, position_ms: int) -> Part | None:
        """The part that is heard at a position."""
        at = bisect_right([part.offset_ms for part in self.parts], position_ms) - 1
        return self.parts[at] if at >= 0 else None


def timeline_of(gathering: Gathering) -> Timeline:
    """All that was kept of a gathering, in order."""
    kept = Recording.objects.filter(gathering=gathering, state=Recording.State.KEPT)
    rows = kept.select_related("turn", "turn__for_room").order_by("starts_ms", "pk")
    parts: list[Part] = []
    end = 0
    for row in rows:
        length = row.length_ms if row.withheld_at is None else WITHHELD_MS
        parts.append(Part(row, end, length))
        end += length
    marks = tuple(Mark.objects.filter(gathering=gathering).order_by("at_ms", "pk"))
    chapters = tuple(Chapter(mark, _position(tuple(parts), end, mark.at_ms)) for mark in marks)
    return Timeline(tuple(parts), chapters, end, _digest(parts, marks))


def _position(parts: tuple[Part, ...], end: int, moment_ms: int) -> int:
    for part in parts:
        into = moment_ms - part.recording.starts_ms
        if into < part.recording.length_ms:
            return part.offset_ms + min(max(0, into), part.length_ms)
    return end


def _digest(parts: list[Part], marks: tuple[Mark, ...]) -> str:
    facts = [(part.recording.pk, part.length_ms, part.is_withheld) for part in parts]
    names = [(mark.at_ms, mark.number, mark.title) for mark in marks]
    return blake2b(repr((facts, names)).encode(), digest_size=6).hexdigest()
