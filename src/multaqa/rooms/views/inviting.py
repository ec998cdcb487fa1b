"""Ways in to show and to send: the room's own address, and personal links for guests, each with its QR code.

A personal link is shown once, in the answer to the press that made it: it is nowhere kept."""

import segno
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from multaqa.accounts.forms import refused_name
from multaqa.accounts.models import PersonalLink
from multaqa.accounts.refusals import sentence
from multaqa.common.refusal import Refused
from multaqa.rooms.domain import guests
from multaqa.rooms.forms import GuestForm
from multaqa.rooms.models import Room
from multaqa.rooms.views.reach import doer, done, reached

Made = tuple[PersonalLink, str]


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """POST makes a guest and their link."""
    room = reached(request, slug, "rooms.invite")
    form = GuestForm(request.POST or None)
    made: Made | None = None
    if request.method == "POST" and form.is_valid():
        try:
            made = guests.invite_guest(room, form.cleaned_data["name"], days=form.cleaned_data["days"], by=doer(request))
        except Refused as refused:
            form.add_error("name", refused_name(refused))
    return _page(request, room, GuestForm() if made else form, made, status=422 if form.errors else 200)


@never_cache
@login_required
@require_POST
def renew(request: HttpRequest, slug: str, link: int) -> HttpResponse:
    """Ends a guest's link and makes a new one: for one that leaked, was lost or has ended."""
    room = reached(request, slug, "rooms.invite")
    row = get_object_or_404(PersonalLink.objects.select_related("person"), pk=link)
    try:
        made = guests.renew_guest(room, row, by=doer(request))
    except Refused as refused:
        return _page(request, room, GuestForm(), None, refusal=sentence(refused), status=422)
    return _page(request, room, GuestForm(), made)


@login_required
@require_POST
def close_link(request: HttpRequest, slug: str, link: int) -> HttpResponse:
    """Ends a guest's link with none in its place."""
    room = reached(request, slug, "rooms.invite")
    row = get_object_or_404(PersonalLink, pk=link)
    done(request, lambda: guests.close_guest_link(room, row, by=doer(request)), _("The link has ended."))
    return redirect("rooms:invite", slug=room.slug)


def _page(
    request: HttpRequest, room: Room, form: GuestForm, made: Made | None, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    address = request.build_absolute_uri(room.get_absolute_url())
    context = {
        "room": room,
        "tab": "invite",
        "form": form,
        "refusal": refusal,
        "links": guests.guest_links(room),
        "address": address,
        "address_code": qr(address),
    }
    if made is not None:
        given = request.build_absolute_uri(made[1])
        context |= {"made": made[0], "made_address": given, "made_code": qr(given)}
    return render(request, "rooms/invite.html", context, status=status)


def qr(text: str) -> SafeString:
    """A QR code as an SVG of its own light ground, so that phones read it in the dark theme too."""
    # segno writes nothing of the text into the SVG but dark squares.
    return mark_safe(segno.make(text, error="m").svg_inline(scale=5, border=3, dark="#101010", light="#ffffff"))  # noqa: S308
