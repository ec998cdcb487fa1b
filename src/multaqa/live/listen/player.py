"""One player on the endless Ogg stream: what waits for it, and when it is given up."""

import asyncio
import secrets
from collections import deque
from collections.abc import Callable, Sequence

from multaqa.live.listen.ogg import PACKETS_PER_PAGE, OggStream
from multaqa.live.listen.opus import PACKETS_PER_SECOND

BACKLOG_SECONDS = 8
BACKLOG_PAGES = BACKLOG_SECONDS * PACKETS_PER_SECOND // PACKETS_PER_PAGE


class Player:
    """An async iterator of bytes: the Ogg headers, then a page every 100 ms, then the closing page.

    The pages in waiting are the station's own, shared by all its players, and never more than 8 s of them: past
    that the player is dropped. Whoever iterates may be stuck writing to a full socket then, and learns it from
    `dropped`. Call `leave` when done; twice is harmless.
    """

    def __init__(self, leave: Callable[["Player"], None]) -> None:
        self.dropped = asyncio.Event()
        self._leave = leave
        self._stream = OggStream(serial=secrets.randbits(32))
        self._waiting: deque[Sequence[bytes]] = deque()
        self._woken = asyncio.Event()
        self._ended = False
        self._begun = False
        self._closed = False

    def hear(self, packets: Sequence[bytes]) -> None:
        """Takes the packets of the next page; costs no more than a place in a queue."""
        if len(self._waiting) >= BACKLOG_PAGES:
            self.dropped.set()
            self.leave()
            return
        self._waiting.append(packets)
        self._woken.set()

    def end(self) -> None:
        """Nothing follows: what waits is still given out, then the closing page."""
        self._ended = True
        self._woken.set()

    def leave(self) -> None:
        """Frees what waits, and stops the iteration."""
        self._waiting.clear()
        self._closed = True
        self._woken.set()
        self._leave(self)

    def __aiter__(self) -> "Player":
        return self

    async def __anext__(self) -> bytes:
        if not self._begun:
            self._begun = True
            return self._stream.begin()
        while not (self._waiting or self._ended or self._closed):
            self._woken.clear()
            await self._woken.wait()
        if self._waiting:
            return self._stream.page(self._waiting.popleft())
        if self._closed:
            raise StopAsyncIteration
        self.leave()
        return self._stream.end()
