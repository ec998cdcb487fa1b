"""Who holds which office; coordinators give and end them, everybody reads them."""

import time

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from multaqa.accounts.forms import refused_name
from multaqa.accounts.models import Person
from multaqa.alliance.domain import offices as deeds
from multaqa.alliance.enums import Office
from multaqa.alliance.forms import OfficeForm, WordForm
from multaqa.alliance.models import Alliance, OfficeHeld
from multaqa.alliance.people import known_in
from multaqa.alliance.rules import is_coordinator
from multaqa.alliance.views.reach import doer, done, found, framed, person_of
from multaqa.common.refusal import Refused
from multaqa.rooms.views.people import lookups


@require_http_methods(["GET", "HEAD", "POST"])
def offices(request: HttpRequest, slug: str) -> HttpResponse:
    """The list; POST gives an office."""
    alliance = found(slug)
    person = person_of(request)
    form = OfficeForm(request.POST or None, people=known_in(alliance)) if is_coordinator(person, alliance) else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid() and _given(request, alliance, form):
            return redirect("alliance:offices", slug=alliance.slug)
    rows = list(OfficeHeld.objects.filter(alliance=alliance).select_related("person", "by", "ended_by").order_by("since", "pk"))
    now = [row for row in rows if row.until is None]
    context = {
        "form": form,
        "why": WordForm(auto_id=False),
        "held": [(label, [row for row in now if row.office == value]) for value, label in Office.choices],
        "past": [row for row in reversed(rows) if row.until is not None],
    }
    return framed(request, "offices", alliance, "offices", context, status=422 if form is not None and form.errors else 200)


@login_required
@require_POST
def end(request: HttpRequest, slug: str, held: int) -> HttpResponse:
    """Ends an office."""
    alliance = found(slug)
    row = get_object_or_404(OfficeHeld.objects.select_related("alliance"), alliance=alliance, pk=held)
    form = WordForm(request.POST)
    why = form.cleaned_data["why"] if form.is_valid() else ""
    done(request, lambda: deeds.end_office(row, why=why, by=doer(request)), _("The office has ended."))
    return redirect("alliance:offices", slug=alliance.slug)


def paced(by: Person) -> None:
    """An address tells whether it has an account: whoever tries a list of them gets nowhere at this pace."""
    now = time.monotonic()
    if not lookups.take(by.pk, now):
        raise Refused("too_fast", seconds=max(1, round(lookups.wait(by.pk, now))))


def _given(request: HttpRequest, alliance: Alliance, form: OfficeForm) -> bool:
    office, by, chosen = form.cleaned_data["office"], doer(request), form.chosen()
    try:
        if chosen is None:
            paced(by)
            given = deeds.give_office_by_email(alliance, form.cleaned_data["email"], office, by=by)
        else:
            given = deeds.give_office(alliance, chosen, office, by=by)
    except Refused as refused:
        form.add_error("email" if chosen is None else "person", refused_name(refused))
        return False
    said = _("{name} holds this office now: {office}")
    messages.success(request, said.format(name=given.person.display_name, office=given.get_office_display()))
    return True
