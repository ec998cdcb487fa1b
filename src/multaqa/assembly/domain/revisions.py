"""What was changed in minutes: by whom, when, why, and which words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from multaqa.assembly.domain.sentences import LANGUAGES, drafted
from multaqa.assembly.enums import Change
from multaqa.assembly.models import Entry, EntryRevision, Minutes

_WORDS = re.compile(r"\S+\s*")


class Piece(NamedTuple):
    """Some words that stayed, came, or went."""

    how: Literal["same", "in", "out"]
    text: str


@dataclass(frozen=True)
class Changed:
    """One change. `wording` are the languages whose words changed, with the pieces of both versions in reading order."""

    revision: EntryRevision
    entry: Entry
    wording: list[tuple[str, list[Piece]]]

    @property
    def is_moved_over(self) -> bool:
        """Whether the entry left the item it stood under."""
        return self.revision.deed == Change.MOVED and self.revision.item_id != self.entry.item_id


def changes(minutes: Minutes, *, since_publication: bool = False, with_closed: bool = True) -> list[Changed]:
    """Every change, the latest first. A revision keeps what was before: what came of it is in the next one of the entry, or in
    the entry itself."""
    rows = EntryRevision.objects.filter(entry__minutes=minutes).select_related("entry__item", "item", "by").order_by("pk")
    if not with_closed:
        rows = rows.exclude(entry__item__for_delegates_only=True).exclude(item__for_delegates_only=True)
    of_entries: dict[int, list[EntryRevision]] = {}
    for row in rows:
        of_entries.setdefault(row.entry_id, []).append(row)
    found = [each for own in of_entries.values() for each in _of_entry(own)]
    if since_publication:
        found = [each for each in found if minutes.published_at is not None and each.revision.at > minutes.published_at]
    return sorted(found, key=lambda each: -each.revision.pk)


def word_diff(before: str, after: str) -> list[Piece]:
    """The words of two versions: in Arabic too a word is what stands between spaces, so that a changed letter shows the whole
    word and never a torn one."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    pieces: list[Piece] = []
    for how, a, b, c, d in SequenceMatcher(a=_bare(old), b=_bare(new), autojunk=False).get_opcodes():
        if how == "equal":
            pieces.append(Piece("same", "".join(new[c:d])))
            continue
        pieces += [Piece("out", "".join(old[a:b]))] if b > a else []
        pieces += [Piece("in", "".join(new[c:d]))] if d > c else []
    return pieces


def _bare(words: Iterable[str]) -> list[str]:
    return [word.strip() for word in words]


def _of_entry(rows: Sequence[EntryRevision]) -> Iterable[Changed]:
    for at, row in enumerate(rows):
        following: EntryRevision | Entry = rows[at + 1] if at + 1 < len(rows) else row.entry
        yield Changed(row, row.entry, _wording(row, following))


def _wording(row: EntryRevision, following: EntryRevision | Entry) -> list[tuple[str, list[Piece]]]:
    wording = [(code, _said(row.entry, row, code), _said(row.entry, following, code)) for code in LANGUAGES]
    if row.deed == Change.ADDED:
        return [(code, [Piece("in", after)]) for code, _, after in wording if after]
    if row.deed in (Change.REMOVED, Change.BACK):
        how: Literal["in", "out"] = "out" if row.deed == Change.REMOVED else "in"
        return [(code, [Piece(how, before)]) for code, before, _ in wording if before]
    return [(code, word_diff(before, after)) for code, before, after in wording if before != after]


def _said(entry: Entry, row: EntryRevision | Entry, language: str) -> str:
    written = row.text_ar if language == "ar" else row.text_en
    return written or drafted(entry, language)
