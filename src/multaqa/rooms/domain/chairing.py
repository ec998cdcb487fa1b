"""The supervisors' deeds on the floor. Each is visible, logged with its doer, and most can be undone.

Each deed answers the number of its event and the number of its act."""

import datetime as dt
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.common.refusal import Refused
from multaqa.rooms.domain.acts import log
from multaqa.rooms.domain.entry import require
from multaqa.rooms.domain.floor import end
from multaqa.rooms.domain.line import IN_LINE, Line
from multaqa.rooms.domain.recording import lock
from multaqa.rooms.domain.views import gathering_view
from multaqa.rooms.enums import TurnKind, TurnState
from multaqa.rooms.models import Gathering, Turn
from multaqa.wire.events import GatheringChanged


class Done(NamedTuple):
    """The number of the event, and of the act in the log (0 when it is not logged)."""

    n: int
    act: int = 0


def _line(gathering: Gathering, by: Person) -> Line:
    gathering = lock(gathering)
    require(by, gathering.room, "supervise")
    return Line(gathering, by=by, at=timezone.now())


def _turn(line: Line, pk: int, states: tuple[str, ...], refusal: str) -> Turn:
    turn = line.turns.get(pk)
    if turn is None:
        raise Refused("turn_over")
    if turn.state not in states:
        raise Refused(refusal)
    return turn


@transaction.atomic
def call(gathering: Gathering, turn: int, *, by: Person) -> Done:
    """Calls somebody who waits, out of order when they are not the first. Raises Refused: turn_over,
    turn_not_waiting, no_microphone_free, not_written for a written contribution."""
    line = _line(gathering, by)
    called = _turn(line, turn, (TurnState.WAITING,), "turn_not_waiting")
    if called.kind == TurnKind.WRITTEN:
        raise Refused("read_out_instead")
    if line.free_microphones() < 1:
        raise Refused("no_microphone_free")
    out_of_order = line.order()[0] != called.pk
    act = log(line, "called_out_of_order", subject=called.person) if out_of_order else 0
    line.change(called, out_of_order=out_of_order)
    line.call(called)
    return Done(line.tell("called", subject=called, act=act or None), act)


@transaction.atomic
def read_out(gathering: Gathering, turn: int, *, by: Person) -> Done:
    """A written contribution was read aloud. Raises Refused: turn_over, not_written."""
    line = _line(gathering, by)
    read = _turn(line, turn, IN_LINE, "turn_not_waiting")
    if read.kind != TurnKind.WRITTEN:
        raise Refused("not_written")
    line.change(read, state=TurnState.FINISHED, started_at=line.at, ended_at=line.at, spent_ms=1)
    return Done(line.tell("read_out", subject=read))


@transaction.atomic
def extend(gathering: Gathering, turn: int, *, seconds: int = 60, by: Person) -> Done:
    """Gives a speaker more time. Raises Refused: turn_over, turn_not_speaking."""
    line = _line(gathering, by)
    longer = _turn(line, turn, (TurnState.SPEAKING, TurnState.PAUSED, TurnState.CALLED), "turn_not_speaking")
    line.change(longer, seconds=longer.seconds + seconds)
    act = log(line, "extended", subject=longer.person, facts={"seconds": seconds})
    return Done(line.tell("extended", subject=longer, act=act), act)


@transaction.atomic
def pause(gathering: Gathering, turn: int, *, by: Person) -> Done:
    """Stops a speaker's sound and clock; the place is kept. Raises Refused: turn_over, turn_not_speaking."""
    line = _line(gathering, by)
    paused = _turn(line, turn, (TurnState.SPEAKING,), "turn_not_speaking")
    keep(line, paused)
    act = log(line, "paused", subject=paused.person)
    return Done(line.tell("paused", subject=paused, act=act), act)


def keep(line: Line, turn: Turn) -> None:
    """From the microphone to a kept place."""
    line.change(turn, state=TurnState.PAUSED, deadline=None, interrupted_at=None, **line.stop_clock(turn))


@transaction.atomic
def resume(gathering: Gathering, turn: int, *, by: Person) -> Done:
    """Calls a kept turn back: its owner still presses. Raises Refused: turn_over, turn_not_waiting, no_microphone_free."""
    line = _line(gathering, by)
    kept = _turn(line, turn, (TurnState.PAUSED,), "turn_not_waiting")
    if line.free_microphones() < 1:
        raise Refused("no_microphone_free")
    line.call(kept)
    return Done(line.tell("resumed", subject=kept))


@transaction.atomic
def revoke(gathering: Gathering, turn: int, *, why: str = "", by: Person) -> Done:
    """Takes the floor away. Raises Refused: turn_over, turn_not_speaking."""
    line = _line(gathering, by)
    taken = _turn(line, turn, (TurnState.SPEAKING, TurnState.CALLED, TurnState.PAUSED), "turn_not_speaking")
    act = log(line, "revoked", subject=taken.person, why=why, before={"turns": [taken.pk]})
    end(line, taken, TurnState.REVOKED, why)
    return Done(line.tell("revoked", subject=taken, why=why, act=act), act)


@transaction.atomic
def remove(gathering: Gathering, turn: int, *, why: str = "", by: Person) -> Done:
    """Takes a waiting request out of the line. Raises Refused: turn_over, turn_not_waiting."""
    line = _line(gathering, by)
    removed = _turn(line, turn, IN_LINE, "turn_not_waiting")
    act = log(line, "removed", subject=removed.person, why=why, before={"turns": [removed.pk]})
    end(line, removed, TurnState.REVOKED, why)
    return Done(line.tell("removed", subject=removed, why=why, act=act), act)


@transaction.atomic
def move(gathering: Gathering, turn: int, place: int, *, why: str = "", by: Person) -> Done:
    """Moves a waiting turn to a place in line, 0 the first. Raises Refused: turn_over, turn_not_waiting."""
    line = _line(gathering, by)
    moved = _turn(line, turn, (TurnState.WAITING,), "turn_not_waiting")
    before = {"place": moved.place, "reason": moved.reason, "turn": moved.pk}
    act = log(line, "moved", subject=moved.person, why=why, facts={"place": place + 1}, before=before)
    line.put(moved, place, "by_supervisor")
    return Done(line.tell("moved", subject=moved, why=why, act=act), act)


@transaction.atomic
def close_line(gathering: Gathering, *, by: Person) -> Done:
    """No new requests. Closing a closed line changes nothing."""
    return _turn_line(gathering, by, closed=True)


@transaction.atomic
def open_line(gathering: Gathering, *, by: Person) -> Done:
    """New requests are taken again."""
    return _turn_line(gathering, by, closed=False)


def _turn_line(gathering: Gathering, by: Person, *, closed: bool) -> Done:
    line = _line(gathering, by)
    if (line.gathering.line_closed_at is not None) == closed:
        return Done(line.gathering.last_n)
    line.gathering.line_closed_at = line.at if closed else None
    line.gathering.line_closed_by = by if closed else None
    line.gathering.save(update_fields=["line_closed_at", "line_closed_by"])
    act = log(line, "line_closed" if closed else "line_opened", before={"closed": not closed})
    return Done(line.tell("line_closed" if closed else "line_opened", act=act, line=True), act)


@transaction.atomic
def lower_hands(gathering: Gathering, *, by: Person) -> Done:
    """Everyone who waits leaves the line; kept turns stay kept."""
    line = _line(gathering, by)
    lowered = [turn for turn in line.waiting() if turn.state == TurnState.WAITING]
    if not lowered:
        return Done(line.gathering.last_n)
    act = log(line, "hands_lowered", facts={"count": len(lowered)}, before={"turns": [turn.pk for turn in lowered]})
    for turn in lowered:
        line.change(turn, state=TurnState.REVOKED, ended_at=line.at)
    return Done(line.tell("hands_lowered", act=act), act)


def bring_back(line: Line, turns: list[Turn]) -> None:
    """Undoes taking the floor or the place away: whoever had spoken comes back to a kept place, whoever waited to the
    same place in line. Somebody who has asked again since keeps the newer request."""
    for turn in turns:
        if line.of(turn.person) is None:
            state = TurnState.PAUSED if turn.started_at else TurnState.WAITING
            fields: dict[str, Any] = {"state": state, "ended_at": None, "ended_why": "", "deadline": None}
            line.change(turn, **fields)
            if state == TurnState.PAUSED and line.free_microphones() > 0:
                line.call(turn)


@transaction.atomic
def suspend(gathering: Gathering, *, minutes: int, by: Person) -> Done:
    """Stops everything for some minutes: whoever speaks keeps the place, the line stays as it is."""
    line = _line(gathering, by)
    for turn in line.on_air():
        if turn.state == TurnState.SPEAKING:
            keep(line, turn)
        else:
            line.change(turn, state=TurnState.WAITING, deadline=None, called_at=None)
            line.put(turn, 0, "kept")
    gathering = line.gathering
    gathering.suspended_at, gathering.suspended_until = line.at, line.at + dt.timedelta(minutes=minutes)
    gathering.save(update_fields=["suspended_at", "suspended_until"])
    act = log(line, "suspended", facts={"minutes": minutes})
    line.record.write(GatheringChanged, gathering=gathering_view(gathering))
    if line.presiding is not None:
        line.presiding.suspended(line.record)
    return Done(line.tell("settled", act=act), act)


@transaction.atomic
def reconvene(gathering: Gathering, *, by: Person) -> Done:
    """Ends a suspension; the next in line is called."""
    line = _line(gathering, by)
    if line.gathering.suspended_at is None:
        return Done(line.gathering.last_n)
    act = log(line, "reconvened")
    return Done(end_suspension(line, act), act)


def end_suspension(line: Line, act: int | None = None) -> int:
    """The gathering goes on."""
    line.gathering.suspended_at = line.gathering.suspended_until = None
    line.gathering.save(update_fields=["suspended_at", "suspended_until"])
    line.record.write(GatheringChanged, gathering=gathering_view(line.gathering))
    if line.presiding is not None:
        line.presiding.reconvened(line.record)
    return line.tell("settled", act=act)
