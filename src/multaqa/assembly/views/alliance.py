"""The face of an alliance."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from multaqa.alliance.views.reach import found, person_of
from multaqa.assembly.domain.showcase import said_when, showcase
from multaqa.assembly.rules import offices_of


@require_safe
def alliance(request: HttpRequest, slug: str) -> HttpResponse:
    """Who they are, their rooms, their next meeting, what they decided."""
    one = found(slug)
    shown = showcase(one)
    when = said_when(shown.next) if shown.next else None
    coordinates = "coordinator" in offices_of(person_of(request), one)
    return render(request, "assembly/alliance.html", {"alliance": one, "shown": shown, "when": when, "coordinates": coordinates})
