"""The registers: what was decided, and what was taken on."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from multaqa.alliance.models import Series
from multaqa.assembly.domain import actions as promises
from multaqa.assembly.domain.registering import decisions_found
from multaqa.assembly.models import Action
from multaqa.rooms.models import Room
from multaqa.rooms.views.reach import doer, done, person_of

ON_A_PAGE = 30


@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """The register, newest first; `?q=` searches it in any spelling, `?series=` keeps to one series."""
    words, asked = request.GET.get("q", "")[:80], _number(request.GET.get("series", ""))
    series = Series.objects.filter(pk=asked).select_related("alliance").first() if asked else None
    page = Paginator(decisions_found(words, series), ON_A_PAGE).get_page(request.GET.get("page"))
    every = Series.objects.filter(cycles__sittings__decisions__isnull=False).distinct().select_related("alliance").order_by("pk")
    return render(
        request,
        "assembly/decisions.html",
        {"page": page, "words": words, "series": series, "every": every, "kept": _kept(request)},
    )


@require_safe
def actions(request: HttpRequest) -> HttpResponse:
    """What I and my rooms have taken on; `?all=1` what everybody has, `?series=` and `?room=` what one of them has."""
    person, today = person_of(request), timezone.localdate()
    series, room = _number(request.GET.get("series", "")), request.GET.get("room", "")
    everything = person is None or request.GET.get("all") == "1" or bool(series or room)
    rows = promises.in_order(Action.objects.filter(_readable(request)))
    if not everything and person is not None:
        rows = promises.actions_of(person)
    rows = rows.filter(series=series) if series else rows
    rows = rows.filter(room__slug=room) if room else rows
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    own = set(promises.in_hand(person).values_list("pk", flat=True)) if person is not None else set()
    chosen = Room.objects.filter(slug=room).first() if room else None
    context = {"page": page, "everything": everything, "today": today, "own": own, "room": chosen, "kept": _kept(request)}
    return render(request, "assembly/actions.html", context)


def _readable(request: HttpRequest) -> Q:
    person = person_of(request)
    if person is None:
        return promises.shown_to_all()
    mine = Q(pk__in=promises.actions_of(person).values("pk")) | Q(pk__in=promises.in_hand(person).values("pk"))
    return promises.shown_to_all() | mine


@login_required
@require_POST
def carry_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Says how an action stands."""
    row = get_object_or_404(Action, pk=pk)
    state, note = request.POST.get("state", ""), request.POST.get("note", "")
    done(request, lambda: promises.carry_on(row, state, note=note, by=doer(request)), _("Kept."))
    return redirect("assembly:actions")


def _kept(request: HttpRequest) -> str:
    """What was asked for, so that the next page is of the same."""
    asked = request.GET.copy()
    asked.pop("page", None)
    return f"{asked.urlencode()}&" if asked else ""


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
