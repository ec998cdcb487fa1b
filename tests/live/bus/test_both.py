"""What every bus keeps, and what only one between nodes has to."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from multaqa.live.bus.nats import NatsBus
from multaqa.live.ports import Bus

from .server import NatsServer

pytestmark = pytest.mark.asyncio
PATIENCE = 10


class Ear:
    """Hears, and can be waited for."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self._came: asyncio.Queue[bytes] = asyncio.Queue()

    def __call__(self, data: bytes = b"missed") -> None:
        self.heard.append(data)
        self._came.put_nowait(data)

    async def until(self, data: bytes) -> None:
        while await asyncio.wait_for(self._came.get(), PATIENCE) != data:
            pass


@asynccontextmanager
async def a_bus(server: NatsServer, name: str, **options: str) -> AsyncIterator[NatsBus]:
    bus = NatsBus([server.url], name=name, **options)
    await bus.start()
    try:
        yield bus
    finally:
        await bus.close()


async def test_what_is_published_is_heard_in_order_by_those_of_the_subject_until_they_stop(bus: Bus) -> None:
    heard: list[bytes] = []
    other: list[bytes] = []
    stop = await bus.subscribe("gathering.7", heard.append)
    await bus.subscribe("gathering.8", other.append)
    for data in (b"1", b"2", b"3"):
        await bus.publish("gathering.7", data)
    await stop()
    await stop()
    await bus.publish("gathering.7", b"4")
    assert (heard, other) == ([b"1", b"2", b"3"], [])
    assert await bus.is_well()
    assert bus.state() == ("up", 0)


async def test_one_that_fails_to_hear_does_not_keep_it_from_another(bus: Bus) -> None:
    heard: list[bytes] = []

    def fail(data: bytes) -> None:
        raise ValueError(data)

    await bus.subscribe("gathering.7", fail)
    await bus.subscribe("gathering.7", heard.append)
    await bus.publish("gathering.7", b"1")
    assert heard == [b"1"]
    await bus.close()
    await bus.publish("gathering.7", b"2")
    assert heard == [b"1"]


async def test_another_node_hears_it_once_and_in_order_and_who_shares_the_server_does_not(nats: NatsServer) -> None:
    async with a_bus(nats, "حلب") as here, a_bus(nats, "حمص") as there, a_bus(nats, "x", space="others") as stranger:
        mine, theirs, strange = Ear(), Ear(), Ear()
        await here.subscribe("gathering.7", mine)
        await there.subscribe("gathering.7", theirs)
        await stranger.subscribe("gathering.7", strange)
        words = [str(number).encode() for number in range(200)]
        for word in words:
            await here.publish("gathering.7", word)
        await theirs.until(words[-1])
        assert (mine.heard, theirs.heard, strange.heard) == (words, words, [])


async def test_killed_and_back_those_here_miss_nothing_and_those_there_are_told_to_read_again(nats: NatsServer) -> None:
    async with a_bus(nats, "حلب") as here, a_bus(nats, "حمص") as there:
        mine, theirs, missed = Ear(), Ear(), Ear()
        await here.subscribe("gathering.7", mine)
        await there.subscribe("gathering.7", theirs)
        there.when_missed(missed)
        lost = asyncio.Event()

        async def tell() -> None:
            lost.set()

        here._client._disconnected_cb = tell
        await nats.kill()
        await asyncio.wait_for(lost.wait(), PATIENCE)
        await here.publish("gathering.7", b"alone")
        assert (mine.heard, here.state()) == ([b"alone"], ("reconnecting", 1))
        assert not await here.is_well()
        back = Ear()
        here.when_missed(back)
        await nats.start()
        await missed.until(b"missed")
        await back.until(b"missed")
        await here.publish("gathering.7", b"together")
        await theirs.until(b"together")
        assert (mine.heard, theirs.heard) == ([b"alone", b"together"], [b"together"])


async def test_a_message_too_large_is_dropped_counted_and_the_others_are_told(nats: NatsServer) -> None:
    async with a_bus(nats, "حلب") as here, a_bus(nats, "حمص") as there:
        mine, theirs, missed = Ear(), Ear(), Ear()
        await here.subscribe("gathering.7", mine)
        await there.subscribe("gathering.7", theirs)
        there.when_missed(missed)
        large = bytes(2_000_000)
        await here.publish("gathering.7", large)
        await missed.until(b"missed")
        assert (mine.heard, theirs.heard, here.state()) == ([large], [], ("up", 1))


async def test_a_node_may_start_before_its_bus() -> None:
    server = NatsServer()
    bus = NatsBus([server.url], name="حلب")
    await bus.start(patience=0.05)
    mine, there = Ear(), Ear()
    await bus.subscribe("gathering.7", mine)
    bus.when_missed(there)
    assert bus.state().state == "reconnecting"
    await bus.publish("gathering.7", b"1")
    await server.start()
    try:
        await there.until(b"missed")
        async with a_bus(server, "حمص") as other:
            await other.publish("gathering.7", b"2")
            await mine.until(b"2")
        assert mine.heard == [b"1", b"2"]
    finally:
        await bus.close()
        await server.kill()
