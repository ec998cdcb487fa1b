"""Snapshot and events make a fresh snapshot, whatever anybody does."""

import datetime as dt
from functools import partial

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from multaqa.common.refusal import Refused
from multaqa.live.core.picture import fold
from multaqa.rooms.domain import announcing, chairing, chat, clock, floor, gatherings, order, undoing
from multaqa.rooms.domain.picture import picture_of
from multaqa.rooms.models import Act, Event, Membership, Message, Sanction, Turn
from multaqa.wire.codec import decode_lasting
from multaqa.wire.events import Quiet

PEOPLE = ("sami", "layla", "amal", "basim", "jamal", "zahir")


class Rollback(Exception):
    """Ends an example without a trace."""


def _any(rows, pick):
    found = list(rows.order_by("pk").values_list("pk", flat=True))
    return found[pick % len(found)] if found else 0


def _turn(hall, pick):
    return _any(Turn.objects.live().filter(gathering=hall.gathering), pick)


def _message(hall, pick):
    return _any(Message.objects.filter(gathering=hall.gathering), pick)


def _of_turn(deed, **more):
    return lambda hall, by, pick: deed(hall.gathering, _turn(hall, pick), by=by, **more)


def _own(deed, **more):
    return lambda hall, by, pick: deed(hall.gathering, by=by, **more)


def _let_time_pass(hall, seconds):
    """Moves every deadline and running clock back."""
    for turn in Turn.objects.live().filter(gathering=hall.gathering):
        for name in ("deadline", "running_since"):
            if getattr(turn, name):
                setattr(turn, name, getattr(turn, name) - dt.timedelta(seconds=seconds))
        turn.save()


def _reply(hall, by, pick):
    return chat.say(hall.gathering, f"رد {pick}", reply_to=_message(hall, pick) or None, by=by)


def _undo(hall, by, pick):
    undoing.undo(Act.objects.get(pk=_any(Act.objects.all(), pick)), by=by)


def _lift(hall, by, pick):
    order.lift(Sanction.objects.get(pk=_any(Sanction.objects.all(), pick) or 0), by=by)


def _staff(hall, by, pick):
    """An office is given or taken."""
    person = getattr(hall, PEOPLE[2 + pick % 3])
    row = Membership.objects.now().get(room=hall.room, person=person)
    row.role = "member" if row.role == "supervisor" else "supervisor"
    row.save()
    announcing.staff_changed(hall.room, by=hall.sami)


DEEDS = {
    **{
        f"ask {kind}": _own(floor.ask, kind=kind, text="نص") for kind in ("contribution", "question", "reply", "order", "written")
    },
    **{deed.__name__: _own(deed) for deed in (floor.withdraw, floor.start, floor.decline, floor.finish, floor.restore)},
    **{deed.__name__: _own(deed) for deed in (chairing.close_line, chairing.open_line, chairing.lower_hands, chairing.reconvene)},
    **{
        deed.__name__: _of_turn(deed)
        for deed in (
            chairing.call,
            chairing.read_out,
            chairing.extend,
            chairing.pause,
            chairing.resume,
            chairing.revoke,
            chairing.remove,
        )
    },
    "move": lambda hall, by, pick: chairing.move(hall.gathering, _turn(hall, pick), pick % 4, by=by),
    "suspend": _own(chairing.suspend, minutes=5),
    "interrupt": lambda hall, by, pick: clock.interrupt(hall.gathering, by),
    "return": lambda hall, by, pick: clock.return_to(hall.gathering, by),
    "late": lambda hall, by, pick: clock.settle(hall.gathering),
    "say": lambda hall, by, pick: chat.say(hall.gathering, f"كلمة {pick}", by=by),
    "whisper": lambda hall, by, pick: chat.say(hall.gathering, "همس", whisper=True, by=by),
    "reply": _reply,
    "hide": lambda hall, by, pick: chat.hide(hall.gathering, _message(hall, pick), by=by),
    "pin": lambda hall, by, pick: chat.pin(hall.gathering, _message(hall, pick) or None, by=by),
    **{
        f"sanction {kind}": lambda hall, by, pick, kind=kind: order.impose(
            hall.room, getattr(hall, PEOPLE[pick % 6]), kind, minutes=pick + 1, why="مقاطعة", by=by
        )
        for kind in ("voice", "text", "bounce")
    },
    "lift": _lift,
    "doors": lambda hall, by, pick: order.set_doors(hall.room, ("open", "members", "closed")[pick % 3], by=by),
    "microphones": lambda hall, by, pick: order.set_microphones(hall.room, pick % 4 + 1, by=by),
    "slow": lambda hall, by, pick: order.set_slow(hall.room, 0, by=by),
    "title": lambda hall, by, pick: gatherings.name_gathering(hall.gathering, f"عنوان {pick}", by=by),
    "staff": _staff,
    "undo": _undo,
}
steps = st.lists(st.tuples(st.sampled_from(sorted(DEEDS)), st.sampled_from(PEOPLE), st.integers(0, 12)), min_size=5, max_size=40)


@pytest.mark.django_db
@settings(
    max_examples=40,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps)
def test_snapshot_and_events_make_a_fresh_snapshot(hall, steps):
    try:
        with transaction.atomic():
            _play(hall, steps)
            raise Rollback
    except Rollback:
        hall.fresh()
        hall.gathering.refresh_from_db()


def _play(hall, steps):
    hall.rule(visitors_ask=True, visitors_write=True)
    picture = picture_of(hall.gathering)
    for name, person, pick in steps:
        hall.fresh()
        if name == "late":
            _let_time_pass(hall, pick * 20)
            picture = picture_of(hall.gathering)
        try:
            with transaction.atomic():
                DEEDS[name](hall, getattr(hall, person), pick)
        except (Refused, Sanction.DoesNotExist, Act.DoesNotExist):
            continue
        for row in Event.objects.filter(gathering=hall.gathering, n__gt=picture.n).order_by("n"):
            event = decode_lasting(row.data.encode())
            picture = fold(picture, event if row.audience is None else Quiet(n=event.n, at=event.at))
        assert picture == picture_of(hall.gathering), name
        assert len([turn for turn in picture.turns if turn.state in ("called", "speaking")]) <= 4
        assert sorted(picture.order) == sorted(turn.id for turn in picture.turns if turn.state in ("waiting", "paused"))


def test_every_deed_of_the_list_can_happen(hall):
    """The list is not made of refusals: each deed succeeds at least once in a scripted evening."""
    happened = set()
    script = [
        ("ask contribution", "amal"), ("start", "amal"), ("ask question", "basim"), ("ask written", "jamal"),
        ("interrupt", "amal"), ("return", "amal"), ("extend", "layla"), ("pause", "layla"), ("restore", "amal"),
    ]  # fmt: skip
    for name, person in script:
        try:
            partial(DEEDS[name], hall, getattr(hall, person))(0)
            happened.add(name)
        except Refused as refused:
            assert name == "restore" and refused.code == "nothing_kept", (name, refused.code)
    assert len(happened) >= 8
