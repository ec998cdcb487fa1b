"""The page of a month, and the archive of months."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from multaqa.accounts.refusals import sentence
from multaqa.alliance.domain.series import month_starts
from multaqa.alliance.enums import MandateState
from multaqa.alliance.models import Series
from multaqa.assembly.domain import cycles
from multaqa.assembly.domain.delegations import SHOWN, WORDS_LENGTH, Wish, rooms_shown
from multaqa.assembly.domain.month import TOP, Month, read_month
from multaqa.assembly.domain.owed import next_step, owed
from multaqa.assembly.domain.progress import stages
from multaqa.assembly.domain.registering import published
from multaqa.assembly.domain.showcase import said_when
from multaqa.assembly.enums import InvitationState
from multaqa.assembly.models import Cycle, Decision
from multaqa.assembly.rules import mandate_in, offices_of
from multaqa.common.prepared import prepared
from multaqa.common.refusal import Refused
from multaqa.rooms.views.reach import doer, person_of

A_PAGE = 20
DEEDS = {
    "open_call": cycles.open_call,
    "close_call": cycles.close_call,
    "publish_programme": cycles.publish_programme,
    "archive": cycles.archive,
}
COMING = (InvitationState.ACCEPTED, InvitationState.SOUND_CHECKED, InvitationState.SPOKE, InvitationState.THANKED)


@require_safe
def cycle(request: HttpRequest, cycle: int) -> HttpResponse:
    """Everybody sees its public face; offices see what is missing, and delegates what is wanted of them."""
    row = found(cycle)
    month, person = read_month(row), person_of(request)
    offices, mandate = offices_of(person, row.series.alliance), mandate_in(person, row)
    speaks = "coordinator" in offices or (mandate is not None and mandate.state == MandateState.ACTIVE)
    starts, wish = month_starts(row.series.alliance), _wish(request, inside=bool(offices))
    rooms, page = rooms_shown(row, month.sent, wish, person, missing_first="coordinator" in offices)
    return render(
        request,
        "assembly/cycle.html",
        {
            "cycle": row,
            "alliance": row.series.alliance,
            "month": month,
            "decisions": _decisions(row, inside=bool(offices or mandate)),
            "stages": stages(month),
            "meetings": [(sitting, said_when(sitting, starts=starts)) for sitting in month.coming[:2]],
            "debts": owed(month) if offices else [],
            "offices": offices,
            "coordinates": "coordinator" in offices,
            "step": next_step(month, person),
            "mandate": mandate,
            "hands_in": speaks and row.call is not None and row.call.takes_papers,
            "top": month.brought[:TOP],
            "rooms": rooms,
            "page": page,
            "wish": wish,
            "guests": _guests(month, offices),
        },
    )


def _wish(request: HttpRequest, *, inside: bool) -> Wish:
    """Who was asked and has not answered is known inside alone."""
    show = request.GET.get("show", "")
    words = request.GET.get("q", "").strip()[:WORDS_LENGTH]
    known = show in SHOWN and (inside or show != "asked")
    return Wish(words, show if known else "", request.GET.get("page", "1"), inside)


def _decisions(row: Cycle, *, inside: bool) -> list[Decision]:
    """Delegates know what was decided; everybody else reads it once the minutes are out."""
    rows = Decision.objects.all() if inside else published().select_related(None)
    return list(rows.filter(sitting__cycle=row).order_by("number"))


def found(pk: int) -> Cycle:
    """The month of an address, or 404."""
    for cycle in _cycles(pk):
        return cycle
    raise Http404


@prepared
def _cycles(pk: int) -> "QuerySet[Cycle, Cycle]":
    return Cycle.objects.select_related("series__alliance", "call", "host_room").filter(pk=pk)


def _guests(month: Month, offices: frozenset[str]) -> list[object]:
    """Guests who are coming; those still waited for are for the offices alone."""
    hidden = (InvitationState.DRAFTED, InvitationState.APOLOGISED)
    return [row for row in month.invitations if row.state in COMING or (offices and row.state not in hidden)]


@login_required
@require_POST
def deed(request: HttpRequest, cycle: int, deed: str) -> HttpResponse:
    """Leads the month a step on."""
    if deed not in DEEDS:
        raise Http404
    try:
        DEEDS[deed](found(cycle), by=doer(request))
    except Refused as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, _("Done. Everybody sees it on this page."))
    return redirect("assembly:cycle", cycle)


@require_safe
def archive(request: HttpRequest, series: int) -> HttpResponse:
    """The months of a series, the latest first."""
    row = get_object_or_404(Series.objects.select_related("alliance"), pk=series)
    rows = Cycle.objects.filter(series=row).select_related("host_room").order_by("-date", "-pk")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "assembly/archive.html", {"series": row, "alliance": row.alliance, "page": page})
