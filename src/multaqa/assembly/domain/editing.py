"""The secretary's hand in drafted minutes: entries reworded, added, moved, taken out. What was before is always kept, and after
publication each change is a correction that everybody sees."""

from django.db import transaction
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.assembly.domain.hooks import tell_published
from multaqa.assembly.domain.minutes_deed import done, for_change
from multaqa.assembly.domain.minutes_states import changing
from multaqa.assembly.domain.sentences import drafted
from multaqa.assembly.enums import Change, EntryKind
from multaqa.assembly.models import Entry, EntryRevision, Minutes
from multaqa.common.digits import latin_digits
from multaqa.common.refusal import Refused

LONGEST = 6000
STEP = 10


@transaction.atomic
def reword(entry: Entry, *, text_ar: str, text_en: str, why: str = "", by: Person) -> Entry:
    """The secretary's words in place of the drafted ones, each language for itself: a text that says what the draft says, or
    nothing, leaves that language to the draft. Raises Refused: not_allowed, minutes_approved, round_open, why_needed,
    empty."""
    minutes = for_change(entry.minutes, why, by)
    row = _row(entry)
    words = _own_words(row, text_ar, "ar"), _own_words(row, text_en, "en")
    if not row.what and not any(words):
        raise Refused("empty")
    if words == (row.text_ar, row.text_en):
        return row
    _keep(row, Change.REWORDED, why, by)
    row.text_ar, row.text_en = words
    row.save(update_fields=["text_ar", "text_en"])
    _changed(minutes, why, by)
    return row


def _own_words(row: Entry, text: str, language: str) -> str:
    text = "\n".join(text.strip().splitlines())[:LONGEST]
    return "" if row.what and latin_digits(text) == latin_digits(drafted(row, language)) else text


@transaction.atomic
def take_out(entry: Entry, *, back: bool = False, why: str = "", by: Person) -> Entry:
    """Takes an entry out of the minutes, or (`back`) puts it back; it is kept. Twice is once. Raises Refused: not_allowed,
    minutes_approved, round_open, why_needed."""
    minutes = for_change(entry.minutes, why, by)
    row = _row(entry)
    if (row.removed_at is None) == back:
        return row
    _keep(row, Change.BACK if back else Change.REMOVED, why, by)
    row.removed_at = None if back else timezone.now()
    row.save(update_fields=["removed_at"])
    _changed(minutes, why, by)
    return row


@transaction.atomic
def add(minutes: Minutes, *, after: Entry | None, text_ar: str, text_en: str = "", why: str = "", by: Person) -> Entry:
    """A note of the secretary's own after an entry, or before everything. Raises Refused: not_allowed, minutes_approved,
    round_open, why_needed, empty."""
    minutes = for_change(minutes, why, by)
    if not (text_ar.strip() or text_en.strip()):
        raise Refused("empty")
    rows = list(minutes.entries.all())
    at = next((n for n, row in enumerate(rows, start=1) if after is not None and row.pk == after.pk), 0)
    made = Entry.objects.create(
        minutes=minutes,
        item=after.item if after else None,
        position=0,
        kind=EntryKind.NOTE,
        text_ar=text_ar.strip()[:LONGEST],
        text_en=text_en.strip()[:LONGEST],
        at_ms=after.at_ms if after else 0,
    )
    _number([*rows[:at], made, *rows[at:]])
    EntryRevision.objects.create(entry=made, deed=Change.ADDED, by=by, why=why.strip()[:300])
    _changed(minutes, why, by)
    return made


@transaction.atomic
def move(entry: Entry, step: str, *, why: str = "", by: Person) -> Entry:
    """One step `up` or `down`. At the edge of its item the entry goes over to the item next to it; what is for delegates only
    stays among its own. At the end of its way it stays where it is. Raises Refused: not_allowed, minutes_approved, round_open,
    why_needed."""
    minutes = for_change(entry.minutes, why, by)
    rows = list(minutes.entries.select_related("item"))
    at = [row.pk for row in rows].index(entry.pk)
    beside = at + (-1 if step == "up" else 1)
    if step not in ("up", "down") or not 0 <= beside < len(rows) or _is_closed(rows[at]) != _is_closed(rows[beside]):
        return rows[at]
    row, other = rows[at], rows[beside]
    _keep(row, Change.MOVED, why, by)
    if row.item_id != other.item_id:
        row.item = other.item
        row.save(update_fields=["item"])
    else:
        rows[at], rows[beside] = other, row
        _number(rows)
    _changed(minutes, why, by)
    return row


def _is_closed(row: Entry) -> bool:
    return row.item is not None and row.item.for_delegates_only


def _row(entry: Entry) -> Entry:
    return Entry.objects.select_for_update(of=("self",), no_key=True).get(pk=entry.pk)


def _number(rows: list[Entry]) -> None:
    for position, row in enumerate(rows, start=1):
        row.position = position * STEP
    Entry.objects.bulk_update(rows, ["position"])


def _keep(row: Entry, deed: Change, why: str, by: Person) -> None:
    EntryRevision.objects.create(
        entry=row,
        text_ar=row.text_ar,
        text_en=row.text_en,
        removed=row.removed_at is not None,
        deed=deed,
        position=row.position,
        item_id=row.item_id,
        by=by,
        why=why.strip()[:300],
    )


def _changed(minutes: Minutes, why: str, by: Person) -> None:
    deed = changing(minutes.state)
    if deed != "correct":
        done(minutes, deed)
        return
    minutes.version, minutes.correction_note = minutes.version + 1, why.strip()[:300]
    done(minutes, deed, "version", "correction_note")
    tell_published(minutes, by)
