"""The real clock: five slots every 100 ms, none lost when the loop is busy, not too many made up for."""

import asyncio
import time
from contextlib import aclosing

import pytest

from multaqa.live.listen import ticks
from multaqa.live.listen.ticks import by_the_loop

pytestmark = pytest.mark.asyncio


async def test_slots_follow_the_loops_clock_even_when_the_loop_was_busy() -> None:
    loop = asyncio.get_running_loop()
    start = loop.time()
    async with aclosing(by_the_loop()) as clock:  # type: ignore[type-var]
        total = await anext(clock)
        time.sleep(0.25)  # noqa: ASYNC251 - the busy loop is the matter here
        late = await anext(clock)
        assert late >= 10
        total += late
        while total < 25:
            total += await anext(clock)
    assert 0.5 <= loop.time() - start < 0.9


async def test_a_long_stall_is_made_up_for_only_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ticks, "CATCH_UP_STEPS", 2)
    async with aclosing(by_the_loop()) as clock:  # type: ignore[type-var]
        await anext(clock)
        time.sleep(0.5)  # noqa: ASYNC251
        assert await anext(clock) == 10
