"""Snapshot and events make a fresh snapshot, whatever anybody does in a sitting, in whatever order."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from multaqa.assembly.domain import running, seats
from multaqa.assembly.domain.deciding import decide
from multaqa.assembly.models import AgendaItem
from multaqa.common.refusal import Refused
from multaqa.live.core.picture import fold
from multaqa.rooms.domain import chairing, clock, floor
from multaqa.rooms.domain.picture import picture_of
from multaqa.rooms.models import Event, Turn
from multaqa.wire.codec import decode_lasting
from tests.assembly.sittings.conftest import build_chamber


class Rollback(Exception):
    """Ends an example without a trace."""


def _own(deed, **more):
    return lambda c, by, pick: deed(c.gathering, by=by, **more)


def _turn(chamber, pick):
    rows = list(Turn.objects.live().filter(gathering=chamber.gathering).order_by("pk").values_list("pk", flat=True))
    return rows[pick % len(rows)] if rows else 0


def _item(chamber, pick):
    rows = list(AgendaItem.objects.filter(sitting=chamber.sitting).order_by("pk").values_list("pk", flat=True))
    return rows[pick % len(rows)]


DEEDS = {
    **{f"ask {kind}": _own(floor.ask, kind=kind, text="نص") for kind in (
        "contribution", "question", "reply", "order", "written", "notice", "interposed", "presenter")},
    **{deed.__name__: _own(deed) for deed in (floor.withdraw, floor.start, floor.decline, floor.finish, floor.restore)},
    **{deed.__name__: (lambda c, by, pick, deed=deed: deed(c.gathering, _turn(c, pick), by=by)) for deed in (
        chairing.call, chairing.pause, chairing.resume, chairing.revoke, chairing.extend)},
    "answer yes": lambda c, by, pick: running.answer_interposed(c.gathering, turn=_turn(c, pick), yes=True, by=by),
    "answer no": lambda c, by, pick: running.answer_interposed(c.gathering, turn=_turn(c, pick), yes=False, by=by),
    "open": _own(running.open_sitting),
    "next": _own(running.next_item),
    "next, carried": _own(running.next_item, carry=True),
    "go to": lambda c, by, pick: running.next_item(c.gathering, item=_item(c, pick), by=by),
    "move item": lambda c, by, pick: running.move_item(c.gathering, item=_item(c, pick), before=_item(c, pick + 1), by=by),
    "carry": lambda c, by, pick: running.carry_item(c.gathering, item=_item(c, pick), by=by),
    "record item": lambda c, by, pick: running.record_item(c.gathering, item=_item(c, pick), yes=bool(pick % 2), by=by),
    "record me": lambda c, by, pick: seats.record_me(c.gathering, yes=bool(pick % 2), by=by),
    "suspend": _own(running.suspend_sitting, minutes=5, prayer=True),
    "reconvene": _own(chairing.reconvene),
    "take seat": _own(seats.take_seat),
    "swap": lambda c, by, pick: seats.take_seat(c.gathering, room=c.world.rooms[pick % 4].pk, by=by),
    "remove": lambda c, by, pick: seats.remove_from_sitting(
        c.gathering, person=c.people[pick % len(c.people)].pk, why="إخلال", by=by),
    "decide": _own(decide, text="يعتمد."),
    "adjourn": _own(running.adjourn),
    "arrive": lambda c, by, pick: c.arrive(by),
    "leave": lambda c, by, pick: c.leave(by),
    "interrupt": lambda c, by, pick: clock.interrupt(c.gathering, by),
    "return": lambda c, by, pick: clock.return_to(c.gathering, by),
    "late": lambda c, by, pick: clock.settle(c.gathering),
}  # fmt: skip
steps = st.lists(st.tuples(st.sampled_from(sorted(DEEDS)), st.integers(0, 8), st.integers(0, 12)), min_size=5, max_size=35)


@pytest.fixture
def prepared(db):
    chamber = build_chamber()
    chamber.people = [chamber.chair, chamber.chair, chamber.world.secretary, *chamber.delegates, *chamber.alternates]
    chamber.arrive(chamber.chair, *chamber.delegates, *chamber.alternates[:2])
    running.open_sitting(chamber.gathering, by=chamber.chair)
    return chamber


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.generate, Phase.shrink], derandomize=True,
)  # fmt: skip
@given(evening=steps)
def test_whoever_folds_every_event_has_what_the_rows_say(prepared, evening):
    try:
        with transaction.atomic():
            _play(prepared, evening)
            raise Rollback
    except Rollback:
        pass


def _play(chamber, evening):
    folded = picture_of(chamber.gathering)
    for deed, who, pick in evening:
        before = folded.n
        try:
            with transaction.atomic():
                DEEDS[deed](chamber, chamber.people[who % len(chamber.people)], pick)
        except Refused:
            continue
        for event in Event.objects.filter(gathering=chamber.gathering, n__gt=before).order_by("n"):
            folded = fold(folded, decode_lasting(event.data.encode()))
        fresh = picture_of(chamber.gathering)
        assert folded == fresh, (deed, who, pick)
        _floor_is_right(fresh)


def _floor_is_right(picture):
    """One voice at a time, one live turn a person, one seat held a room."""
    on_air = [turn for turn in picture.turns if turn.state in ("called", "speaking")]
    assert len(on_air) <= picture.room.rules.microphones
    persons = [turn.person.id for turn in picture.turns]
    assert len(persons) == len(set(persons))
    holders = [seat.holder for seat in picture.sitting.seats if seat.holder]
    assert len(holders) == len(set(holders))
