"""Alliances as whoever asks may reach them, and the frame their pages share."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from multaqa.accounts.models import Person
from multaqa.accounts.refusals import sentence
from multaqa.alliance.models import Alliance
from multaqa.alliance.rules import is_coordinator
from multaqa.common.refusal import Refused
from multaqa.rooms.enums import Role
from multaqa.rooms.models import Membership, Room
from multaqa.rooms.views.reach import doer as doer
from multaqa.rooms.views.reach import person_of as person_of


def found(slug: str) -> Alliance:
    """The alliance of an address, or 404."""
    return get_object_or_404(Alliance, slug=slug)


def owned_rooms(person: Person) -> list[Room]:
    """Standing rooms they own, by name."""
    owned = Membership.objects.now().filter(person=person, role=Role.OWNER).values("room")
    return list(Room.objects.standing().filter(pk__in=owned).order_by("name", "pk"))


def framed(
    request: HttpRequest, template: str, alliance: Alliance, tab: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page of an alliance, in its frame."""
    shared = {"alliance": alliance, "tab": tab, "coordinates": is_coordinator(person_of(request), alliance)}
    return render(request, f"alliance/{template}.html", shared | context, status=status)


def done(request: HttpRequest, deed: Callable[[], Any], said: str) -> bool:
    """Does a deed whose form is small; says what was done, or why not."""
    try:
        deed()
    except Refused as refused:
        messages.error(request, sentence(refused))
        return False
    messages.success(request, said)
    return True
