"""Rooms as whoever asks may reach them: what is not theirs to change is not found for them."""

from collections.abc import Callable
from typing import Any

import rules
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from multaqa.accounts.models import Person
from multaqa.accounts.refusals import sentence
from multaqa.common.refusal import Refused
from multaqa.rooms.models import Room


def person_of(request: HttpRequest) -> Person | None:
    """Who is signed in."""
    return request.user if isinstance(request.user, Person) else None


def doer(request: HttpRequest) -> Person:
    """Who is signed in, behind a door that lets nobody else through."""
    assert isinstance(request.user, Person)
    return request.user


def standing_room(slug: str) -> Room:
    """A room that has not been closed for good, or 404."""
    return get_object_or_404(Room.objects.standing(), slug=slug)


def reached(request: HttpRequest, slug: str, permission: str) -> Room:
    """The room, for whoever has this permission on it. 404 without a room, 403 without the permission."""
    room = standing_room(slug)
    if not rules.has_perm(permission, doer(request), room):
        raise PermissionDenied
    return room


def done(request: HttpRequest, deed: Callable[[], Any], said: str) -> bool:
    """Does a deed whose form is a single button; says what was done, or why not."""
    try:
        deed()
    except Refused as refused:
        messages.error(request, sentence(refused))
        return False
    messages.success(request, said)
    return True
