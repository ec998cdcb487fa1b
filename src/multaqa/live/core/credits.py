"""How often one may do what. A person's pages share their credits, so that opening another one, or coming again, buys
nothing; frames and sound are counted per connection."""

from collections.abc import Mapping
from typing import NamedTuple

from multaqa.wire.commands import Ask, Command, Hello, People, Say, Withdraw


class Rate(NamedTuple):
    """`burst` at once, then one per `every_ms`."""

    burst: int
    every_ms: float


FRAMES = Rate(120, 1000 / 40)
PACKETS = Rate(150, 1000 / 60)
OFFENCES = Rate(50, 1000)
OTHER = Rate(20, 200)
MEMBER: Mapping[type[Command], tuple[str, Rate]] = {
    Say: ("say", Rate(5, 1500)),
    Ask: ("hand", Rate(3, 10_000)),
    Withdraw: ("hand", Rate(3, 10_000)),
    People: ("people", Rate(10, 1000)),
    Hello: ("hello", Rate(1, 60_000)),
}
VISITOR: Mapping[type[Command], tuple[str, Rate]] = {**MEMBER, Say: ("say", Rate(2, 5000))}


class Bucket:
    """Credits of one kind."""

    __slots__ = ("_at", "_left", "_rate")

    def __init__(self, rate: Rate, now: int) -> None:
        self._rate = rate
        self._left = float(rate.burst)
        self._at = now

    def take(self, now: int, amount: int = 1) -> int:
        """Takes credits and answers 0; when there are too few takes none and answers after how many ms there will be."""
        self._left = min(self._rate.burst, self._left + max(0, now - self._at) / self._rate.every_ms)
        self._at = max(now, self._at)
        if self._left >= amount:
            self._left -= amount
            return 0
        return max(1, int((amount - self._left) * self._rate.every_ms))


class Credits:
    """The credits for commands of one head."""

    def __init__(self, *, newcomer: bool) -> None:
        self._rates = VISITOR if newcomer else MEMBER
        self._buckets: dict[str, Bucket] = {}

    def take(self, command: Command, now: int) -> int:
        """0, or the ms to wait."""
        name, rate = self._rates.get(type(command), ("other", OTHER))
        if name not in self._buckets:
            self._buckets[name] = Bucket(rate, now)
        return self._buckets[name].take(now)
