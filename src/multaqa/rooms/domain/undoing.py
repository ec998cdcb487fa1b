"""Undo: every act of power shows it beside itself. The act stays in the log, struck through, with who undid it and when."""

from django.db import transaction
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.common.refusal import Refused
from multaqa.rooms.domain.acts import UNDOABLE
from multaqa.rooms.domain.announcing import room_changed
from multaqa.rooms.domain.chairing import bring_back
from multaqa.rooms.domain.chat import unhide
from multaqa.rooms.domain.entry import require
from multaqa.rooms.domain.gatherings import live_in
from multaqa.rooms.domain.line import Line
from multaqa.rooms.domain.recording import Record, lock
from multaqa.rooms.domain.views import Viewer
from multaqa.rooms.enums import TurnState
from multaqa.rooms.models import Act, Gathering, Message, Room, Sanction, Turn
from multaqa.wire.events import Lifted, Pinned


@transaction.atomic
def undo(act: Act, *, by: Person) -> int:
    """Undoes an act and answers the number of the last event. Raises Refused: not_allowed, cannot_undo, already_undone,
    too_late_to_undo."""
    room = act.room
    live = live_in(room)
    gathering = None if live is None else lock(live)
    require(by, room, "supervise")
    act = Act.objects.select_for_update(of=("self",), no_key=True).get(pk=act.pk)
    if act.what not in UNDOABLE:
        raise Refused("cannot_undo")
    if act.undone_at is not None:
        raise Refused("already_undone")
    Act.objects.filter(pk=act.pk).update(undone_at=timezone.now(), undone_by=by)
    if act.what in ("doors", "microphones", "slow"):
        _restore_room(room, act, by)
    elif act.what == "sanctioned":
        _lift(room, gathering, act, by)
    elif gathering is None or act.gathering_id != gathering.pk:
        raise Refused("too_late_to_undo")
    elif act.what == "hidden":
        unhide(gathering, act.before["message"], by=by)
    elif act.what == "pinned":
        _pin_again(gathering, act, by)
    else:
        _restore_line(gathering, act, by)
    return 0 if gathering is None else gathering.last_n


def _restore_room(room: Room, act: Act, by: Person) -> None:
    for field, value in act.before.items():
        setattr(room, field, value)
    room.save(update_fields=list(act.before))
    room_changed(room, by=by)


def _lift(room: Room, gathering: Gathering | None, act: Act, by: Person) -> None:
    """Lifts the sanction and gives back the place it took."""
    lifted = (
        Sanction.objects.in_force()
        .filter(pk=act.before["sanction"])
        .update(lifted_at=timezone.now(), lifted_by=by, ended_told=True)
    )
    if not lifted:
        raise Refused("already_lifted")
    if gathering is not None:
        record = Record(gathering, by=by)
        record.write(Lifted, sanction=act.before["sanction"], person=act.subject_id or 0)
        record.concerns(act.subject_id or 0)
        if act.before.get("turns") and act.gathering_id == gathering.pk:
            _bring_back(Line(gathering, by=by, at=record.at, record=record), act)


def _pin_again(gathering: Gathering, act: Act, by: Person) -> None:
    before = act.before["message"]
    row = Message.objects.filter(pk=before, hidden_at=None).select_related("person", "reply_to").first() if before else None
    gathering.pinned = row
    gathering.save(update_fields=["pinned"])
    Record(gathering, by=by).write(Pinned, message=Viewer(gathering.room).message(row) if row else None)


def _restore_line(gathering: Gathering, act: Act, by: Person) -> None:
    line = Line(gathering, by=by, at=timezone.now())
    if act.what in ("line_closed", "line_opened"):
        gathering.line_closed_at = line.at if act.before["closed"] else None
        gathering.line_closed_by = by if act.before["closed"] else None
        gathering.save(update_fields=["line_closed_at", "line_closed_by"])
        line.tell("line_closed" if act.before["closed"] else "line_opened", line=True)
    elif act.what == "moved":
        turn = line.turns.get(act.before["turn"])
        if turn is None or turn.state != TurnState.WAITING:
            raise Refused("too_late_to_undo")
        line.change(turn, place=act.before["place"], reason=act.before["reason"])
        line.tell("undone", subject=turn)
    else:
        _bring_back(line, act)


def _bring_back(line: Line, act: Act) -> None:
    rows = Turn.objects.filter(pk__in=act.before["turns"], state=TurnState.REVOKED).select_related("person").order_by("pk")
    bring_back(line, list(rows))
    line.tell("undone")
