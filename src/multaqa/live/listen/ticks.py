"""What moves a timeline on: a stream of "so many slots of 20 ms are due"."""

import asyncio
from collections.abc import AsyncIterator, Callable

from multaqa.live.listen.opus import PACKETS_PER_SECOND

Ticks = Callable[[], AsyncIterator[int]]

# After a longer stall the missed slots are not made up for: the listeners would get them as lasting delay.
CATCH_UP_SLOTS = PACKETS_PER_SECOND


async def every_slot() -> AsyncIterator[int]:
    """Yields how many slots have come due, by the event loop's clock: one, or more after the loop was busy."""
    loop = asyncio.get_running_loop()
    start, told = loop.time(), 0
    while True:
        await asyncio.sleep(max(0.0, start + (told + 1) / PACKETS_PER_SECOND - loop.time()))
        due = int((loop.time() - start) * PACKETS_PER_SECOND) - told
        told += due
        if due:
            yield min(due, CATCH_UP_SLOTS)
