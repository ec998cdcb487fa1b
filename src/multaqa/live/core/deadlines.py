"""When something in the picture runs out next, so that the node sleeps until then and asks the house to settle it."""

from collections.abc import Iterator

from multaqa.live.core.bars import Bars
from multaqa.wire.views import Picture, TurnView


def next_deadline(picture: Picture, bars: Bars) -> int | None:
    """The earliest ms at which the house has something to settle (it may have passed already); None: nothing is counted."""
    return min(_deadlines(picture, bars), default=None)


def _deadlines(picture: Picture, bars: Bars) -> Iterator[int]:
    for turn in picture.turns:
        yield from _of_turn(turn, cut=picture.room.rules.cut)
    if picture.gathering.suspended_until:
        yield picture.gathering.suspended_until
    for sanction in picture.sanctions:
        if sanction.until:
            yield sanction.until
    yield from bars.ends()


def _of_turn(turn: TurnView, *, cut: bool) -> Iterator[int]:
    if turn.deadline and (turn.state == "called" or turn.interrupted):
        yield turn.deadline
    # Without the cut the clock at zero is a sign to the speaker and the chair; the house does nothing at it.
    if cut and turn.state == "speaking" and turn.running_since:
        yield turn.running_since + turn.seconds * 1000 - turn.spent_ms
