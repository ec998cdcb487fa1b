"""The settings of a room. One page with a form for each matter; each is kept by itself.

Who keeps order sees the doors alone; the rest is the owner's."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from multaqa.accounts.forms import refused_name
from multaqa.common.refusal import Refused
from multaqa.rooms.domain import emblem, order, profile, programme
from multaqa.rooms.forms import DoorsForm, FaceForm, LineForm, PictureForm, RuleForm
from multaqa.rooms.models import ProgrammeSlot, Room
from multaqa.rooms.rules import is_owner
from multaqa.rooms.views.reach import doer, done, reached

FACE = ("name", "offers", "languages", "about", "house_rules", "time_zone", "tint")


@login_required
@require_safe
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """The forms, filled in with what is."""
    return _page(request, reached(request, slug, "rooms.supervise"))


@login_required
@require_POST
def face(request: HttpRequest, slug: str) -> HttpResponse:
    """Keeps the name and what the page shows."""
    room = reached(request, slug, "rooms.change_room")
    form = FaceForm(request.POST)
    return _kept(request, room, "face", form, lambda: profile.edit_face(room, **form.cleaned_data, by=doer(request)), "name")


@login_required
@require_POST
def rule(request: HttpRequest, slug: str) -> HttpResponse:
    """Keeps the rule of the floor."""
    room = reached(request, slug, "rooms.change_room")
    form = RuleForm(request.POST, room=room)
    return _kept(request, room, "rule", form, lambda: profile.set_rule(room, **form.cleaned_data, by=doer(request)))


@login_required
@require_POST
def doors(request: HttpRequest, slug: str) -> HttpResponse:
    """Says who may come in from now on."""
    room = reached(request, slug, "rooms.supervise")
    form = DoorsForm(request.POST)
    return _kept(
        request,
        room,
        "doors",
        form,
        lambda: order.set_doors(room, form.cleaned_data["doors"], word=form.cleaned_data["word"], by=doer(request)),
        "word",
    )


@login_required
@require_POST
def picture(request: HttpRequest, slug: str) -> HttpResponse:
    """Takes a picture, or gives the star back when asked to."""
    room = reached(request, slug, "rooms.change_room")
    if "remove" in request.POST:
        done(request, lambda: emblem.remove_picture(room, by=doer(request)), _("The room has its star back."))
        return redirect("rooms:edit", slug=room.slug)
    form = PictureForm(request.POST, request.FILES)
    return _kept(request, room, "picture", form, lambda: _take_picture(room, form, request), "picture")


def _take_picture(room: Room, form: forms.Form, request: HttpRequest) -> None:
    sent = form.cleaned_data["picture"]
    # What is too large is not read at all, beyond the one byte that shows it.
    emblem.set_picture(room, sent.read(emblem.MOST_MEGABYTES * 1024 * 1024 + 1), by=doer(request))


@login_required
@require_POST
def add_line(request: HttpRequest, slug: str) -> HttpResponse:
    """Adds a line to the programme."""
    room = reached(request, slug, "rooms.change_room")
    form = LineForm(request.POST)
    return _kept(request, room, "line", form, lambda: programme.add_line(room, **form.cleaned_data, by=doer(request)))


@login_required
@require_POST
def drop_line(request: HttpRequest, slug: str, line: int) -> HttpResponse:
    """Takes a line out of the programme."""
    room = reached(request, slug, "rooms.change_room")
    slot = get_object_or_404(ProgrammeSlot, room=room, pk=line)
    done(request, lambda: programme.drop_line(slot, by=doer(request)), _("The line is out of the programme."))
    return redirect(f"{_address(room)}#line")


def _kept(
    request: HttpRequest, room: Room, name: str, form: forms.Form, deed: Callable[[], Any], field: str | None = None
) -> HttpResponse:
    """Does the deed of a form that is right; else shows the page again with all that was typed."""
    if form.is_valid():
        try:
            deed()
        except Refused as refused:
            form.add_error(field, refused_name(refused))
        else:
            messages.success(request, _("Saved."))
            return redirect(f"{_address(room)}#{name}")
    room.refresh_from_db()
    return _page(request, room, status=422, **{name: form})


def _page(request: HttpRequest, room: Room, *, status: int = 200, **bound: forms.Form) -> HttpResponse:
    owns = is_owner(doer(request), room)
    context: dict[str, Any] = {
        "room": room,
        "tab": "edit",
        "owns": owns,
        "doors": bound.get("doors") or DoorsForm(initial={"doors": room.doors}),
    }
    if owns:
        context |= {
            "face": bound.get("face") or FaceForm(initial={name: getattr(room, name) for name in FACE}),
            "rule": bound.get("rule") or RuleForm(room=room),
            "picture": bound.get("picture") or PictureForm(),
            "line": bound.get("line") or LineForm(),
            "week": sorted(programme.week_of(room, timezone.now()), key=lambda one: (one.slot.weekday + 2) % 7),
        }
    return render(request, "rooms/edit.html", context, status=status)


def _address(room: Room) -> str:
    return f"{room.get_absolute_url()}edit/"
