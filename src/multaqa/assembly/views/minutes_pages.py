"""Minutes to read, in either language; the secretary's desk beside them; the register of decisions; actions."""

import datetime as dt
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from multaqa.accounts.refusals import sentence as refusal_sentence
from multaqa.assembly.domain import minute_deeds
from multaqa.assembly.domain.sentences import sentence, title
from multaqa.assembly.enums import ActionState, MinutesState
from multaqa.assembly.models import Action, Decision, Entry, Minutes, MinutesComment
from multaqa.common.refusal import Refused
from multaqa.library.models import Recording
from multaqa.rooms.views.reach import doer, done, person_of

ON_A_PAGE = 30


@require_safe
def minutes(request: HttpRequest, sitting: int) -> HttpResponse:
    """The minutes of a sitting; `?lang=ar|en` reads them in the other language."""
    return _page(request, _minutes(request, sitting))


def _minutes(request: HttpRequest, sitting: int) -> Minutes:
    rows = Minutes.objects.select_related("sitting__cycle__series__alliance", "sitting__room", "sitting__gathering")
    row = get_object_or_404(rows, sitting=sitting)
    if not minute_deeds.may_read(person_of(request), row):
        raise Http404
    return row


def _page(request: HttpRequest, row: Minutes, *, status: int = 200, **more: Any) -> HttpResponse:
    asked = request.GET.get("lang", "")
    language = asked if asked in ("ar", "en") else (get_language() or "ar")[:2]
    keeps = minute_deeds.keeps(person_of(request), row)
    entries = row.entries.select_related("item", "decision", "action__owner", "action__room")
    if not minute_deeds.sat_with_delegates(person_of(request), row):
        entries = entries.exclude(item__for_delegates_only=True)
    shown = [_shown(entry, language) for entry in entries if keeps or entry.removed_at is None]
    context = {
        "minutes": row,
        "sitting": row.sitting,
        "title": title(row, language),
        "language": language,
        "other": "en" if language == "ar" else "ar",
        "sections": [(item, list(some)) for item, some in groupby(shown, key=lambda one: one["entry"].item)],
        "keeps": keeps,
        "decisions": Decision.objects.filter(sitting=row.sitting).order_by("number"),
        "actions": Action.objects.filter(sitting=row.sitting).select_related("owner", "room"),
        "comments": row.comments.select_related("person", "room", "entry").order_by("pk"),
        "may_remark": person_of(request) is not None and row.state == MinutesState.SENT_FOR_COMMENTS,
        "heard": Recording.objects.filter(gathering=row.sitting.gathering).exists(),
        "is_draft": row.state in minute_deeds.DRAFTS,
        "tomorrow": timezone.localdate() + dt.timedelta(days=7),
        **more,
    }
    return render(request, "assembly/minutes_read.html", context, status=status)


def _shown(entry: Entry, language: str) -> dict[str, Any]:
    return {"entry": entry, "text": sentence(entry, language), "ar": sentence(entry, "ar"), "en": sentence(entry, "en")}


@login_required
@require_POST
def deed(request: HttpRequest, sitting: int, deed: str) -> HttpResponse:
    """A deed on the minutes as a whole; what was typed stays when it is refused."""
    row, by, said = _minutes(request, sitting), doer(request), request.POST
    try:
        match deed:
            case "send":
                minute_deeds.send_for_remarks(row, until=_day(said.get("until", "")), by=by)
            case "approve":
                minute_deeds.approve(row, by=by)
            case "publish":
                minute_deeds.publish(row, by=by)
            case "remark":
                entry = row.entries.filter(pk=_number(said.get("entry", ""))).first()
                minute_deeds.remark(row, said.get("text", ""), entry=entry, by=by)
            case "add":
                after = row.entries.filter(pk=_number(said.get("after", ""))).first()
                words = {"text_ar": said.get("text_ar", ""), "text_en": said.get("text_en", ""), "why": said.get("why", "")}
                minute_deeds.add(row, after=after, by=by, **words)
            case _:
                raise Http404
    except Refused as refused:
        return _page(request, row, status=422, refusal=refusal_sentence(refused), typed=said.get("text", ""))
    messages.success(request, _("Kept."))
    return redirect("assembly:minutes", sitting)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise Refused("date_past") from error


@login_required
@require_POST
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """Rewords an entry, takes it out or puts it back."""
    row = get_object_or_404(Entry.objects.select_related("minutes__sitting"), pk=pk)
    by, said = doer(request), request.POST
    why = said.get("why", "")
    words = {"text_ar": said.get("text_ar", ""), "text_en": said.get("text_en", "")}
    if "out" in said or "back" in said:
        done(request, lambda: minute_deeds.take_out(row, back="back" in said, why=why, by=by), _("Kept."))
    else:
        done(request, lambda: minute_deeds.reword(row, **words, why=why, by=by), _("Kept."))
    return redirect(f"/months/minutes/{row.minutes.sitting_id}/#e{row.pk}")


@login_required
@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Says what came of a remark."""
    row = get_object_or_404(MinutesComment.objects.select_related("minutes"), pk=pk)
    done(request, lambda: minute_deeds.settle(row, request.POST.get("how", ""), by=doer(request)), _("Kept."))
    return redirect("assembly:minutes", row.minutes.sitting_id)


@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """The register, newest first, searched by `?q=`."""
    words = request.GET.get("q", "")[:80]
    rows = Decision.objects.select_related("sitting__cycle__series__alliance").order_by("-decided_at", "-pk")
    out = rows.filter(sitting__minutes__state__in=minute_deeds.OUT).exclude(item__for_delegates_only=True)
    found = out.filter(text__icontains=words) if words else out
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "assembly/decisions.html", {"page": page, "words": words})


@login_required
@require_safe
def actions(request: HttpRequest) -> HttpResponse:
    """What I and my rooms have taken upon ourselves; `?all=1` what everybody has."""
    person = doer(request)
    mine = Q(owner=person) | Q(room__memberships__person=person, room__memberships__until=None)
    rows = Action.objects.select_related("series__alliance", "owner", "room", "decision").order_by("state", "due_on", "pk")
    everything = request.GET.get("all") == "1"
    shared = mine | Q(sitting__minutes__state__in=minute_deeds.OUT)
    page = Paginator(rows.filter(shared if everything else mine).distinct(), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "everything": everything, "today": timezone.localdate(), "states": ActionState.choices}
    return render(request, "assembly/actions.html", context)


@login_required
@require_POST
def carry_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Says how an action stands."""
    row = get_object_or_404(Action, pk=pk)
    state, note = request.POST.get("state", ""), request.POST.get("note", "")
    done(request, lambda: minute_deeds.carry_on(row, state, note=note, by=doer(request)), _("Kept."))
    return redirect("assembly:actions")
