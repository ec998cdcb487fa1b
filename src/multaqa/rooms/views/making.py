"""A room is made, and closed for good."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from multaqa.accounts.forms import refused_name
from multaqa.common.refusal import Refused
from multaqa.rooms.domain import membership, profile
from multaqa.rooms.forms import EndForm, NewRoomForm
from multaqa.rooms.views.reach import doer, done, reached, standing_room


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Makes a room and leads to it."""
    form = NewRoomForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            room = profile.create_room(**form.cleaned_data, by=doer(request))
        except Refused as refused:
            form.add_error("name", refused_name(refused))
        else:
            messages.success(request, _("The room is made. Say more about it, and when it meets."))
            return redirect("rooms:edit", slug=room.slug)
    return render(request, "rooms/new.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, slug: str) -> HttpResponse:
    """Says what goes and what stays, and asks for the name of the room."""
    room = reached(request, slug, "rooms.end_room")
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            profile.end_room(room, **form.cleaned_data, by=doer(request))
        except Refused as refused:
            form.add_error("name", refused_name(refused))
        else:
            messages.success(request, _("The room is closed for good. What was said in it is kept."))
            return redirect("home")
    return render(request, "rooms/end.html", {"room": room, "form": form}, status=422 if form.errors else 200)


@login_required
@require_POST
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    """Ends one's own membership."""
    room, person = standing_room(slug), doer(request)
    done(request, lambda: membership.end_membership(room, person, by=person), _("You are no longer a member of this room."))
    return redirect("rooms:room", slug=room.slug)
