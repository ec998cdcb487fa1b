"""Planning the next month, and changing one that is planned."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from multaqa.accounts.refusals import sentence
from multaqa.alliance.domain.queries import member_rooms
from multaqa.alliance.models import Series
from multaqa.alliance.rules import is_coordinator
from multaqa.assembly.domain import cycles
from multaqa.assembly.domain.hosting import suggested_host
from multaqa.assembly.forms import CallForm, ExtraordinaryForm, HostForm, PlanForm, PostponeForm, TopicForm, WhyForm
from multaqa.assembly.models import Cycle, HostTurn
from multaqa.assembly.rules import offices_of
from multaqa.assembly.views.cycle import found
from multaqa.common.refusal import Refused
from multaqa.rooms.views.reach import doer

DEEDS: dict[str, Callable[..., object]] = {
    "topic": cycles.set_topic,
    "call": cycles.set_call,
    "host": cycles.set_host,
    "postpone": cycles.postpone,
    "cancel": cycles.cancel,
    "extraordinary": cycles.call_extraordinary,
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, series: int) -> HttpResponse:
    """Shows the next day of the rule and who would host, and plans the month."""
    row = get_object_or_404(Series.objects.select_related("alliance"), pk=series)
    if not is_coordinator(doer(request), row.alliance):
        raise PermissionDenied
    form = PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = cycles.plan_cycle(row, **form.cleaned_data, by=doer(request))
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("The month is planned. Its dates are in the calendars."))
            return redirect("assembly:cycle", made.pk)
    context = {
        "series": row,
        "alliance": row.alliance,
        "form": form,
        "next": cycles.next_occasion(row),
        "host": suggested_host(row),
    }
    return render(request, "assembly/plan.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def planning(request: HttpRequest, cycle: int) -> HttpResponse:
    """Topic, host, dates; POST does the deed named by its button."""
    row = found(cycle)
    if not offices_of(doer(request), row.series.alliance):
        raise PermissionDenied
    if request.method != "POST":
        return _page(request, row, _forms(row))
    name = request.POST.get("deed", "")
    if name not in DEEDS:
        raise Http404
    drawn = _forms(row, name, request)
    form = drawn[name]
    if form.is_valid():
        said: dict[str, Any] = dict(form.cleaned_data)
        room = (said.pop("room"),) if "room" in said else ()
        try:
            DEEDS[name](row, *room, **said, by=doer(request))
        except Refused as refused:
            form.add_error(None, sentence(refused))
        else:
            messages.success(request, _("Done. Everybody sees it on the page of the month."))
            return redirect("assembly:cycle", row.pk)
    return _page(request, row, drawn, status=422)


def _forms(cycle: Cycle, tried: str = "", request: HttpRequest | None = None) -> dict[str, forms.Form]:
    def data(name: str) -> Any:
        return request.POST if request is not None and name == tried else None

    return {
        "topic": TopicForm(data("topic"), initial={"topic": cycle.topic, "note": cycle.topic_note}, prefix=None),
        "call": CallForm(data("call"), initial=_call_now(cycle), auto_id="call_%s"),
        "host": HostForm(data("host"), rooms=member_rooms(cycle.series.alliance), auto_id="host_%s"),
        "postpone": PostponeForm(data("postpone"), auto_id="postpone_%s"),
        "extraordinary": ExtraordinaryForm(data("extraordinary"), auto_id="extra_%s"),
        "cancel": WhyForm(data("cancel"), auto_id="cancel_%s"),
    }


def _call_now(cycle: Cycle) -> dict[str, Any]:
    call, zone = cycle.call, ZoneInfo(cycle.series.time_zone)
    if call is None:
        return {}
    days = {"closes_on": call.closes_at, "papers_on": call.papers_until}
    return {"text": call.text} | {name: f"{moment.astimezone(zone):%Y-%m-%d}" for name, moment in days.items()}


def _page(request: HttpRequest, cycle: Cycle, drawn: dict[str, forms.Form], status: int = 200) -> HttpResponse:
    labels = {
        "topic": (_("Topic"), _("Save the topic")),
        "call": (_("The open call"), _("Save the call")),
        "host": (_("Host room"), _("Change the host room")),
        "postpone": (_("Another day"), _("Postpone")),
        "extraordinary": (_("Extraordinary meeting"), _("Call the meeting")),
        "cancel": (_("Call the month off"), _("Call off")),
    }
    turns = HostTurn.objects.filter(cycle=cycle).select_related("room", "by").order_by("pk")
    context = {
        "cycle": cycle,
        "alliance": cycle.series.alliance,
        "sections": [(name, *labels[name], form) for name, form in drawn.items()],
        "turns": turns,
    }
    return render(request, "assembly/planning.html", context, status=status)
