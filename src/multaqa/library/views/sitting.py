"""The page of a gathering to be heard again, and of one turn."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from multaqa.common.store import StoreAway
from multaqa.library import rules
from multaqa.library.domain import making
from multaqa.library.domain.timeline import Part, Timeline, timeline_of
from multaqa.library.views.reach import heard_gathering, heard_recording, person_of
from multaqa.rooms.models import Gathering


@require_safe
def sitting(request: HttpRequest, gathering: int) -> HttpResponse:
    """Chapters, turns, downloads and the player. Without script each turn has a player of its own."""
    found = heard_gathering(request, gathering)
    person, timeline = person_of(request), timeline_of(found)
    files = _files(found) if timeline.parts else []
    told = {
        "gathering": found,
        # Doors open before anybody speaks: what is heard began with the first word.
        "began_at": _began_at(timeline) or found.opened_at,
        "room": found.room,
        "title": found.title or found.room.name,
        "timeline": timeline,
        "player": player_of(found, timeline),
        "files": files,
        "being_made": any(made.state == "making" for _, made in files),
        "decides": person is not None and rules.decides(person, found),
    }
    return render(request, "library/sitting.html", told)


@require_safe
def turn(request: HttpRequest, public_id: str) -> HttpResponse:
    """The lasting address of one turn."""
    recording = heard_recording(request, public_id)
    person, timeline = person_of(request), timeline_of(recording.gathering)
    part = next(part for part in timeline.parts if part.recording.pk == recording.pk)
    told = {
        "recording": recording,
        "part": part,
        "room": recording.gathering.room,
        "title": recording.gathering.title or recording.gathering.room.name,
        "may_withhold": person is not None and not part.is_withheld and rules.may_withhold(person, recording),
        "may_give_back": person is not None and part.is_withheld and rules.may_give_back(person, recording),
    }
    return render(request, "library/turn.html", told)


def player_of(gathering: Gathering, timeline: Timeline) -> dict[str, Any]:
    """What `<sitting-player>` is given: the parts in order, the chapters, and the page whose link is copied."""
    return {
        "page": reverse("library:sitting", args=(gathering.pk,)),
        "length": timeline.length_ms,
        "parts": [_part(part) for part in timeline.parts],
        "chapters": [{"at": row.position_ms, "title": row.mark.title, "number": row.mark.number} for row in timeline.chapters],
    }


def _part(part: Part) -> dict[str, Any]:
    row = part.recording
    withheld = part.is_withheld
    return {
        "at": part.offset_ms,
        "length": part.length_ms,
        "name": row.turn.name,
        "room": row.turn.for_room.name if row.turn.for_room else "",
        "ogg": "" if withheld else reverse("library:turn_ogg", args=(row.public_id,)),
        "mp3": "" if withheld else reverse("library:turn_mp3", args=(row.public_id,)),
    }


def _files(gathering: Gathering) -> list[tuple[str, making.Made]]:
    """The downloads; none while the store of files is away, for the page is worth reading without."""
    try:
        return [(kind, making.whole(gathering, kind)) for kind in making.KINDS]
    except StoreAway:
        return []


def _began_at(timeline: Timeline) -> dt.datetime | None:
    return dt.datetime.fromtimestamp(timeline.parts[0].recording.starts_ms / 1000, dt.UTC) if timeline.parts else None
