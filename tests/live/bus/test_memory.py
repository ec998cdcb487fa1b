"""The bus of a lone node."""

import pytest

from multaqa.live.bus.memory import MemoryBus

pytestmark = pytest.mark.asyncio


async def test_what_is_published_is_heard_in_order_by_those_of_the_subject_until_they_stop() -> None:
    bus = MemoryBus()
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


async def test_one_that_fails_to_hear_does_not_keep_it_from_another() -> None:
    bus = MemoryBus()
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
