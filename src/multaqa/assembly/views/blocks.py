"""What was taken on, where it is looked for: on the person's own page, the room's, and the agenda that begins with it."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from multaqa.accounts.models import Person
from multaqa.alliance.rules import belongs
from multaqa.assembly.domain.actions import UNFINISHED, actions_of, actions_of_room, in_hand, open_actions, shown_to_all
from multaqa.assembly.domain.sitting_views import is_over
from multaqa.assembly.models import Action, Sitting
from multaqa.rooms.models import Room
from multaqa.rooms.views.reach import person_of

SHOWN = 5


def of_room(request: HttpRequest, room: Room) -> SafeString:
    """The unfinished actions of a room: all of them for its members, for others those of published minutes."""
    person = person_of(request)
    rows = actions_of_room(room).filter(state__in=UNFINISHED)
    own = person is not None and room.memberships.filter(person=person, until=None).exists()
    return _block(request, rows if own else rows.filter(shown_to_all()), f"?room={room.slug}", person)


def of_person(request: HttpRequest, person: Person) -> SafeString:
    """What somebody has to do, on the page nobody but they see."""
    return _block(request, actions_of(person).filter(state__in=UNFINISHED), "", person)


def of_sitting(request: HttpRequest, sitting: Sitting) -> SafeString:
    """What is still open in the series, on the agenda of a sitting to come: it opens with that."""
    person, series = person_of(request), sitting.cycle.series
    rows = open_actions(series) if not is_over(sitting) else Action.objects.none()
    shown = rows if belongs(person, series.alliance) else rows.filter(shown_to_all())
    return _block(request, shown, f"?series={series.pk}", person, opens=True)


def _block(request: HttpRequest, rows: Any, asked: str, person: Person | None, *, opens: bool = False) -> SafeString:
    shown = list(rows[:SHOWN])
    if not shown:
        return SafeString("")
    own = set(in_hand(person).filter(pk__in=[row.pk for row in shown]).values_list("pk", flat=True)) if person else set()
    told = {"rows": shown, "own": own, "today": timezone.localdate(), "asked": asked, "opens": opens}
    return render_to_string("assembly/includes/actions_block.html", told, request)
