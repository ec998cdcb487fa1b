"""The first page: what is live now, then all rooms."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from multaqa.accounts.models import Person
from multaqa.assembly.domain.showcase import next_meeting, said_when
from multaqa.lobby.gallery import Wish, gallery, languages_spoken, on_air


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """`?q=` searches in any Arabic spelling, `?show=` is live or evening, `?language=`, `?page=`."""
    wish, live = Wish.read(request.GET), on_air()
    meeting = next_meeting()
    person = request.user if isinstance(request.user, Person) else None
    return render(
        request,
        "lobby/home.html",
        {
            "on_air": live,
            "heads": sum(one.heads for one in live),
            "meeting": meeting,
            "when": said_when(meeting) if meeting else None,
            "wish": wish,
            "shelf": gallery(wish, {one.room.pk for one in live}, person),
            "languages": languages_spoken(),
        },
    )
