"""How long deeds wait is known while they do."""

import asyncio
import threading

import pytest

from multaqa.bridge.house import DjangoHouse
from multaqa.rooms.domain import clock

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_oldest_deed_tells_how_long_it_has_waited(monkeypatch):
    """The database hangs: what is asked of it is not answered until it is let go."""
    let_go = threading.Event()
    monkeypatch.setattr(clock, "settle", lambda gathering: let_go.wait(10))

    async def evening() -> list[float]:
        house = DjangoHouse()
        seen = [house.waits_seconds()]
        deed = asyncio.create_task(house.settle(7))
        await asyncio.sleep(0.05)
        seen.append(house.waits_seconds())
        let_go.set()
        await deed
        seen.append(house.waits_seconds())
        await house.close()
        return seen

    before, meanwhile, after = asyncio.run(evening())
    assert before == after == 0
    assert meanwhile >= 0.04
