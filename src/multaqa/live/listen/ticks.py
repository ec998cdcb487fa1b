"""What moves a timeline on: a stream of "so many slots of 20 ms are due"."""

import asyncio
from collections.abc import AsyncIterator, Callable

from multaqa.live.listen.opus import PACKETS_PER_SECOND

Ticks = Callable[[], AsyncIterator[int]]

# The clock goes in steps of one Ogg page: waking for each slot would cost a room three times as much, for nothing.
STEP_SLOTS = 5
STEPS_PER_SECOND = PACKETS_PER_SECOND // STEP_SLOTS

# After a longer stall the missed steps are not made up for: the listeners would get them as lasting delay.
CATCH_UP_STEPS = STEPS_PER_SECOND


async def by_the_loop() -> AsyncIterator[int]:
    """Yields how many slots have come due, by the event loop's clock: five, or more after the loop was busy."""
    loop = asyncio.get_running_loop()
    start, told = loop.time(), 0
    while True:
        await asyncio.sleep(max(0.0, start + (told + 1) / STEPS_PER_SECOND - loop.time()))
        due = int((loop.time() - start) * STEPS_PER_SECOND) - told
        told += due
        if due:
            yield min(due, CATCH_UP_STEPS) * STEP_SLOTS
