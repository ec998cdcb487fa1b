"""Deadlines are settled when they pass; a house that fails at it is asked again, whatever else happens meanwhile."""

import asyncio
import time

import pytest

from multaqa.live.again import Again
from multaqa.live.timers import Timers

from .house import TinyHouse

pytestmark = pytest.mark.asyncio


def now() -> int:
    return time.time_ns() // 1_000_000


class Forgetful(TinyHouse):
    """Fails at the first settling."""

    def __init__(self) -> None:
        super().__init__()
        self.settled = asyncio.Event()

    async def settle(self, gathering: int) -> None:
        self.asked["settle"] += 1
        if self.asked["settle"] == 1:
            raise OSError
        self.settled.set()


async def test_a_failed_settling_is_tried_again_though_events_keep_coming() -> None:
    house, again = Forgetful(), Again()
    timers = Timers(7, house, again, now)
    deadline = now() + 30

    async def chatter() -> None:
        while True:
            timers.aim(deadline)
            await asyncio.sleep(0.02)

    talking = asyncio.create_task(chatter())
    await asyncio.wait_for(house.settled.wait(), 2)
    talking.cancel()
    timers.stop()
    assert house.asked["settle"] == 2


async def test_nothing_is_settled_before_its_time_or_after_it_is_taken_back() -> None:
    house, again = TinyHouse(), Again()
    timers = Timers(7, house, again, now)
    timers.aim(now() + 60)
    timers.aim(None)
    await asyncio.sleep(0.12)
    assert house.asked["settle"] == 0


async def test_what_is_asked_while_it_runs_runs_once_more_and_last() -> None:
    again, gate, ran = Again(), asyncio.Event(), []

    async def first() -> None:
        await gate.wait()
        ran.append("first")

    async def later(name: str) -> None:
        ran.append(name)

    again.run("you", first)
    for name in ("a", "b", "c"):
        again.run("you", lambda name=name: later(name))
    await asyncio.sleep(0)
    gate.set()
    while len(ran) < 2:  # noqa: ASYNC110
        await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert ran == ["first", "c"]
