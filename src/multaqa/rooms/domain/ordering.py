"""The order of the line, as a pure rule: precedence of kind, then fairness, then time of asking.

Nothing here reads a clock or a database. The published rule of DOMAIN, "The floor", rows 1 and 2."""

from collections.abc import Sequence
from typing import NamedTuple

from multaqa.wire.views import Reason

Key = tuple[float, float, float]

KEPT, NOTICE, POINT_OF_ORDER, INTERPOSED, REPLY, PRESENTER, ORDINARY, WRITTEN = range(8)
PRECEDENCE = {
    "notice": NOTICE,
    "order": POINT_OF_ORDER,
    "interposed": INTERPOSED,
    "reply": REPLY,
    "presenter": PRESENTER,
    "contribution": ORDINARY,
    "question": ORDINARY,
    "written": WRITTEN,
}


class Place(NamedTuple):
    """What the rule looks at. `asked_ms` is the server's stamp; `moved` the key that stands in for its own, with the
    `reason` it was given; `kept` a turn that was interrupted; `heard` how often this person, or (`by_room`) the room they
    speak for, had the floor before them."""

    id: int
    kind: str
    asked_ms: int
    kept: bool = False
    heard: int = 0
    by_room: bool = False
    moved: Key | None = None
    reason: Reason = "in_order"


def arrange(places: Sequence[Place], *, fair: bool) -> list[tuple[int, Reason]]:
    """The line, first to last, each with the reason for standing there. Ties go to the lower id, which asked first."""
    return [(place.id, reason_of(place, fair=fair)) for place in sorted(places, key=lambda p: (*key_of(p, fair=fair), p.id))]


def key_of(place: Place, *, fair: bool) -> Key:
    """The sort key: lower stands nearer to the floor."""
    if place.kept:
        return (KEPT, 0, place.asked_ms)
    if place.moved is not None:
        return place.moved
    precedence = PRECEDENCE[place.kind]
    return (precedence, float(place.heard if fair and precedence == ORDINARY else 0), place.asked_ms)


def reason_of(place: Place, *, fair: bool) -> Reason:
    """Why it stands where it stands."""
    if place.kept:
        return "kept"
    if place.moved is not None:
        return place.reason
    if PRECEDENCE[place.kind] != ORDINARY:
        return place.kind  # type: ignore[return-value]
    if not fair or place.heard:
        return "in_order"
    return "room_not_heard" if place.by_room else "not_heard_yet"


def key_for(places: Sequence[Place], index: int, *, fair: bool) -> Key:
    """The key that puts a turn at `index` (0 is first) among `places`, which do not contain it. It stays in that
    relation to its neighbours when others come and go."""
    keys = sorted((*key_of(p, fair=fair), p.id) for p in places)
    if not keys:
        return (ORDINARY, 0, 0)
    if index >= len(keys):
        last = keys[-1]
        return (last[0], last[1], last[2] + 1)
    after = keys[max(index, 0)]
    before = keys[index - 1] if index > 0 else None
    if before is not None and before[:2] == after[:2]:
        return (after[0], after[1], (before[2] + after[2]) / 2)
    return (after[0], after[1], after[2] - 1)
