"""The people of a room: found, made members, given an office and relieved of it, sanctioned."""

import time
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from multaqa.accounts.forms import refused_name
from multaqa.accounts.models import Person
from multaqa.accounts.refusals import sentence
from multaqa.common.buckets import Buckets
from multaqa.common.refusal import Refused
from multaqa.rooms import people
from multaqa.rooms.domain import membership, order
from multaqa.rooms.forms import MemberForm, SanctionForm, WhyForm
from multaqa.rooms.models import Room
from multaqa.rooms.rules import is_owner
from multaqa.rooms.views.reach import doer, reached

# An address tells whether it has an account: whoever tries a list of addresses gets nowhere at this pace.
lookups: Buckets[int] = Buckets(burst=20, per_second=1 / 180)

Deed = Callable[[Room, Person, dict[str, Any], Person], Any]
DEEDS: dict[str, tuple[type[forms.Form] | None, Deed]] = {
    "member": (None, lambda room, person, said, by: membership.add_member(room, person, by=by)),
    "end": (WhyForm, lambda room, person, said, by: membership.end_membership(room, person, **said, by=by)),
    "name": (WhyForm, lambda room, person, said, by: membership.name_supervisor(room, person, **said, by=by)),
    "relieve": (WhyForm, lambda room, person, said, by: membership.relieve_supervisor(room, person, **said, by=by)),
    "give": (WhyForm, lambda room, person, said, by: membership.give_room(room, person, **said, by=by)),
    "sanction": (SanctionForm, lambda room, person, said, by: order.impose(room, person, **said, by=by)),
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def everybody(request: HttpRequest, slug: str) -> HttpResponse:
    """The list, searched by `?q=` in any spelling; POST makes the holder of an address a member."""
    room = reached(request, slug, "rooms.supervise")
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _pace(doer(request))
            added = membership.add_by_email(room, form.cleaned_data["email"], by=doer(request))
        except Refused as refused:
            form.add_error("email", refused_name(refused))
        else:
            messages.success(request, _("{name} is a member now.").format(name=added.person.display_name))
            return redirect("rooms:people", slug=room.slug)
    return _page(request, room, form, status=422 if form.errors else 200)


@login_required
@require_POST
def one(request: HttpRequest, slug: str, person: int, deed: str) -> HttpResponse:
    """Does a deed to somebody of the list. What was typed stays when it is refused."""
    room = reached(request, slug, "rooms.supervise")
    if deed not in DEEDS:
        raise Http404
    subject = get_object_or_404(_known_to(room), pk=person)
    asked, act = DEEDS[deed]
    form = asked(request.POST) if asked else None
    if form is None or form.is_valid():
        try:
            act(room, subject, form.cleaned_data if form else {}, doer(request))
        except Refused as refused:
            if form is None:
                messages.error(request, sentence(refused))
                return redirect("rooms:people", slug=room.slug)
            form.add_error("why", refused_name(refused))
        else:
            messages.success(request, _("Done, and kept in the log."))
            return redirect("rooms:people", slug=room.slug)
    return _page(request, room, MemberForm(), status=422, tried=(subject.pk, deed, form))


def _known_to(room: Room) -> QuerySet[Person]:
    """People who belong or belonged to the room, or were ever in it: nobody is pulled in by a guessed number."""
    known = Q(memberships__room=room) | Q(attendance__gathering__room=room)
    return Person.objects.present().filter(known).distinct()


def _pace(by: Person) -> None:
    now = time.monotonic()
    if not lookups.take(by.pk, now):
        raise Refused("too_fast", seconds=max(1, round(lookups.wait(by.pk, now))))


def _page(
    request: HttpRequest,
    room: Room,
    form: MemberForm,
    *,
    status: int,
    tried: tuple[int, str, forms.Form | None] = (0, "", None),
) -> HttpResponse:
    asked = request.GET.get("show", "all")
    show = asked if asked in people.SHOWN else "all"
    words = request.GET.get("q", "")[:80]
    tried_person, tried_deed, tried_form = tried
    page, rows = people.rows(room, words=words, show=show, page=request.GET.get("page", "1"))
    context = {
        "room": room,
        "tab": "people",
        "page": page,
        "rows": rows,
        "show": show,
        "words": words,
        "form": form,
        "owns": is_owner(doer(request), room),
        "why": WhyForm(auto_id=False),
        "sanction": SanctionForm(auto_id=False),
        "tried_person": tried_person,
        "tried_deed": tried_deed,
        "tried_form": tried_form,
    }
    return render(request, "rooms/people.html", context, status=status)
