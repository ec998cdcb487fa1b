"""The table: which command of the wire is which deed of the domain."""

from collections.abc import Callable
from typing import Any

import msgspec
from django.db import DataError, IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.bridge.sittings import SITTING_DEEDS
from multaqa.bridge.you import you_of
from multaqa.common.prepared import insert, prepared
from multaqa.common.refusal import Refused
from multaqa.live.ports import Ticket
from multaqa.rooms.domain import acts, chairing, chat, floor, gatherings, order
from multaqa.rooms.domain.entry import require
from multaqa.rooms.domain.recording import lock
from multaqa.rooms.domain.undoing import undo
from multaqa.rooms.models import Act, Deed, Gathering, Sanction
from multaqa.wire import commands as c
from multaqa.wire.events import Reply

_replies = msgspec.json.Decoder(Reply)
_encode = msgspec.json.Encoder().encode


def do(who: Ticket, command: c.Keyed) -> Reply:
    """Does what a command asks, once. Raises Refused."""
    if isinstance(command, READING):
        return _read(who, command)
    if who.person is None:
        raise Refused("name_needed")
    try:
        return _do_once(who, who.person.id, command)
    except DataError as error:
        # PostgreSQL keeps no NUL in a text; nobody writes one by hand.
        raise Refused("malformed") from error
    except (IntegrityError, Refused):
        # The same key, at the same instant, on another node: it won, and its reply is ours. What it did may be why we were
        # refused.
        found = _done(who, who.person.id, command.key)
        if found is None:
            raise
        return found


@transaction.atomic
def _do_once(who: Ticket, person_id: int, command: c.Keyed) -> Reply:
    found = _done(who, person_id, command.key)
    if found is not None:
        return found
    gathering = lock(who.gathering)
    person = _persons(person_id)[0]
    reply = DEEDS[type(command)](command, gathering, person)
    insert(Deed(gathering=gathering, person=person, key=command.key, reply=_encode(reply).decode(), at=timezone.now()))
    return reply


def _done(who: Ticket, person_id: int, key: str) -> Reply | None:
    return next((_replies.decode(reply) for reply in _earlier(who.gathering, person_id, key)), None)


@prepared
def _earlier(gathering: int, person: int, key: str) -> "QuerySet[Deed, str]":
    return Deed.objects.filter(gathering=gathering, person=person, key=key).values_list("reply", flat=True)


@prepared
def _persons(pk: int) -> "QuerySet[Person, Person]":
    found: QuerySet[Person, Person] = Person.objects.filter(pk=pk)
    return found


def _n(deed: Callable[..., int], *fields: str) -> Callable[[Any, Gathering, Person], Reply]:
    """A deed of one's own: it answers the number of its event."""

    def run(command: Any, gathering: Gathering, person: Person) -> Reply:
        return Reply(re=command.key, n=deed(gathering, by=person, **{name: getattr(command, name) for name in fields}))

    return run


def _act(deed: Callable[..., chairing.Done], *fields: str) -> Callable[[Any, Gathering, Person], Reply]:
    """A deed of a supervisor: it answers the number of its event and of its act."""

    def run(command: Any, gathering: Gathering, person: Person) -> Reply:
        done = deed(gathering, by=person, **{name: getattr(command, name) for name in fields})
        return Reply(re=command.key, n=done.n, act=done.act)

    return run


def _say(command: c.Say, gathering: Gathering, person: Person) -> Reply:
    n, message = chat.say(
        gathering,
        command.text,
        reply_to=command.reply_to,
        mentions=tuple(command.mentions),
        whisper=command.whisper,
        by=person,
    )
    return Reply(re=command.key, n=n, id=message)


def _sanction(command: c.Sanction, gathering: Gathering, person: Person) -> Reply:
    subject = Person.objects.filter(pk=command.person).first()
    if subject is None:
        raise Refused("no_such_person")
    sanction, act = order.impose(gathering.room, subject, command.kind, minutes=command.minutes, why=command.why, by=person)
    return Reply(re=command.key, id=sanction.pk, act=act.pk)


def _lift(command: c.Lift, gathering: Gathering, person: Person) -> Reply:
    sanction = Sanction.objects.filter(pk=command.sanction, room=gathering.room).select_related("room", "person").first()
    if sanction is None:
        raise Refused("already_lifted")
    return Reply(re=command.key, act=order.lift(sanction, why=command.why, by=person))


def _undo(command: c.Undo, gathering: Gathering, person: Person) -> Reply:
    act = Act.objects.filter(pk=command.act, room=gathering.room).select_related("room").first()
    if act is None:
        raise Refused("cannot_undo")
    return Reply(re=command.key, n=undo(act, by=person))


def _doors(command: c.SetDoors, gathering: Gathering, person: Person) -> Reply:
    return Reply(re=command.key, act=order.set_doors(gathering.room, command.doors, word=command.word, by=person))


def _microphones(command: c.SetMicrophones, gathering: Gathering, person: Person) -> Reply:
    return Reply(re=command.key, act=order.set_microphones(gathering.room, command.count, by=person))


def _slow(command: c.SetSlow, gathering: Gathering, person: Person) -> Reply:
    return Reply(re=command.key, act=order.set_slow(gathering.room, command.seconds, by=person))


DEEDS: dict[type[c.Keyed], Callable[[Any, Gathering, Person], Reply]] = {
    c.Say: _say,
    c.Ask: _n(floor.ask, "kind", "text", "to"),
    c.Withdraw: _n(floor.withdraw),
    c.Start: _n(floor.start),
    c.Decline: _n(floor.decline),
    c.Finish: _n(floor.finish),
    c.Restore: _n(floor.restore),
    c.Call: _act(chairing.call, "turn"),
    c.ReadOut: _act(chairing.read_out, "turn"),
    c.Extend: _act(chairing.extend, "turn", "seconds"),
    c.Pause: _act(chairing.pause, "turn"),
    c.Resume: _act(chairing.resume, "turn"),
    c.Revoke: _act(chairing.revoke, "turn", "why"),
    c.Remove: _act(chairing.remove, "turn", "why"),
    c.Move: _act(chairing.move, "turn", "place", "why"),
    c.CloseLine: _act(chairing.close_line),
    c.OpenLine: _act(chairing.open_line),
    c.LowerHands: _act(chairing.lower_hands),
    c.Suspend: _act(chairing.suspend, "minutes"),
    c.Reconvene: _act(chairing.reconvene),
    c.Hide: _act(chat.hide, "message", "why"),
    c.Pin: _act(chat.pin, "message"),
    c.CloseGathering: _n(gatherings.close_gathering, "why"),
    c.Sanction: _sanction,
    c.Lift: _lift,
    c.Undo: _undo,
    c.SetDoors: _doors,
    c.SetMicrophones: _microphones,
    c.SetSlow: _slow,
    **SITTING_DEEDS,
}
READING = (c.History, c.Acts, c.Renew)


def _read(who: Ticket, command: c.Keyed) -> Reply:
    """Commands that change nothing."""
    gathering = Gathering.objects.select_related("room").get(pk=who.gathering)
    reader = Person.objects.filter(pk=who.person.id).first() if who.person else None
    match command:
        case c.History():
            require(reader, gathering.room, "listen")
            messages, more = chat.history(gathering, before=command.before, reader=reader)
            return Reply(re=command.key, messages=messages, more=more)
        case c.Acts():
            require(reader, gathering.room, "supervise")
            rows = acts.latest(gathering.room, before=command.before)
            return Reply(re=command.key, acts=[acts.act_view(row) for row in rows], more=len(rows) == 50)
        case _:
            return Reply(re=command.key, you=you_of(who))
