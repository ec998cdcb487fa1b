"""A slow listener, a large room, and sockets that come and go: none of them is felt by somebody else."""

import asyncio
import time
from statistics import quantiles

import pytest

from multaqa.live.fanout import BACKLOG
from multaqa.live.sweep import SLICE
from multaqa.wire.audio import FIRST, decode_audio
from multaqa.wire.close_codes import CloseCode
from multaqa.wire.events import Floor, Pong, Welcome

from .house import AMAL, SAMI
from .majlis import Browser, a_node, speech

pytestmark = pytest.mark.asyncio

LONG = "كلام طويل " * 190


async def test_one_who_does_not_read_delays_nobody_and_is_closed() -> None:
    async with a_node() as node:
        amal = await node.enter(AMAL)
        deaf = Browser(await node.socket(compression=None, max_queue=1))
        await deaf.hello(node.house.ticket("deaf"))
        await deaf.until(Welcome)
        deaf.socket.transport.pause_reading()
        delays = []
        for _ in range(2000):
            began = time.perf_counter()
            node.house.say(SAMI, LONG)
            assert await amal.said() == LONG
            delays.append(time.perf_counter() - began)
            if len(node.live[7].connections) == 1:
                break
        print(f"\nbeside one who does not read: p99 {quantiles(delays, n=100)[98] * 1000:.1f} ms over {len(delays)} messages")
        assert len(node.live[7].connections) == 1
        assert len(delays) * len(LONG.encode()) > BACKLOG
        deaf.socket.transport.resume_reading()
        assert await deaf.closed() == CloseCode.TOO_SLOW


async def test_a_large_room_hears_everything_in_order_and_a_small_thing_is_not_held_up() -> None:
    async with a_node() as node:
        size = SLICE + 60
        listeners = [await node.enter(f"seat-{i}") for i in range(size)]
        sami = await node.enter(SAMI)
        node.house.put_on_air(SAMI)
        while (await sami.until(Floor)).what != "started":
            pass
        for i in range(12):
            await sami.socket.send(speech(i * 3, flags=FIRST if i == 0 else 0))
            node.house.say(AMAL, str(i))
        await sami.do("ping", t=1)
        assert (await sami.until(Pong)).t == 1
        for listener in listeners:
            slots = []
            while len(slots) < 12:
                message = await listener.next()
                if isinstance(message, bytes):
                    slots.append(decode_audio(message).slot)
            assert slots == [i * 3 for i in range(12)]
            while not listener.numbers or listener.numbers[-1] < 14:
                await listener.next()
            assert listener.numbers == list(range(1, 15))


async def test_sockets_that_come_and_go_leave_nothing_behind() -> None:
    async with a_node() as node:
        for i in range(50):
            browser = Browser(await node.socket(compression=None))
            if i % 3:
                await browser.hello(node.house.ticket(f"guest-{i}"))
            if i % 3 == 2:
                await browser.until(Welcome)
            browser.socket.transport.abort()
        while node.engine.asgi.sockets:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
        assert node.live[7].connections == {}
        assert node.live[7].joining == 0
        assert node.engine.asgi.desks == set()
        assert (await node.engine.health()).connections == 0
