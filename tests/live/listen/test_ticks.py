"""The real clock: a slot every 20 ms, none lost when the loop is busy."""

import asyncio
import time

import pytest

from multaqa.live.listen.ticks import every_slot

pytestmark = pytest.mark.asyncio


async def test_slots_follow_the_loops_clock_even_when_the_loop_was_busy() -> None:
    loop = asyncio.get_running_loop()
    ticks = every_slot()
    start = loop.time()
    total = await anext(ticks)
    time.sleep(0.1)  # noqa: ASYNC251 - the busy loop is the matter here
    late = await anext(ticks)
    assert late >= 5
    total += late
    while total < 15:
        total += await anext(ticks)
    assert 0.3 <= loop.time() - start < 0.6
    await ticks.aclose()  # type: ignore[attr-defined]
