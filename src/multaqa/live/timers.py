"""Sleeping until something in a gathering runs out, then having the house settle it. Any node may: the house's changes
are conditional, and the first to commit wins."""

import asyncio
from collections.abc import Callable

from multaqa.live.again import Again
from multaqa.live.ports import House

MARGIN_MS = 15
FIRST_RETRY_MS, LAST_RETRY_MS = 500, 30_000
FARTHEST_MS = 3_600_000


class Timers:
    """One gathering's next deadline. `aim` again after every change."""

    def __init__(self, gathering: int, house: House, again: Again, clock: Callable[[], int]) -> None:
        self._gathering, self._house, self._again, self._clock = gathering, house, again, clock
        self._handle: asyncio.TimerHandle | None = None
        self._deadline: int | None = None
        self._retry_ms = 0

    def aim(self, deadline: int | None) -> None:
        """Sleeps until `deadline`. One the house would not settle is tried again, more and more rarely."""
        # The same deadline is slept for already; setting it anew at every event would put a retry off for ever.
        if deadline != self._deadline:
            self._deadline, self._retry_ms = deadline, 0
            self._set()

    def stop(self) -> None:
        """No more settling."""
        self._deadline = None
        self._set()

    def _set(self) -> None:
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None
        if self._deadline is not None:
            wait = max(self._deadline - self._clock() + MARGIN_MS, self._retry_ms)
            self._handle = asyncio.get_running_loop().call_later(min(wait, FARTHEST_MS) / 1000, self._ring)

    def _ring(self) -> None:
        self._handle = None
        if self._deadline is not None and self._deadline <= self._clock():
            self._retry_ms = min(max(FIRST_RETRY_MS, self._retry_ms * 2), LAST_RETRY_MS)
            self._again.run("settle", self._settle)
        self._set()

    async def _settle(self) -> None:
        await self._house.settle(self._gathering)
