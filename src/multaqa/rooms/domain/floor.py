"""One's own deeds on the floor: ask, withdraw, answer the call, speak, finish, come back.

The rules are DOMAIN, "The floor". Each deed answers the number of its event."""

from django.db import transaction
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.common.prepared import insert
from multaqa.common.refusal import Refused
from multaqa.rooms.domain.entry import Standing, require, stopped
from multaqa.rooms.domain.line import Line
from multaqa.rooms.domain.presiding import Granted
from multaqa.rooms.domain.recording import lock, ms, room_of
from multaqa.rooms.enums import ON_AIR_STATES, SanctionKind, TurnKind, TurnState
from multaqa.rooms.models import Gathering, Turn


@transaction.atomic
def ask(gathering: Gathering, *, kind: str = "contribution", text: str = "", to: int | None = None, by: Person) -> int:
    """A place in line. Raises Refused: line_closed, already_waiting, on_the_floor, voice_stopped, kind_not_offered,
    text_needed, and what `entry.require` and whoever presides raise. `to` is the turn an interposed question is put to."""
    gathering = lock(gathering)
    standing = require(by, room_of(gathering), "ask")
    line = Line(gathering, by=by, at=timezone.now())
    granted = _granted(line, kind, text, to, standing, by)
    gathering.last_stream += 1
    gathering.save(update_fields=["last_stream"])
    turn = insert(
        Turn(
            gathering=gathering,
            person=by,
            name=by.display_name,
            stream=gathering.last_stream % 65535 + 1,
            kind=kind,
            text=text.strip() if kind == TurnKind.WRITTEN else "",
            asked_at=line.at,
            seconds=granted.seconds,
            reason="",
            for_room=granted.for_room,
            item=granted.item,
            interposed_on=granted.interposed_on,
            off_record=granted.off_record,
        )
    )
    line.add(turn)
    return line.tell("asked", subject=turn)


def _granted(line: Line, kind: str, text: str, to: int | None, standing: Standing, by: Person) -> Granted:
    own = line.of(by)
    if own is not None:
        raise Refused("on_the_floor" if own.state in ON_AIR_STATES else "already_waiting")
    if line.presiding is not None:
        granted = line.presiding.grant(kind, to, list(line.turns.values()), by)
    elif kind in line.room.offered_kinds:
        granted = Granted(line.room.seconds_for(kind))
    else:
        raise Refused("kind_not_offered")
    if kind == TurnKind.WRITTEN:
        standing.refuse_stopped(SanctionKind.TEXT)
        if not text.strip():
            raise Refused("text_needed")
        return granted
    standing.refuse_stopped(SanctionKind.VOICE)
    if line.gathering.line_closed_at is not None and not line.viewer.is_staff(by.pk):
        raise Refused("line_closed", at=ms(line.gathering.line_closed_at))
    return granted


@transaction.atomic
def withdraw(gathering: Gathering, *, by: Person) -> int:
    """Takes back one's own request or gives up a kept place. Raises Refused: no_place."""
    line = Line(lock(gathering), by=by, at=timezone.now())
    turn = line.of(by)
    if turn is None or turn.state == TurnState.SPEAKING:
        raise Refused("no_place")
    state = TurnState.FINISHED if turn.spent_ms else TurnState.WITHDRAWN
    line.change(turn, state=state, ended_at=line.at, deadline=None)
    return line.tell("withdrawn", subject=turn)


@transaction.atomic
def start(gathering: Gathering, *, by: Person) -> int:
    """The called person presses and is on air. Raises Refused: not_called, voice_stopped."""
    line = Line(lock(gathering), by=by, at=timezone.now())
    turn = line.of(by)
    if turn is None or turn.state != TurnState.CALLED or (turn.deadline and turn.deadline < line.at):
        raise Refused("not_called")
    stopped(by, line.room, SanctionKind.VOICE)
    _on_air(line, turn)
    return line.tell("started", subject=turn)


def _on_air(line: Line, turn: Turn) -> None:
    """The clock of a turn begins, or goes on."""
    line.change(
        turn,
        state=TurnState.SPEAKING,
        running_since=line.at,
        started_at=turn.started_at or line.at,
        deadline=None,
        interrupted_at=None,
        place=None,
    )


@transaction.atomic
def decline(gathering: Gathering, *, by: Person) -> int:
    """The called person lets the next one go first and stands second. Raises Refused: not_called."""
    line = Line(lock(gathering), by=by, at=timezone.now())
    turn = line.of(by)
    if turn is None or turn.state != TurnState.CALLED:
        raise Refused("not_called")
    step_back(line, turn, "yielded")
    return line.tell("declined", subject=turn)


def step_back(line: Line, turn: Turn, reason: str) -> None:
    """From called to second place: behind the next one who can be called, whoever that is."""
    line.change(turn, state=TurnState.WAITING, deadline=None, called_at=None)
    others = [pk for pk in line.order() if pk != turn.pk]
    callable_at = next((i for i, pk in enumerate(others) if line._can_be_called(line.turns[pk])), None)
    line.put(turn, 0 if callable_at is None else callable_at + 1, reason)


@transaction.atomic
def finish(gathering: Gathering, *, by: Person) -> int:
    """Ends one's own turn. Raises Refused: no_floor."""
    line = Line(lock(gathering), by=by, at=timezone.now())
    turn = line.of(by)
    if turn is None or turn.state != TurnState.SPEAKING:
        raise Refused("no_floor")
    end(line, turn, TurnState.FINISHED)
    return line.tell("finished", subject=turn)


def end(line: Line, turn: Turn, state: TurnState, why: str = "") -> None:
    """A turn is over; what was spoken stays counted."""
    line.change(turn, state=state, ended_at=line.at, ended_why=why, deadline=None, interrupted_at=None, **line.stop_clock(turn))


@transaction.atomic
def restore(gathering: Gathering, *, by: Person) -> int:
    """One press after an interruption: back on air when a microphone is free, else first in line to be called.
    Raises Refused: nothing_kept, voice_stopped."""
    line = Line(lock(gathering), by=by, at=timezone.now())
    turn = line.of(by)
    if turn is None or not (turn.state == TurnState.PAUSED or turn.interrupted_at):
        raise Refused("nothing_kept")
    stopped(by, line.room, SanctionKind.VOICE)
    if turn.state == TurnState.SPEAKING or line.free_microphones() > 0:
        _on_air(line, turn)
    else:
        line.change(turn, state=TurnState.WAITING, interrupted_at=None, deadline=None)
        line.put(turn, 0, "kept")
    return line.tell("restored", subject=turn)
