"""The rooms of an alliance: they apply, are answered, and leave with their data."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from multaqa.accounts.forms import refused_name
from multaqa.accounts.models import Person
from multaqa.alliance.domain import belongings, elsewhere
from multaqa.alliance.domain import seats as deeds
from multaqa.alliance.domain.charter import in_force
from multaqa.alliance.enums import SeatState
from multaqa.alliance.forms import ApplyForm, ElsewhereForm, LeaveForm, LinkForm, ReasonForm
from multaqa.alliance.models import Alliance, Seat
from multaqa.alliance.rules import is_coordinator
from multaqa.alliance.views.reach import doer, done, found, framed, owned_rooms, person_of
from multaqa.common.names import name_key
from multaqa.common.refusal import Refused
from multaqa.rooms.domain.programme import add_line
from multaqa.rooms.models import Room
from multaqa.rooms.rules import is_owner

HOUR_LONG = 60


@require_safe
def rooms(request: HttpRequest, slug: str) -> HttpResponse:
    """The members by name; applications that wait, for coordinators and for their own rooms."""
    return _rooms(request, found(slug))


@login_required
@require_POST
def answer(request: HttpRequest, slug: str, seat: int, deed: str) -> HttpResponse:
    """Admits a room, or not with a reason; or its owner takes the application back."""
    alliance = found(slug)
    row = get_object_or_404(Seat, alliance=alliance, pk=seat)
    by = doer(request)
    if deed == "admit":
        done(request, lambda: deeds.admit(row, by=by), _("The room is a member now."))
    elif deed == "withdraw":
        done(request, lambda: deeds.withdraw_application(row, by=by), _("The application is withdrawn."))
    else:
        form = ReasonForm(request.POST)
        if not form.is_valid() or not _done_in(form, lambda: deeds.not_admit(row, **form.cleaned_data, by=by)):
            return _rooms(request, alliance, tried=(row.pk, form), status=422)
        messages.success(request, _("The room reads the reason, and may apply again."))
    return redirect("alliance:rooms", slug=alliance.slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest, slug: str) -> HttpResponse:
    """The owner of a room reads the charter and asks for a seat."""
    alliance = found(slug)
    by, charter = doer(request), in_force(alliance)
    mine = owned_rooms(by)
    form = ApplyForm(request.POST or None, rooms=mine, charter=charter)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if _done_in(
            form,
            lambda: deeds.apply_for_seat(alliance, said["room"], word=said["word"], charter=form.read_charter(), by=by),
            "room",
        ):
            return _applied(request, alliance)
    context = {"form": form, "charter": charter, "mine": mine, "answers": _answers(alliance, mine)}
    return framed(request, "apply", alliance, "rooms", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def apply_elsewhere(request: HttpRequest, slug: str) -> HttpResponse:
    """A room that lives elsewhere gets its page here, and applies with it."""
    alliance = found(slug)
    by, charter = doer(request), in_force(alliance)
    form = ElsewhereForm(request.POST or None, charter=charter)
    if request.method == "POST" and form.is_valid() and _done_in(form, lambda: _made_elsewhere(alliance, form, by), "name"):
        return _applied(request, alliance)
    context = {"form": form, "charter": charter}
    return framed(request, "elsewhere", alliance, "rooms", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, slug: str, room: str) -> HttpResponse:
    """Another address for a room that lives elsewhere."""
    alliance, one = found(slug), get_object_or_404(Room.objects.standing().exclude(elsewhere=""), slug=room)
    if not is_owner(doer(request), one):
        raise PermissionDenied
    form = LinkForm(request.POST or None, initial={"link": one.elsewhere})

    def change() -> None:
        elsewhere.change_link(one, **form.cleaned_data, by=doer(request))

    if request.method == "POST" and form.is_valid() and _done_in(form, change, "link"):
        messages.success(request, _("Saved."))
        return redirect(one.get_absolute_url())
    context = {"form": form, "room": one}
    return framed(request, "link", alliance, "rooms", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, slug: str, room: str = "") -> HttpResponse:
    """Says what goes and what stays, offers the room's data, and asks for the name of the room."""
    alliance, by = found(slug), doer(request)
    seats = _seats_of(alliance, by)
    if not room:
        return framed(request, "leave", alliance, "leave", {"seats": seats})
    seat = next((seat for seat in seats if seat.room.slug == room), None)
    if seat is None:
        raise Http404
    form = LeaveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if name_key(form.cleaned_data["name"]) != seat.room.name_key:
            form.add_error("name", refused_name(Refused("room_name_not_typed")))
        elif _done_in(form, lambda: deeds.leave(alliance, seat.room, why=form.cleaned_data["why"], by=by), "name"):
            messages.success(request, _("The room has left. Its data can be taken along at any time."))
            return redirect("alliance:leave", slug=alliance.slug)
    context = {"seats": seats, "seat": seat, "form": form}
    return framed(request, "leave", alliance, "leave", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_safe
def data(request: HttpRequest, slug: str, room: str) -> HttpResponse:
    """A JSON file of everything the alliance keeps of a room, for its owner, before and after it leaves."""
    alliance, one = found(slug), get_object_or_404(Room, slug=room)
    try:
        kept = belongings.room_data(alliance, one, by=doer(request))
    except Refused as refused:
        if refused.code == "not_allowed":
            raise PermissionDenied from None
        raise Http404 from None
    response = JsonResponse(kept, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="room-{one.pk}-{timezone.localdate()}.json"'
    return response


def _done_in(form: forms.Form, deed: Any, field: str = "why") -> bool:
    """Does the deed and answers whether it was done; a refusal is written into the form."""
    try:
        deed()
    except Refused as refused:
        asked = {"charter_changed": None, "link_unreadable": "link"}.get(refused.code, field)
        form.add_error(asked if asked in form.fields else None, refused_name(refused))
        return False
    return True


def _rooms(request: HttpRequest, alliance: Alliance, *, tried: tuple[int, Any] = (0, None), status: int = 200) -> HttpResponse:
    person = person_of(request)
    people = ("room", "applied_by", "admitted_by", "charter")
    rows = Seat.objects.filter(alliance=alliance).select_related(*people).order_by("room__name", "pk")
    waiting = rows.filter(state=SeatState.APPLIED).order_by("applied_at")
    if not is_coordinator(person, alliance):
        waiting = waiting.filter(room__in=owned_rooms(person)) if person else waiting.none()
    tried_seat, tried_form = tried
    context = {
        "seats": list(rows.now()),
        "waiting": list(waiting),
        "gone": list(rows.filter(state=SeatState.LEFT).order_by("-until")[:30]),
        "mine": {room.pk for room in owned_rooms(person)} if person else set(),
        "why": ReasonForm(auto_id=False),
        "tried_seat": tried_seat,
        "tried_form": tried_form,
    }
    return framed(request, "rooms", alliance, "rooms", context, status=status)


def _applied(request: HttpRequest, alliance: Alliance) -> HttpResponse:
    messages.success(request, _("The application is sent. The coordinators answer it; you read the answer here."))
    return redirect("alliance:rooms", slug=alliance.slug)


@transaction.atomic
def _made_elsewhere(alliance: Alliance, form: ElsewhereForm, by: Person) -> None:
    """The room and its application together, so that a refusal leaves neither."""
    said = form.cleaned_data
    face = {name: said[name] for name in ("name", "offers", "languages", "link", "about")}
    room = elsewhere.make_room_elsewhere(**face, by=by)
    if said["title"] and said["starts"] and said["weekday"] != "":
        add_line(room, weekday=said["weekday"], starts=said["starts"], minutes=HOUR_LONG, title=said["title"], by=by)
    deeds.apply_for_seat(alliance, room, word=said["word"], charter=form.read_charter(), by=by)


def _answers(alliance: Alliance, mine: list[Room]) -> list[Seat]:
    """What became of the reader's applications, the latest of each room."""
    rows = Seat.objects.filter(alliance=alliance, room__in=mine).select_related("room").order_by("pk")
    return list({seat.room_id: seat for seat in rows}.values())


def _seats_of(alliance: Alliance, person: Person) -> list[Seat]:
    """The seats of their rooms, in force or left."""
    rows = Seat.objects.filter(alliance=alliance, room__in=owned_rooms(person), state__in=(SeatState.MEMBER, SeatState.LEFT))
    latest = {seat.room_id: seat for seat in rows.select_related("room").order_by("pk")}
    return sorted(latest.values(), key=lambda seat: seat.room.name)
