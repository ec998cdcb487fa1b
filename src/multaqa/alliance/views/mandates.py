"""Who speaks for the rooms: what waits for a yes, each room's delegates with their history, and who has none yet."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from multaqa.accounts.forms import refused_name
from multaqa.accounts.models import Person
from multaqa.alliance.domain import mandates as deeds
from multaqa.alliance.domain.queries import member_rooms, owned_member_rooms, waiting_for
from multaqa.alliance.enums import MandateState, Office
from multaqa.alliance.forms import ProposeForm, WordForm
from multaqa.alliance.models import Alliance, Mandate, Series
from multaqa.alliance.people import members_of
from multaqa.alliance.rules import belongs, holds, is_coordinator
from multaqa.alliance.views.offices import paced
from multaqa.alliance.views.reach import doer, done, found, framed
from multaqa.common.refusal import Refused
from multaqa.rooms.models import Room
from multaqa.rooms.rules import is_owner

Deed = Callable[[Mandate, str, Person], Any]
DEEDS: dict[str, tuple[Deed, Any]] = {
    "accept": (lambda row, why, by: deeds.accept(row, by=by), gettext_lazy("You speak for the room from now on.")),
    "decline": (lambda row, why, by: deeds.decline(row, why=why, by=by), gettext_lazy("The room has your answer.")),
    "withdraw": (lambda row, why, by: deeds.withdraw(row, why=why, by=by), gettext_lazy("The proposal is withdrawn.")),
    "end": (lambda row, why, by: deeds.end(row, why=why, by=by), gettext_lazy("The mandate has ended.")),
    "suspend": (lambda row, why, by: deeds.suspend(row, why=why, by=by), gettext_lazy("The mandate is suspended.")),
    "resume": (lambda row, why, by: deeds.resume(row, by=by), gettext_lazy("The mandate is in force again.")),
}


class Place(NamedTuple):
    """A room in a series: who speaks for it, who stands by, who was asked."""

    room: Room
    delegate: Mandate | None
    alternate: Mandate | None
    asked: list[Mandate]


@login_required
@require_safe
def mandates(request: HttpRequest, slug: str) -> HttpResponse:
    """What waits for the reader's yes, their rooms, and, for whoever belongs to the alliance, the rooms of each series."""
    alliance, person = found(slug), doer(request)
    context = {
        "waiting": [row for row in waiting_for(person) if row.series.alliance_id == alliance.pk],
        "mine": owned_member_rooms(person, alliance),
        "tables": _tables(alliance) if belongs(person, alliance) else [],
        "why": WordForm(auto_id=False),
    }
    return framed(request, "mandates", alliance, "mandates", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def room(request: HttpRequest, slug: str, room: str) -> HttpResponse:
    """A room's mandates with their whole history, for whoever belongs to the alliance or owns the room; POST proposes."""
    alliance, person = found(slug), doer(request)
    one = get_object_or_404(Room, slug=room, seats__alliance=alliance, seats__since__isnull=False)
    owns = is_owner(person, one)
    if not owns and not belongs(person, alliance):
        raise PermissionDenied
    form = _form(request, alliance, one) if owns else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid() and _proposed(request, one, form):
            return redirect("alliance:room_mandates", slug=alliance.slug, room=one.slug)
    people = ("series", "person", "proposed_by", "ended_by", "followed_by__person")
    rows = list(Mandate.objects.filter(series__alliance=alliance, room=one).select_related(*people).order_by("-pk"))
    coordinates = is_coordinator(person, alliance)
    context = {
        "room": one,
        "owns": owns,
        "form": form,
        "rows": rows,
        "swaps": _swappable(rows, person, anyhow=owns or holds(person, alliance, Office.COORDINATOR, Office.CHAIR)),
        "why": WordForm(auto_id=False),
        "sees_reasons": owns or coordinates,
    }
    return framed(
        request, "room_mandates", alliance, "mandates", context, status=422 if form is not None and form.errors else 200
    )


@login_required
@require_POST
def act(request: HttpRequest, slug: str, mandate: int, deed: str) -> HttpResponse:
    """One press: accept, decline, withdraw, end, suspend or resume."""
    alliance = found(slug)
    row = get_object_or_404(Mandate.objects.select_related("room"), series__alliance=alliance, pk=mandate)
    if deed not in DEEDS:
        raise Http404
    act, said = DEEDS[deed]
    form = WordForm(request.POST)
    why = form.cleaned_data["why"] if form.is_valid() else ""
    done(request, lambda: act(row, why, doer(request)), str(said))
    if row.person_id == doer(request).pk and not is_owner(doer(request), row.room):
        return redirect("alliance:mandates", slug=alliance.slug)
    return redirect("alliance:room_mandates", slug=alliance.slug, room=row.room.slug)


@login_required
@require_POST
def swap(request: HttpRequest, slug: str, room: str, series: int) -> HttpResponse:
    """Delegate and alternate change places."""
    alliance, one = found(slug), get_object_or_404(Room, slug=room)
    which = get_object_or_404(Series, alliance=alliance, pk=series)
    done(request, lambda: deeds.swap(which, one, by=doer(request)), _("Delegate and alternate have changed places."))
    return redirect("alliance:room_mandates", slug=alliance.slug, room=one.slug)


def _form(request: HttpRequest, alliance: Alliance, one: Room) -> ProposeForm | None:
    offered = list(Series.objects.filter(alliance=alliance, ended_at=None).order_by("pk"))
    return ProposeForm(request.POST or None, people=members_of(one), series=offered) if offered else None


def _proposed(request: HttpRequest, one: Room, form: ProposeForm) -> bool:
    series, role, by, chosen = form.cleaned_data["series"], form.cleaned_data["role"], doer(request), form.chosen()
    try:
        if chosen is None:
            paced(by)
            mandate = deeds.propose_by_email(series, one, form.cleaned_data["email"], role, by=by)
        else:
            mandate = deeds.propose(series, one, chosen, role, by=by)
    except Refused as refused:
        form.add_error("email" if chosen is None else "person", refused_name(refused))
        return False
    if mandate.state == MandateState.ACTIVE:
        messages.success(request, _("You speak for the room from now on."))
    else:
        said = _("{name} was asked. The mandate is in force once they say yes.")
        messages.success(request, said.format(name=mandate.person.display_name))
    return True


def _tables(alliance: Alliance) -> list[tuple[Series, list[Place], int]]:
    """For each series that goes on: its rooms by name, and how many have no delegate. Two queries for all of them."""
    rooms = member_rooms(alliance)
    standing = Mandate.objects.standing().filter(series__alliance=alliance).select_related("person").order_by("pk")
    held: dict[tuple[int, int], list[Mandate]] = {}
    for row in standing:
        held.setdefault((row.series_id, row.room_id), []).append(row)
    tables = []
    for series in Series.objects.filter(alliance=alliance, ended_at=None).order_by("pk"):
        places = [_place(room, held.get((series.pk, room.pk), [])) for room in rooms]
        tables.append((series, places, sum(place.delegate is None for place in places)))
    return tables


def _place(room: Room, rows: list[Mandate]) -> Place:
    active = {row.role: row for row in rows if row.state == MandateState.ACTIVE}
    asked = [row for row in rows if row.state == MandateState.PROPOSED]
    return Place(room, active.get("delegate"), active.get("alternate"), asked)


def _swappable(rows: list[Mandate], person: Person, *, anyhow: bool) -> list[Series]:
    """Series in which the room has both, and the reader may let them change places."""
    held: dict[Series, list[Mandate]] = {}
    for row in rows:
        if row.state == MandateState.ACTIVE:
            held.setdefault(row.series, []).append(row)
    both = {series: {row.person_id for row in pair} for series, pair in held.items() if len(pair) > 1}
    return [series for series, persons in both.items() if anyhow or person.pk in persons]
