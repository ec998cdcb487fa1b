"""The last events of a gathering by number. Announcements may come late, twice, out of order or never; out of here
events come in order, once, without a gap."""

from collections.abc import Iterable, Sequence

from multaqa.live.ports import Kept

KEEPS = 500


class History:
    """`n` is the number of the last event given out in order."""

    def __init__(self, n: int, keeps: int = KEEPS) -> None:
        self.n = n
        self._keeps = keeps
        self._ring: dict[int, Kept] = {}
        self._held: dict[int, Kept] = {}
        self._expected = n

    def hear(self, events: Iterable[Kept]) -> list[Kept]:
        """Takes events as they come; answers those that are now next in order."""
        for kept in events:
            if kept.n > self.n:
                self._held.setdefault(kept.n, kept)
                self._expected = max(self._expected, kept.n)
        ready: list[Kept] = []
        while (kept_next := self._held.pop(self.n + 1, None)) is not None:
            self._keep(kept_next)
            ready.append(kept_next)
        return ready

    def expect(self, n: int) -> None:
        """Somebody was told that number n exists."""
        self._expected = max(self._expected, n)

    @property
    def gap(self) -> bool:
        """Whether numbers are known to exist that have not come."""
        return self._expected > self.n

    def after(self, n: int) -> list[Kept] | None:
        """The events after n, in order; None when they are no longer all here, or n has not happened yet."""
        if n > self.n or (n < self.n and n + 1 not in self._ring):
            return None
        return [self._ring[number] for number in range(n + 1, self.n + 1)]

    def remind(self, earlier: Sequence[Kept]) -> None:
        """Takes in events that were given out before this history began, where nothing is missing between them and it: whoever
        comes back next asks for the same ones."""
        first = min(self._ring, default=self.n + 1)
        known = {kept.n: kept for kept in earlier}
        n = first - 1
        while n in known and n > self.n - self._keeps:
            self._ring[n] = known[n]
            n -= 1

    def _keep(self, kept: Kept) -> None:
        self.n = kept.n
        self._ring[kept.n] = kept
        self._ring.pop(kept.n - self._keeps, None)


def joined(older: Sequence[Kept], newer: Sequence[Kept], *, after: int, upto: int) -> list[Kept] | None:
    """The events from `after` (not included) up to `upto`, out of two runs that may overlap; None when one is missing."""
    known = {kept.n: kept for kept in (*older, *newer)}
    run = [known.get(n) for n in range(after + 1, upto + 1)]
    return None if None in run else [kept for kept in run if kept is not None]
