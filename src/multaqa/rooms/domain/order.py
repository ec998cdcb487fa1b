"""The room's own order: red dot, bounce, ban, the doors, slow mode, microphones. Every act has a doer and a reason,
shows its undo, and tells the person concerned why and until when."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.common.refusal import Refused
from multaqa.rooms.domain.acts import note
from multaqa.rooms.domain.announcing import room_changed
from multaqa.rooms.domain.entry import keep_word, require
from multaqa.rooms.domain.floor import end
from multaqa.rooms.domain.gatherings import locked_in
from multaqa.rooms.domain.line import Line
from multaqa.rooms.domain.presiding import presiding_in
from multaqa.rooms.domain.recording import Record, lock, ms
from multaqa.rooms.domain.views import Viewer
from multaqa.rooms.enums import Doors, SanctionKind, TurnKind, TurnState
from multaqa.rooms.models import Act, Gathering, Room, Sanction
from multaqa.rooms.rules import is_staff
from multaqa.wire.events import Lifted, Sanctioned

LEAVING = (SanctionKind.BOUNCE, SanctionKind.BAN)


@transaction.atomic
def impose(room: Room, person: Person, kind: str, *, minutes: int, why: str, by: Person) -> tuple[Sanction, Act]:
    """Begins a sanction. `minutes` 0: until lifted (voice and text only). A longer one of the same kind takes the place of
    a shorter. Raises Refused: not_allowed, cannot_sanction_staff, end_needed, why_needed, already_in_force."""
    gathering = locked_in(room)
    require(by, room, "supervise")
    _refuse_imposing(room, person, kind, minutes, why)
    now = timezone.now()
    until = now + dt.timedelta(minutes=minutes) if minutes else None
    _replace_shorter(room, person, kind, until, by, now)
    sanction = Sanction.objects.create(room=room, person=person, kind=kind, why=why.strip(), since=now, until=until, by=by)
    taken = _take_the_floor(gathering, person, kind, why, by, now)
    act = note(
        room,
        "sanctioned",
        by=by,
        gathering=gathering,
        subject=person,
        why=why.strip(),
        facts={"kind": kind, "until": ms(until)},
        before={"sanction": sanction.pk, "turns": taken},
    )
    if gathering is not None:
        _tell(gathering, sanction, act, by, now)
    return sanction, Act.objects.get(pk=act)


def _refuse_imposing(room: Room, person: Person, kind: str, minutes: int, why: str) -> None:
    if is_staff(person, room):
        raise Refused("cannot_sanction_staff")
    presiding = presiding_in(room) if kind in LEAVING else None
    if presiding is not None and presiding.holds_place(person.pk):
        raise Refused("sanction_in_session")
    if kind in LEAVING and minutes < 1:
        raise Refused("end_needed")
    if len(why.strip()) < 3:
        raise Refused("why_needed")


def _replace_shorter(room: Room, person: Person, kind: str, until: dt.datetime | None, by: Person, now: dt.datetime) -> None:
    standing = Sanction.objects.in_force().filter(room=room, person=person, kind=kind)
    for row in standing:
        if row.until == until or (until is not None and (row.until is None or row.until >= until)):
            raise Refused("already_in_force", until=ms(row.until))
        Sanction.objects.filter(pk=row.pk).update(lifted_at=now, lifted_by=by, ended_told=True)


def _take_the_floor(gathering: Gathering | None, person: Person, kind: str, why: str, by: Person, now: dt.datetime) -> list[int]:
    """A stopped voice leaves the floor at once; a written contribution stays unless writing is what was stopped."""
    if gathering is None:
        return []
    line = Line(gathering, by=by, at=now)
    turn = line.of(person)
    written = turn is not None and turn.kind == TurnKind.WRITTEN
    if turn is None or (kind == SanctionKind.TEXT and not written) or (kind == SanctionKind.VOICE and written):
        return []
    end(line, turn, TurnState.REVOKED, why)
    line.tell("revoked" if turn.started_at else "removed", subject=turn, why=why)
    return [turn.pk]


def _tell(gathering: Gathering, sanction: Sanction, act: int, by: Person, now: dt.datetime) -> None:
    record = Record(gathering, by=by, at=now)
    record.write(Sanctioned, sanction=Viewer(gathering.room).sanction(sanction), act=act)
    record.concerns(sanction.person_id)
    if sanction.kind in LEAVING:
        record.remove(sanction.person_id)


@transaction.atomic
def lift(sanction: Sanction, *, why: str = "", by: Person) -> int:
    """Ends a sanction before its time; answers the number of the act. Raises Refused: not_allowed, already_lifted."""
    gathering = locked_in(sanction.room)
    require(by, sanction.room, "supervise")
    now = timezone.now()
    lifted = (
        Sanction.objects.in_force().filter(pk=sanction.pk).update(lifted_at=now, lifted_by=by, lifted_why=why, ended_told=True)
    )
    if not lifted:
        raise Refused("already_lifted")
    act = note(
        sanction.room, "lifted", by=by, gathering=gathering, subject=sanction.person, why=why, facts={"kind": sanction.kind}
    )
    if gathering is not None:
        record = Record(gathering, by=by, at=now)
        record.write(Lifted, sanction=sanction.pk, person=sanction.person_id)
        record.concerns(sanction.person_id)
    return act


@transaction.atomic
def set_doors(room: Room, doors: str, *, word: str = "", by: Person) -> int:
    """Who may come in from now on; nobody inside is sent out. Answers the act. Raises Refused: not_allowed, word_needed."""
    require(by, room, "supervise")
    if doors == Doors.LOCKED and not (word.strip() or room.door_word):
        raise Refused("word_needed")
    gathering = locked_in(room)
    before = {"doors": room.doors, "door_word": room.door_word}
    room.doors = doors
    if word.strip():
        room.door_word = keep_word(word)
    room.save(update_fields=["doors", "door_word"])
    act = note(room, "doors", by=by, gathering=gathering, facts={"doors": doors}, before=before)
    room_changed(room, by=by, act=act)
    return act


@transaction.atomic
def set_microphones(room: Room, count: int, *, by: Person) -> int:
    """How many may be on air at once, 1 to 4. Nobody on air is cut off. Answers the act."""
    return _set(room, "microphones", "microphones", min(max(count, 1), 4), by)


@transaction.atomic
def set_slow(room: Room, seconds: int, *, by: Person) -> int:
    """At least this many seconds between two messages of one person; 0 is off. Answers the act."""
    return _set(room, "slow", "slow_seconds", max(seconds, 0), by)


def _set(room: Room, what: str, field: str, value: int, by: Person) -> int:
    require(by, room, "supervise")
    gathering = locked_in(room)
    before = {field: getattr(room, field)}
    setattr(room, field, value)
    room.save(update_fields=[field])
    act = note(room, what, by=by, gathering=gathering, facts={field: value}, before=before)
    room_changed(room, by=by, act=act)
    if gathering is not None and what == "microphones":
        line = Line(lock(gathering), by=by, at=timezone.now())
        if line.advance():
            line.tell("settled")
    return act
