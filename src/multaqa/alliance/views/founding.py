"""Alliances are found in a list, founded, and say of themselves who they are."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from multaqa.accounts.forms import refused_name
from multaqa.alliance.domain import founding
from multaqa.alliance.enums import SeatState
from multaqa.alliance.forms import FaceForm, FoundForm
from multaqa.alliance.models import Alliance
from multaqa.alliance.rules import is_coordinator
from multaqa.alliance.views.reach import doer, found, framed, owned_rooms
from multaqa.common.names import name_key
from multaqa.common.refusal import Refused

A_PAGE = 24


@require_safe
def alliances(request: HttpRequest) -> HttpResponse:
    """All that stand, searched by `?q=` in any spelling."""
    words = request.GET.get("q", "")[:80].strip()
    rows = Alliance.objects.filter(ended_at=None)
    if words:
        rows = rows.filter(Q(name_key__contains=name_key(words)) | Q(purpose__icontains=words))
    seats = Count("seats", filter=Q(seats__state=SeatState.MEMBER, seats__room__ended_at=None))
    page = Paginator(rows.annotate(rooms=seats).order_by("name", "pk"), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "alliance/alliances.html", {"page": page, "words": words})


@require_safe
def alliance(request: HttpRequest, slug: str) -> HttpResponse:
    """Where an alliance is found when nothing above has a face for it: its rooms."""
    return redirect("alliance:rooms", slug=found(slug).slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Founds an alliance and leads to it."""
    form = FoundForm(request.POST or None, rooms=owned_rooms(doer(request)))
    if request.method == "POST" and form.is_valid():
        try:
            made = founding.found_alliance(**form.cleaned_data, by=doer(request))
        except Refused as refused:
            form.add_error("charter" if refused.code == "charter_empty" else "name", refused_name(refused))
        else:
            messages.success(request, _("The alliance is founded. Invite rooms to apply for a seat."))
            return redirect("alliance:rooms", slug=made.slug)
    return render(request, "alliance/new.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """What the alliance says of itself."""
    one = found(slug)
    if not is_coordinator(doer(request), one):
        raise PermissionDenied
    standing = {name: getattr(one, name) for name in ("name", "purpose", "about", "time_zone")}
    form = FaceForm(request.POST or None, initial=standing)
    if request.method == "POST" and form.is_valid():
        try:
            founding.edit_alliance(one, **form.cleaned_data, by=doer(request))
        except Refused as refused:
            form.add_error("name", refused_name(refused))
        else:
            messages.success(request, _("Saved."))
            return redirect("alliance:edit", slug=one.slug)
    return framed(request, "edit", one, "edit", {"form": form}, status=422 if form.errors else 200)
