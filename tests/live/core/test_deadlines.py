"""What runs out next."""

from typing import Any

import pytest
from msgspec.structs import replace

from multaqa.live.core.bars import Bars
from multaqa.live.core.deadlines import next_deadline
from multaqa.wire import events as e
from multaqa.wire import views as v

SAMI, AMAL = v.PersonView(2, 2, "سامي"), v.PersonView(3, 3, "أمل")
EMPTY = v.Picture(
    n=1, room=v.RoomView(1, "majlis", "المجلس", 1, "open", v.FloorRules()), gathering=v.GatheringView(7, "", 1),
    line=v.LineView(), turns=[], order=[], spoke=[], messages=[], pinned=None, staff=[], sanctions=[],
)  # fmt: skip


def turn(**fields: Any) -> v.TurnView:
    return v.TurnView(**{
        "id": 1, "stream": 1, "person": SAMI, "kind": "contribution", "state": "waiting", "reason": "in_order",
        "asked_at": 1, "seconds": 180, **fields,
    })  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "due"),
    [
        ({"state": "waiting"}, None),
        ({"state": "called", "deadline": 900}, 900),
        ({"state": "speaking", "interrupted": True, "deadline": 800}, 800),
        ({"state": "speaking", "running_since": 1000, "spent_ms": 20_000}, None),
        ({"state": "paused", "spent_ms": 20_000}, None),
    ],
)
def test_countdowns_and_graces(fields: dict[str, Any], due: int | None) -> None:
    assert next_deadline(replace(EMPTY, turns=[turn(**fields)]), Bars({})) == due


def test_the_clock_of_a_turn_counts_only_where_it_cuts() -> None:
    room = replace(EMPTY.room, rules=v.FloorRules(cut=True))
    speaking = turn(state="speaking", running_since=1000, spent_ms=20_000)
    assert next_deadline(replace(EMPTY, room=room, turns=[speaking]), Bars({})) == 161_000


def test_the_earliest_of_all_is_next() -> None:
    picture = replace(
        EMPTY,
        turns=[turn(state="called", deadline=5000)],
        gathering=v.GatheringView(7, "", 1, 1, 4000),
        sanctions=[v.SanctionView(1, AMAL, "voice", 1, 0), v.SanctionView(2, AMAL, "text", 1, 3000)],
    )
    assert next_deadline(picture, Bars({})) == 3000
    assert next_deadline(picture, Bars({9: 2000, 8: 0})) == 2000


def test_bars_follow_what_is_told() -> None:
    bars = Bars({2: 5000})
    assert (bars.holds(2, 4999), bars.holds(2, 5000), bars.holds(3, 1), bars.holds(None, 1)) == (True, False, False, False)
    bars.fold(e.Sanctioned(n=1, at=1, sanction=v.SanctionView(4, AMAL, "bounce", 1, 9000)))
    bars.fold(e.Sanctioned(n=2, at=1, sanction=v.SanctionView(5, AMAL, "voice", 1, 0)))
    assert (bars.holds(3, 8999), bars.holds(3, 9000)) == (True, False)
    bars.fold(e.Sanctioned(n=3, at=1, sanction=v.SanctionView(6, AMAL, "ban", 1, 0)))
    assert bars.holds(3, 10**15)
    bars.fold(e.Lifted(n=4, at=1, sanction=6, person=3))
    assert not bars.holds(3, 1)
