"""The whole lasting state of a gathering, read fresh. Whoever folds every event up to its number has the same."""

from django.db.models import Q

from multaqa.rooms.domain.ordering import arrange
from multaqa.rooms.domain.places import IN_LINE, places_of
from multaqa.rooms.domain.presiding import Presiding, presiding_over
from multaqa.rooms.domain.recording import ms
from multaqa.rooms.domain.views import Viewer, gathering_view, line_view, room_view
from multaqa.rooms.enums import LIVE_STATES, SanctionKind
from multaqa.rooms.models import Gathering, Message, Sanction, Turn
from multaqa.wire.views import MessageView, Picture, SanctionView, TurnView

MOST_SPOKE = 50
MOST_MESSAGES = 50


def picture_of(gathering: Gathering) -> Picture:
    """Read it inside a transaction, so that everything is of one moment."""
    gathering = Gathering.objects.select_related("room", "line_closed_by", "pinned__person", "pinned__reply_to").get(
        pk=gathering.pk
    )
    presiding = presiding_over(gathering)
    viewer = Viewer(gathering.room, presiding)
    live = list(Turn.objects.live().filter(gathering=gathering).select_related("person").order_by("pk"))
    return Picture(
        n=gathering.last_n,
        room=room_view(gathering.room),
        gathering=gathering_view(gathering),
        line=line_view(gathering),
        turns=[viewer.turn(turn) for turn in live],
        order=_order(gathering, live, presiding),
        spoke=_spoke(gathering, viewer),
        messages=_messages(gathering, viewer),
        pinned=viewer.message(gathering.pinned) if gathering.pinned else None,
        staff=viewer.staff(),
        sanctions=_sanctions(gathering, viewer),
        sitting=presiding.view() if presiding else None,
    )


def _order(gathering: Gathering, live: list[Turn], presiding: Presiding | None) -> list[int]:
    """By the reasons as they were last told: the order is what everybody was shown, not a new judgement."""
    waiting = [turn for turn in live if turn.state in IN_LINE]
    return [pk for pk, _ in arrange(places_of(gathering, waiting, presiding), fair=gathering.room.fair)]


def _spoke(gathering: Gathering, viewer: Viewer) -> list[TurnView]:
    """Turns that are over and were heard, the latest to end first."""
    over = Turn.objects.filter(gathering=gathering, spent_ms__gt=0).exclude(state__in=LIVE_STATES)
    return [viewer.turn(turn) for turn in over.select_related("person").order_by("-ended_at", "-pk")[:MOST_SPOKE]]


def _messages(gathering: Gathering, viewer: Viewer) -> list[MessageView]:
    rows = Message.objects.filter(gathering=gathering, whisper=False).select_related("person", "reply_to")
    return [viewer.message(row) for row in reversed(rows.order_by("-n")[:MOST_MESSAGES])]


def _sanctions(gathering: Gathering, viewer: Viewer) -> list[SanctionView]:
    """Voices and writing stopped, as everybody may see them: those not yet told to have ended."""
    told = Q(lifted_at=None, ended_told=False)
    rows = Sanction.objects.filter(told, room=gathering.room, kind__in=(SanctionKind.VOICE, SanctionKind.TEXT))
    return [viewer.sanction(row) for row in rows.select_related("person", "by").order_by("pk")]


def barred_from(gathering: Gathering) -> dict[int, int]:
    """Who stays out, until when in ms (0: no end)."""
    rows = Sanction.objects.in_force().filter(room=gathering.room, kind__in=(SanctionKind.BOUNCE, SanctionKind.BAN))
    presiding = presiding_over(gathering)
    barred: dict[int, int] = {}
    for row in rows:
        if presiding is not None and presiding.holds_place(row.person_id):
            continue
        until = ms(row.until)
        barred[row.person_id] = 0 if 0 in (until, barred.get(row.person_id, until)) else max(until, barred.get(row.person_id, 0))
    return barred
