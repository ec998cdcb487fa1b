"""When a changed head count is worth telling: at once but at most once a second, more rarely in a large room."""

from msgspec.structs import astuple

from multaqa.wire.views import Crowd

PACES = ((10_000, 15_000), (1_000, 5_000), (0, 1_000))


def pace_ms(heads: int) -> int:
    """The least time between two counts in a room of this size."""
    return next(pace for size, pace in PACES if heads >= size)


def total(crowd: Crowd) -> int:
    """Everybody, by whichever door."""
    return crowd.live + crowd.text + crowd.http


class Counting:
    """Remembers what was told last and when."""

    def __init__(self) -> None:
        self._told: Crowd | None = None
        self._told_at = 0

    def worth_telling(self, crowd: Crowd, now: int) -> bool:
        """Whether this count should be told now; if so it counts as told."""
        if self._told is not None and astuple(self._told) == astuple(crowd):
            return False
        # Noon in a small room: the first change is told at once, whatever the size was before.
        if now - self._told_at < pace_ms(max(total(crowd), total(self._told or crowd))):
            return False
        self._told, self._told_at = crowd, now
        return True
