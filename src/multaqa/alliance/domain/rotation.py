"""Whose turn it is to host. Pure: rooms and what was hosted are handed in, and everybody can reckon the answer again."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple


class Candidate(NamedTuple):
    """A member room: its id, since when it is a member, and whether it lives elsewhere (no sitting can be held in it)."""

    room: int
    admitted: dt.date
    elsewhere: bool = False


class Hosting(NamedTuple):
    """A room hosted on that day."""

    room: int
    on: dt.date


class Suggestion(NamedTuple):
    """Whose turn it is (None: no room can host), and who was passed over, with the code of the reason."""

    room: int | None
    skipped: list[tuple[int, str]]


def next_host(rooms: Sequence[Candidate], history: Sequence[Hosting]) -> int | None:
    """Whoever hosted least, then longest ago, then was admitted first. `history` may hold rooms that left.

    Who hosted how often is counted from the day the newest room came: else a newcomer would host month after month until
    it had caught up with years."""
    able = [one for one in rooms if not one.elsewhere]
    if not able:
        return None
    counted_from = max(one.admitted for one in able)
    return min(able, key=lambda one: _standing(one, history, counted_from)).room


def suggest(rooms: Sequence[Candidate], history: Sequence[Hosting]) -> Suggestion:
    """`next_host`, and who was passed over: "elsewhere" for a room that lives elsewhere."""
    return Suggestion(next_host(rooms, history), [(one.room, "elsewhere") for one in rooms if one.elsewhere])


def times_hosted(room: int, history: Sequence[Hosting]) -> int:
    """How often a room hosted, ever."""
    return sum(one.room == room for one in history)


def _standing(one: Candidate, history: Sequence[Hosting], counted_from: dt.date) -> tuple[int, dt.date, dt.date, int]:
    own = [hosting.on for hosting in history if hosting.room == one.room]
    often = sum(on >= counted_from for on in own)
    return often, max(own, default=dt.date.min), one.admitted, one.room
