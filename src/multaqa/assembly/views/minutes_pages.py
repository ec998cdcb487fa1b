"""Minutes to read, in either language, with the secretary's desk and the delegates' remarks beside them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from multaqa.accounts.models import Person
from multaqa.assembly.domain import approving, layout, remarking, revisions
from multaqa.assembly.domain.minutes_states import DRAFTS, OUT, changing, may
from multaqa.assembly.domain.sentences import LANGUAGES, title
from multaqa.assembly.enums import ItemKind, MinutesState
from multaqa.assembly.minutes_rules import may_read, parts_in, sat_with_delegates
from multaqa.assembly.models import Action, Decision, Entry, EntryRevision, Minutes, MinutesComment
from multaqa.library.domain.timeline import timeline_of
from multaqa.library.rules import may_listen
from multaqa.library.views.sitting import player_of
from multaqa.rooms.views.reach import person_of

ON_A_PAGE = 30
PAUSES = (ItemKind.BREAK, ItemKind.PRAYER)


@require_safe
def minutes(request: HttpRequest, sitting: int) -> HttpResponse:
    """The minutes of a sitting; `?lang=ar|en` reads them in the other language. Whoever is asked for remarks has looked."""
    row, person = reached(request, sitting), person_of(request)
    if person is not None:
        remarking.look(row, by=person)
    return page(request, row)


@require_safe
def changed(request: HttpRequest, sitting: int) -> HttpResponse:
    """What was changed, the latest first; of published minutes everybody sees what was corrected."""
    row, person = reached(request, sitting), person_of(request)
    inside = bool(parts_in(person, row)) or sat_with_delegates(person, row)
    found = revisions.changes(row, since_publication=not inside, with_closed=sat_with_delegates(person, row))
    context = {"minutes": row, "sitting": row.sitting, "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))}
    language = (get_language() or "ar")[:2]
    return render(request, "assembly/revisions.html", context | {"title": title(row, language), "inside": inside})


def reached(request: HttpRequest, sitting: int) -> Minutes:
    """The minutes, for whoever may read them; else 404."""
    rows = Minutes.objects.select_related(
        "sitting__cycle__series__alliance", "sitting__room", "sitting__gathering__room", "approval_item__sitting__cycle"
    )
    row = get_object_or_404(rows, sitting=sitting)
    if not may_read(person_of(request), row):
        raise Http404
    return row


def page(request: HttpRequest, row: Minutes, *, status: int = 200, **more: Any) -> HttpResponse:
    """The page. A document is of one language: whoever reads it in the other has the whole page in it."""
    asked = request.GET.get("lang", "")
    language = asked if asked in LANGUAGES else (get_language() or "ar")[:2]
    with translation.override(language):
        return render(request, "assembly/minutes_read.html", _read(request, row, language) | more, status=status)


def _read(request: HttpRequest, row: Minutes, language: str) -> dict[str, Any]:
    person, sitting = person_of(request), row.sitting
    parts, among = parts_in(person, row), sat_with_delegates(person, row)
    keeps = "keeper" in parts
    entries = _entries(row, among)
    timeline, remarks = _heard(request, row), _remarks(row, among)
    shown = [entry for entry in entries if _is_shown(entry, row, keeps)]
    read = layout.sections(row, shown, language, timeline, _corrections(row), remarks)
    taken = row.comments_until is None or row.comments_until > timezone.now()
    return {
        "minutes": row,
        "sitting": sitting,
        "title": title(row, language),
        "other": "en" if language == "ar" else "ar",
        "opened": next((entry.facts for entry in entries if entry.what == "opened"), {}),
        "sections": read,
        "chapters": [section for section in read if section.item is not None],
        "attendance": layout.attendance(entries),
        "timeline": timeline,
        "player": player_of(sitting.gathering, timeline) if sitting.gathering and timeline and timeline.parts else None,
        "is_draft": row.state in DRAFTS,
        "is_out": row.state in OUT,
        "keeps": keeps,
        "edits": keeps and bool(changing(row.state)) and not approving.round_of(row).is_open,
        **_outcome(row, among),
        **_round(row, keeps, person if may(parts, "answer") else None),
        "may_remark": may(parts, "remark") and row.state == MinutesState.SENT_FOR_COMMENTS and taken,
        "remarks": [one for some in remarks.values() for one in some],
        "general": remarks.get(0, []),
        "unsettled": sum(one.settled_at is None for some in remarks.values() for one in some),
    }


def _entries(row: Minutes, among: bool) -> Sequence[Entry]:
    rows = row.entries.select_related("item", "decision", "action__owner", "action__room")
    return list(rows if among else rows.exclude(item__for_delegates_only=True))


def _is_shown(entry: Entry, row: Minutes, keeps: bool) -> bool:
    """What was taken out is seen by whoever keeps them; what was taken out of published minutes by everybody, struck. How long
    an item took stands under its heading, unless somebody wrote it in other words."""
    if entry.what == "item_spent" and entry.facts["kind"] not in PAUSES and not (entry.text_ar or entry.text_en):
        return False
    return keeps or entry.removed_at is None or (row.published_at is not None and entry.removed_at > row.published_at)


def _heard(request: HttpRequest, row: Minutes) -> Any:
    gathering = row.sitting.gathering
    return timeline_of(gathering) if gathering and may_listen(person_of(request), gathering) else None


def _corrections(row: Minutes) -> dict[int, EntryRevision]:
    """The last correction of each entry since they were published."""
    if row.published_at is None:
        return {}
    since = EntryRevision.objects.filter(entry__minutes=row, at__gt=row.published_at).order_by("pk")
    return {each.entry_id: each for each in since}


def _outcome(row: Minutes, among: bool) -> dict[str, Any]:
    sitting = row.sitting
    decisions = Decision.objects.filter(sitting=sitting).order_by("number")
    actions = Action.objects.filter(sitting=sitting).select_related("owner", "room").order_by("due_on", "pk")
    if not among:
        decisions = decisions.exclude(item__for_delegates_only=True)
        actions = actions.exclude(decision__item__for_delegates_only=True)
    return {
        "decisions": decisions,
        "without_vote": sum(each.ballot_id is None for each in decisions),
        "actions": actions,
        "nearest": next((each.due_on for each in actions if each.due_on), None),
        "carried": [one for one in layout.carried(sitting) if among or not one.item.for_delegates_only],
    }


def _round(row: Minutes, keeps: bool, speaks: Person | None) -> dict[str, Any]:
    """The written round; `speaks` is whoever answers for a room."""
    sent = row.state == MinutesState.SENT_FOR_COMMENTS
    stands = approving.round_of(row) if row.round else None
    return {
        "round": stands,
        "may_answer": speaks is not None and sent and stands is not None and stands.is_open,
        "answered": approving.answered(row, speaks) if speaks is not None and stands is not None else None,
        "taken_up": approving.taken_up(row) if keeps and sent else None,
        "comes": approving.next_preparatory(row) if keeps and row.state in DRAFTS else None,
        "asked": remarking.asked(row) if keeps and sent else [],
        "next_week": timezone.localdate() + dt.timedelta(days=7),
    }


def _remarks(row: Minutes, among: bool) -> dict[int, list[MinutesComment]]:
    """By entry; under 0 those on the whole."""
    of_entries: dict[int, list[MinutesComment]] = defaultdict(list)
    if among:
        for each in row.comments.select_related("person", "room", "settled_by").order_by("pk"):
            of_entries[each.entry_id or 0].append(each)
    return dict(of_entries)
