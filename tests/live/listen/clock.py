"""A clock moved by hand."""

import asyncio
from collections.abc import AsyncIterator, Iterable

from multaqa.live.listen.hls import Place
from multaqa.live.listen.station import Station


class HandClock:
    """Ticks for one station; `go` returns when the station has lived through its slots. `told`: who came and left, as
    ("came" or "left", visitor)."""

    def __init__(self, place: Place | None = None) -> None:
        self._due: asyncio.Queue[int] = asyncio.Queue()
        self.told: list[tuple[str, str]] = []
        self.keys: list[str] = []
        self.station = Station(ticks=self._tick, told=self._hear, place=lambda: place or Place())

    def _hear(self, key: str, visitor: str, left: bool) -> None:
        self.keys.append(key)
        self.told.append(("left" if left else "came", visitor))

    async def _tick(self) -> AsyncIterator[int]:
        while True:
            yield await self._due.get()
            self._due.task_done()

    async def go(self, slots: int) -> None:
        assert self.station.is_running
        self._due.put_nowait(slots)
        await self._due.join()
        for _ in range(3):
            await asyncio.sleep(0)

    async def go_seconds(self, seconds: int) -> None:
        for _ in range(seconds):
            await self.go(50)

    async def speak(self, messages: Iterable[bytes]) -> None:
        """Feeds bundles of three packets, one every three slots."""
        for message in messages:
            self.station.feed(message)
            await self.go(3)
