"""What waits for one reader, kept small: most connections have nothing waiting, and there are thousands of them. asyncio's
own queue and event each begin with room for sixty-four."""

import asyncio
from typing import Any, cast

Message = Any


class Inbox:
    """The part of `asyncio.Queue` that uvicorn's protocol uses, for a single reader."""

    __slots__ = ("_loop", "_messages", "_waiter")

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._messages: list[Message] = []
        self._waiter: asyncio.Future[None] | None = None

    def put_nowait(self, message: Message) -> None:
        """Adds a message, and wakes the reader."""
        self._messages.append(message)
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def empty(self) -> bool:
        """Whether nothing waits."""
        return not self._messages

    async def get(self) -> Message:
        """The oldest message, waited for. A reader that is cancelled takes none."""
        while not self._messages:
            self._waiter = self._loop.create_future()
            try:
                await self._waiter
            finally:
                self._waiter = None
        return self._messages.pop(0)


class Writable(asyncio.Event):
    """An event that keeps no room for waiters before there are any. It begins set."""

    def __init__(self) -> None:
        super().__init__()
        cast(Any, self)._waiters = []
        self.set()
