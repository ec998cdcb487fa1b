"""One run at a time for each matter; asked again meanwhile, it runs once more. The answer to the last asking is then
always younger than the asking, and a hundred askings cost two runs."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable

import structlog

logger = structlog.get_logger(__name__)


class Again:
    """Keeps the running tasks; must be used on the loop."""

    def __init__(self) -> None:
        self._tasks: dict[Hashable, asyncio.Task[None]] = {}
        self._asked: dict[Hashable, Callable[[], Awaitable[None]]] = {}

    def run(self, matter: Hashable, do: Callable[[], Awaitable[None]]) -> None:
        """Runs `do` now, or once more after the run that is on its way. A failure is logged."""
        if matter in self._tasks:
            self._asked[matter] = do
            return
        self._tasks[matter] = asyncio.get_running_loop().create_task(self._repeat(matter, do))

    async def _repeat(self, matter: Hashable, do: Callable[[], Awaitable[None]]) -> None:
        try:
            while True:
                try:
                    await do()
                except Exception:
                    logger.exception("Something asked of the house failed")
                if matter not in self._asked:
                    return
                do = self._asked.pop(matter)
        finally:
            self._asked.pop(matter, None)
            del self._tasks[matter]

    def stop(self) -> None:
        """Ends every run."""
        for task in tuple(self._tasks.values()):
            task.cancel()
