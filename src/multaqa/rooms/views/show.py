"""The page of a room: what it offers, when, by which rules, and who keeps order in it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from multaqa.bridge.crowds import listeners
from multaqa.rooms.domain.gatherings import live_in
from multaqa.rooms.domain.programme import week_of
from multaqa.rooms.enums import Doors, Role, TurnKind
from multaqa.rooms.models import Membership, Room
from multaqa.rooms.rules import role_of
from multaqa.rooms.views.reach import person_of, standing_room
from multaqa.rooms.words import length_of_seconds


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """Open to everybody, whatever the doors are: the doors are of what is said inside."""
    room = standing_room(slug)
    gathering = live_in(room)
    role = role_of(person_of(request), room)
    staff = Membership.objects.staff().filter(room=room).select_related("person").order_by("role", "since")
    return render(
        request,
        "rooms/room.html",
        {
            "room": room,
            "gathering": gathering,
            "heads": listeners([gathering.pk])[gathering.pk] if gathering else 0,
            "role": role,
            "is_staff": role in (Role.OWNER, Role.SUPERVISOR),
            "is_open": room.doors == Doors.OPEN,
            "staff": staff,
            "members": Membership.objects.now().filter(room=room).count(),
            "week": week_of(room, timezone.now()),
            "same_zone": timezone.get_current_timezone_name() == room.time_zone,
            "kinds": _kinds(room),
        },
    )


def _kinds(room: Room) -> list[tuple[str, str]]:
    """The kinds of turns it takes, each with how long it lasts; a written one takes no time of its own."""
    return [
        (str(TurnKind(kind).label), "" if kind == TurnKind.WRITTEN else length_of_seconds(room.seconds_for(kind)))
        for kind in room.offered_kinds
    ]
