"""Both kinds of bus."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from multaqa.live.bus.memory import MemoryBus
from multaqa.live.bus.nats import NatsBus
from multaqa.live.ports import Bus

from .server import NatsServer


@pytest_asyncio.fixture
async def nats() -> AsyncIterator[NatsServer]:
    server = NatsServer()
    await server.start()
    yield server
    await server.kill()


@pytest_asyncio.fixture(params=["memory", "nats"])
async def bus(request: pytest.FixtureRequest) -> AsyncIterator[Bus]:
    if request.param == "memory":
        yield MemoryBus()
        return
    server = NatsServer()
    await server.start()
    bus = NatsBus([server.url], name="دمشق")
    await bus.start()
    yield bus
    await bus.close()
    await server.kill()
