"""What is done to minutes: on their page, by the secretary and by the delegates."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from multaqa.accounts.models import Person
from multaqa.accounts.refusals import sentence
from multaqa.assembly.domain import approving, editing, remarking
from multaqa.assembly.models import Entry, Minutes, MinutesComment
from multaqa.assembly.views.minutes_pages import page, reached
from multaqa.common.refusal import Refused
from multaqa.rooms.views.reach import doer, done

Said = Any
Deed = Callable[[Minutes, Said, Person], Any]

DEEDS: dict[str, Deed] = {
    "send": lambda row, said, by: remarking.send_for_remarks(row, until=_day(said), by=by),
    "open_round": lambda row, said, by: approving.open_round(row, until=_day(said), by=by),
    "end_round": lambda row, said, by: approving.end_round(row, by=by),
    "answer": lambda row, said, by: approving.answer(row, approves="yes" in said, why=said.get("why", ""), by=by),
    "approve": lambda row, said, by: approving.approve(row, by=by),
    "publish": lambda row, said, by: approving.publish(row, by=by),
    "remark": lambda row, said, by: remarking.remark(row, said.get("text", ""), entry=_entry(row, said.get("entry")), by=by),
    "add": lambda row, said, by: editing.add(row, after=_entry(row, said.get("after")), by=by, **_words(said)),
}


@login_required
@require_POST
def deed(request: HttpRequest, sitting: int, deed: str) -> HttpResponse:
    """A deed on the minutes as a whole; what was typed stays when it is refused."""
    row, by, said = reached(request, sitting), doer(request), request.POST
    if deed not in DEEDS:
        raise Http404
    try:
        DEEDS[deed](row, said, by)
    except Refused as refused:
        row.refresh_from_db()
        typed = {"deed": deed, "at": said.get("entry") or said.get("after") or "", **_words(said), "text": said.get("text", "")}
        return page(request, row, status=422, refusal=sentence(refused), typed=typed)
    messages.success(request, _("Kept."))
    return redirect(_back(row, said.get("entry") or said.get("after")))


@login_required
@require_POST
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """Rewords an entry, moves it, takes it out or puts it back. A wording that is refused stays in its field."""
    row = get_object_or_404(Entry.objects.select_related("minutes__sitting"), pk=pk)
    reached(request, row.minutes.sitting_id)
    by, said = doer(request), request.POST
    why = said.get("why", "")
    if "step" in said:
        done(request, lambda: editing.move(row, said["step"], why=why, by=by), _("Moved."))
    elif "out" in said or "back" in said:
        done(request, lambda: editing.take_out(row, back="back" in said, why=why, by=by), _("Kept."))
    else:
        try:
            editing.reword(row, by=by, **_words(said))
        except Refused as refused:
            typed = {"deed": "reword", "at": str(row.pk), **_words(said)}
            return page(request, row.minutes, status=422, refusal=sentence(refused), typed=typed)
        messages.success(request, _("Kept."))
    return redirect(_back(row.minutes, str(row.pk)))


@login_required
@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Answers a remark and closes it."""
    row = get_object_or_404(MinutesComment.objects.select_related("minutes__sitting"), pk=pk)
    reached(request, row.minutes.sitting_id)
    done(request, lambda: remarking.settle(row, request.POST.get("how", ""), by=doer(request)), _("Kept."))
    return redirect(f"{reverse('assembly:minutes', args=[row.minutes.sitting_id])}#r{row.pk}")


def _back(row: Minutes, entry: str | None) -> str:
    url = reverse("assembly:minutes", args=[row.sitting_id])
    return f"{url}#e{entry}" if entry and entry.isascii() and entry.isdigit() else url


def _words(said: Said) -> dict[str, str]:
    return {"text_ar": said.get("text_ar", ""), "text_en": said.get("text_en", ""), "why": said.get("why", "")}


def _entry(row: Minutes, pk: str | None) -> Entry | None:
    known = pk and pk.isascii() and pk.isdigit() and len(pk) < 18
    return row.entries.select_related("item").filter(pk=int(pk)).first() if pk and known else None


def _day(said: Said) -> dt.date:
    try:
        return dt.date.fromisoformat(said.get("until", ""))
    except ValueError as error:
        raise Refused("date_past") from error
