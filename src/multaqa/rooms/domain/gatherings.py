"""A gathering starts when a supervisor opens the room and ends when it is closed."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.common.refusal import Refused
from multaqa.rooms.domain.acts import note
from multaqa.rooms.domain.entry import require
from multaqa.rooms.domain.presiding import presiding_over
from multaqa.rooms.domain.recording import Record, lock
from multaqa.rooms.domain.views import gathering_view
from multaqa.rooms.enums import LIVE_STATES, TurnState
from multaqa.rooms.models import Attendance, Gathering, Room, Turn
from multaqa.wire.events import Closed, GatheringChanged


def live_in(room: Room) -> Gathering | None:
    """The gathering going on in a room now."""
    return Gathering.objects.live().filter(room=room).first()


def locked_in(room: Room) -> Gathering | None:
    """The gathering going on in a room, locked before the room's own row is changed: every deed takes the two in this order."""
    live = live_in(room)
    try:
        return None if live is None else lock(live)
    except Refused:
        return None


@transaction.atomic
def open_gathering(room: Room, *, title: str = "", by: Person) -> Gathering:
    """Opens the room; one that is open stays as it is and is answered. Raises Refused: not_allowed, room_ended,
    lives_elsewhere."""
    require(by, room, "supervise")
    if room.ended_at is not None:
        raise Refused("room_ended")
    if room.elsewhere:
        raise Refused("lives_elsewhere")
    standing = live_in(room)
    if standing is not None:
        return standing
    try:
        with transaction.atomic():
            gathering = Gathering.objects.create(room=room, title=title.strip(), opened_by=by)
    except IntegrityError:
        # Somebody else opened it at the same instant: it is open, which is what was asked.
        return Gathering.objects.live().get(room=room)
    note(room, "opened", by=by, gathering=gathering)
    return gathering


@transaction.atomic
def name_gathering(gathering: Gathering, title: str, *, by: Person) -> int:
    """Gives the gathering a title; answers the number of its event."""
    gathering = lock(gathering)
    require(by, gathering.room, "supervise")
    gathering.title = title.strip()
    gathering.save(update_fields=["title"])
    return Record(gathering, by=by).write(GatheringChanged, gathering=gathering_view(gathering))


@transaction.atomic
def close_gathering(gathering: Gathering, *, why: str = "", by: Person) -> int:
    """Ends the gathering: turns on air are finished, those who wait are told it is over. Answers the number of its last
    event. Raises Refused: not_allowed, gathering_closed."""
    gathering = lock(gathering)
    require(by, gathering.room, "supervise")
    presiding = presiding_over(gathering)
    if presiding is not None:
        presiding.closing(by)
        # Whatever was told meanwhile has raised the number of the last event.
        gathering = lock(gathering)
    end_it(gathering, why=why, by=by)
    return gathering.last_n


def end_it(gathering: Gathering, *, why: str = "", by: Person) -> int:
    """Ends a locked gathering, whoever was asked before."""
    record = Record(gathering, by=by)
    for turn in Turn.objects.live().filter(gathering=gathering):
        spoken = (record.at - turn.running_since).total_seconds() * 1000 if turn.running_since else 0
        turn.spent_ms += max(0, int(spoken))
        turn.state = TurnState.FINISHED if turn.spent_ms else TurnState.EXPIRED
        turn.running_since = turn.deadline = turn.interrupted_at = None
        turn.ended_at = record.at
        turn.save()
    assert not Turn.objects.filter(gathering=gathering, state__in=LIVE_STATES).exists()
    n = record.write(Closed, why=why)
    Gathering.objects.filter(pk=gathering.pk).update(closed_at=record.at, closed_by=by, closed_why=why)
    Attendance.objects.filter(gathering=gathering, left_at=None).update(left_at=timezone.now())
    note(gathering.room, "closed", by=by, gathering=gathering, why=why)
    record.closed()
    return n
