"""One player on the endless Ogg stream: what waits for it, and when it is given up."""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import NamedTuple, Protocol

from multaqa.live.listen.ogg import PACKETS_PER_PAGE
from multaqa.live.listen.opus import PACKETS_PER_SECOND

BACKLOG_SECONDS = 8
BACKLOG_PAGES = BACKLOG_SECONDS * PACKETS_PER_SECOND // PACKETS_PER_PAGE


class Page(NamedTuple):
    """An Ogg page, and the same as a chunk of HTTP/1.1: made once for all who hear it."""

    plain: bytes
    chunk: bytes


def page_of(plain: bytes) -> Page:
    """With its chunk."""
    return Page(plain, b"%x\r\n%b\r\n" % (len(plain), plain))


class Pipe(Protocol):
    """Where pages go without anybody waiting."""

    def take(self, page: Page) -> bool:
        """Writes a page; False, and nothing written, when it is full."""
        ...

    def force(self, page: Page) -> None:
        """Writes a page, full or not."""
        ...


class Player:
    """An async iterator of bytes: the Ogg headers (`opening`), then a page every 100 ms, then the closing page. Or, where
    the server shows its connection, the same down a pipe, from the clock's own step: no task wakes for it.

    The pages in waiting are the station's own, shared by all its players, and never more than 8 s of them: past
    that the player is dropped. Whoever iterates may be stuck writing to a full socket then, and learns it from
    `dropped`. Call `leave` when done; twice is harmless.
    """

    def __init__(self, opening: bytes, leave: Callable[["Player"], None]) -> None:
        self.opening = opening
        self.dropped, self.ended = asyncio.Event(), asyncio.Event()
        self._leave = leave
        self._waiting: deque[Page] = deque()
        self._woken = asyncio.Event()
        self._pipe: Pipe | None = None
        self._is_ending = self._begun = self._closed = False

    def pour_into(self, pipe: Pipe) -> None:
        """From now on pages go down the pipe, where `opening` has gone already; `ended` tells when the last one has."""
        self._pipe = pipe
        self._pour()

    def hear(self, page: Page) -> None:
        """Takes the next page."""
        if len(self._waiting) >= BACKLOG_PAGES:
            self.dropped.set()
            self.leave()
        elif self._waiting or self._pipe is None or not self._pipe.take(page):
            self._waiting.append(page)
            self._pour()

    def end(self, closing: Page) -> None:
        """Nothing follows: what waits is still given out, then the closing page. Twice is once."""
        if self._is_ending:
            return
        self._waiting.append(closing)
        self._is_ending = True
        self._pour()

    def leave(self) -> None:
        """Frees what waits, and stops the iteration."""
        self._waiting.clear()
        self._closed = True
        self._woken.set()
        self._leave(self)

    def _pour(self) -> None:
        if self._pipe is None:
            self._woken.set()
            return
        if self._is_ending:
            while self._waiting:
                self._pipe.force(self._waiting.popleft())
            self.ended.set()
            self.leave()
        while self._waiting and self._pipe.take(self._waiting[0]):
            self._waiting.popleft()

    def __aiter__(self) -> "Player":
        return self

    async def __anext__(self) -> bytes:
        if not self._begun:
            self._begun = True
            return self.opening
        while not (self._waiting or self._closed):
            self._woken.clear()
            await self._woken.wait()
        if not self._waiting:
            raise StopAsyncIteration
        page = self._waiting.popleft()
        if self._is_ending and not self._waiting:
            self.leave()
        return page.plain
