"""The minutes as a document to be kept: a page of HTML for whoever reads, and its PDF on the shelf."""

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone, translation

from multaqa.accounts.models import Person
from multaqa.assembly.domain import layout
from multaqa.assembly.domain.minutes_states import DRAFTS, OUT
from multaqa.assembly.domain.sentences import LANGUAGES, title
from multaqa.assembly.models import Action, Decision, Entry, EntryRevision, Minutes
from multaqa.common.digits import digits_chosen, digits_in_use
from multaqa.common.hijri import announce_day, calendar_chosen
from multaqa.common.printing import shelf
from multaqa.common.store import elsewhere, store


def folder() -> Path:
    """Where the PDFs of minutes are; it may not exist yet."""
    return store().here / "minutes"


def document(minutes: Minutes, language: str, *, among: bool) -> str:
    """The page that is drawn; `among` with what was for delegates only. The same minutes give the same page to the letter,
    whoever asks: in the digits of the language, by the clock of the sitting."""
    zone = minutes.sitting.time_zone
    with translation.override(language), timezone.override(zone), digits_chosen(""), calendar_chosen("hijri"):
        return render_to_string("assembly/minutes_print.html", _told(minutes, language, among))


def printed(minutes: Minutes, language: str, *, among: bool, first: bool = False) -> shelf.Printed:
    """How their PDF is; one that is not there is wished for, and drawn `first` when somebody waits for it."""
    page = document(minutes, language, among=among)
    name = _name(minutes, language, among, page)
    if elsewhere() is not None and store().find(path := folder() / f"{name}.pdf") is not None:
        return shelf.Printed(path, "ready")
    return shelf.want(folder(), name, page, first=first)


def content(found: shelf.Printed) -> bytes:
    """The PDF that is ready. Raises FileNotFoundError when another text has taken its place since."""
    with suppress(FileNotFoundError):
        return found.path.read_bytes()
    with store().opened(found.path) as path:
        return path.read_bytes()


def want_when_published(minutes: Minutes, by: Person | None) -> None:
    """What everybody may read is drawn before anybody asks."""
    transaction.on_commit(lambda: _want(minutes.pk), robust=True)


def look() -> None:
    """By the clock."""
    shelf.look(folder())
    carry()


def carry() -> None:
    """Where files are kept in a bucket, takes what was drawn here there; what it takes the place of goes."""
    if elsewhere() is None:
        return
    for path in folder().glob("*.pdf"):
        beginning = path.stem.rpartition("-")[0]
        older = [other for other in store().below(folder()) if other.stem.rpartition("-")[0] == beginning and other != path]
        store().keep(path)
        store().remove(*older)


def _want(pk: int) -> None:
    found = Minutes.objects.select_related("sitting__cycle__series__alliance", "sitting__room", "sitting__gathering").get(pk=pk)
    for language in LANGUAGES:
        printed(found, language, among=False)


def _name(minutes: Minutes, language: str, among: bool, page: str) -> str:
    digest = hashlib.sha256(page.encode()).hexdigest()[:20]
    return f"{minutes.sitting_id}-{language}-{'among' if among else 'all'}-{digest}"


def _told(minutes: Minutes, language: str, among: bool) -> dict[str, Any]:
    sitting, entries = minutes.sitting, _entries(minutes, among)
    decisions = Decision.objects.filter(sitting=sitting).select_related("ballot").order_by("number")
    actions = Action.objects.filter(sitting=sitting).select_related("owner", "room").order_by("due_on", "pk")
    if not among:
        decisions = decisions.exclude(item__for_delegates_only=True)
        actions = actions.exclude(decision__item__for_delegates_only=True)
    day = timezone.localtime(sitting.opened_at or sitting.starts_at)
    return {
        "minutes": minutes,
        "sitting": sitting,
        "alliance": sitting.cycle.series.alliance,
        "title": title(minutes, language),
        "language": language,
        "is_rtl": language == "ar",
        "counter": "arabic-indic" if digits_in_use(language) == "arab" else "decimal",
        "day": announce_day(day.date(), "hijri", language),
        "opened": next((entry.facts for entry in entries if entry.what == "opened"), {}),
        "attendance": layout.attendance(entries),
        "sections": layout.sections(minutes, entries, language),
        "decisions": list(decisions),
        "actions": list(actions),
        "is_draft": minutes.state in DRAFTS,
        "is_out": minutes.state in OUT,
        "corrections": _corrections(minutes, among),
    }


def _entries(minutes: Minutes, among: bool) -> Sequence[Entry]:
    """What stands in them; what was taken out of them after publication is drawn struck, for everybody to see."""
    stands = Q(removed_at=None)
    if minutes.published_at is not None:
        stands |= Q(removed_at__gt=minutes.published_at)
    rows = minutes.entries.filter(stands).select_related("item", "decision", "action__owner", "action__room")
    return list(rows if among else rows.exclude(item__for_delegates_only=True))


def _corrections(minutes: Minutes, among: bool) -> list[EntryRevision]:
    """What was changed since they were published, each with its day and its reason."""
    if minutes.published_at is None:
        return []
    rows = EntryRevision.objects.filter(entry__minutes=minutes, at__gt=minutes.published_at).exclude(why="").order_by("at", "pk")
    return list(rows if among else rows.exclude(entry__item__for_delegates_only=True))
