"""Gatherings and recordings as whoever asks may reach them: what is not theirs to hear is not found for them."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from multaqa.accounts.models import Person
from multaqa.library.models import Recording
from multaqa.library.rules import may_listen
from multaqa.rooms.models import Gathering


def person_of(request: HttpRequest) -> Person | None:
    """Who is signed in."""
    return request.user if isinstance(request.user, Person) else None


def heard_gathering(request: HttpRequest, gathering: int) -> Gathering:
    """The gathering, for whoever may hear it; else 404."""
    found = get_object_or_404(Gathering.objects.select_related("room"), pk=gathering)
    if not may_listen(person_of(request), found):
        raise Http404
    return found


def heard_recording(request: HttpRequest, public_id: str) -> Recording:
    """A kept recording, withheld or not, of a gathering they may hear; else 404."""
    rows = Recording.objects.select_related("gathering__room", "turn__for_room", "turn__person", "withheld_by")
    found = get_object_or_404(rows, public_id=public_id, state=Recording.State.KEPT)
    if not may_listen(person_of(request), found.gathering):
        raise Http404
    return found
