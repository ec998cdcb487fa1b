"""What time does to the floor: countdowns, graces, turns that run out, suspensions and sanctions that end.

Every node may try; each change is conditional on what the locked rows say, so the first to commit wins and the others
find nothing to do."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.common.refusal import Refused
from multaqa.rooms.domain.chairing import end_suspension, keep
from multaqa.rooms.domain.floor import end, step_back
from multaqa.rooms.domain.line import Line
from multaqa.rooms.domain.recording import Record, lock, ms
from multaqa.rooms.enums import TurnState
from multaqa.rooms.models import Gathering, Sanction, Turn
from multaqa.wire.events import Lifted

MOST_SKIPS = 2


@transaction.atomic
def settle(gathering: Gathering | int) -> None:
    """Applies every deadline that has passed. A gathering that is over needs nothing."""
    try:
        gathering = lock(gathering)
    except Refused:
        return
    line = Line(gathering, by=None, at=timezone.now())
    for turn in list(line.turns.values()):
        _settle_turn(line, turn)
    if gathering.suspended_until and gathering.suspended_until <= line.at:
        end_suspension(line)
    elif line.advance():
        line.tell("settled")
    _end_sanctions(line.record)


def _settle_turn(line: Line, turn: Turn) -> None:
    match turn.state:
        case TurnState.CALLED if _passed(turn.deadline, line.at):
            _skip(line, turn)
        case TurnState.SPEAKING if turn.interrupted_at and _passed(turn.deadline, line.at):
            keep(line, turn)
            line.tell("kept", subject=turn)
        case TurnState.SPEAKING if line.room.cut and turn.running_since and _is_out_of_time(turn, line.at):
            end(line, turn, TurnState.FINISHED)
            line.tell("time_up", subject=turn)
        case _:
            return
    line.begin_again()


def _skip(line: Line, turn: Turn) -> None:
    """Absent when called: once to second place, the second time out of the line. Whoever had begun keeps the place."""
    if turn.started_at:
        keep(line, turn)
        line.tell("kept", subject=turn)
        return
    line.change(turn, skips=turn.skips + 1)
    if turn.skips >= MOST_SKIPS:
        line.change(turn, state=TurnState.SKIPPED, ended_at=line.at, deadline=None)
    else:
        step_back(line, turn, "skipped_once")
    line.tell("skipped", subject=turn)


def _passed(deadline: dt.datetime | None, at: dt.datetime) -> bool:
    return deadline is not None and deadline <= at


def _is_out_of_time(turn: Turn, at: dt.datetime) -> bool:
    return turn.spent_ms + ms(at) - ms(turn.running_since) >= turn.seconds * 1000


def _end_sanctions(record: Record) -> None:
    """Tells of the sanctions that ended by themselves, once."""
    ended = Sanction.objects.filter(room=record.gathering.room, until__lte=record.at, lifted_at=None, ended_told=False)
    for sanction in ended.order_by("pk"):
        Sanction.objects.filter(pk=sanction.pk).update(ended_told=True)
        record.write(Lifted, sanction=sanction.pk, person=sanction.person_id)
        record.concerns(sanction.person_id)


@transaction.atomic
def interrupt(gathering: Gathering | int, person: Person) -> None:
    """The connection of whoever has the floor was lost: the clock stops, the place is kept for the grace."""
    turn = _turn_on_air(gathering, person)
    if turn is None or turn.interrupted_at is not None:
        return
    line = Line(lock(gathering), by=None, at=timezone.now())
    turn = line.turns[turn.pk]
    grace = dt.timedelta(seconds=line.room.grace_seconds)
    line.change(turn, interrupted_at=line.at, deadline=line.at + grace, **line.stop_clock(turn))
    line.tell("interrupted", subject=turn)


@transaction.atomic
def return_to(gathering: Gathering | int, person: Person) -> None:
    """They are back within the grace: the clock goes on."""
    turn = _turn_on_air(gathering, person)
    if turn is None or turn.interrupted_at is None:
        return
    line = Line(lock(gathering), by=None, at=timezone.now())
    turn = line.turns[turn.pk]
    line.change(turn, interrupted_at=None, deadline=None, running_since=line.at)
    line.tell("returned", subject=turn)


def _turn_on_air(gathering: Gathering | int, person: Person) -> Turn | None:
    try:
        locked = lock(gathering)
    except Refused:
        return None
    return Turn.objects.filter(gathering=locked, person=person, state=TurnState.SPEAKING).first()
