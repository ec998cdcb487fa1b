"""A gathering whose people are spread over several nodes: they see, hear and miss each other as if they were at one."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager

import pytest
import pytest_asyncio

from multaqa.live.bus.memory import MemoryBus
from multaqa.live.bus.nats import NatsBus
from multaqa.live.core.rolls import Patience
from multaqa.live.ports import Bus
from multaqa.wire.audio import FIRST, decode_audio
from multaqa.wire.close_codes import CloseCode
from multaqa.wire.events import CrowdCounted, Floor, Presence
from multaqa.wire.views import Crowd

from .bus.server import NatsServer
from .house import AMAL, LAYLA, NOUR, SAMI, TinyHouse
from .majlis import Browser, Node, a_node, speech

pytestmark = pytest.mark.asyncio
# Nodes speak every two seconds; the rest is as short as a test may be.
PATIENCE = Patience(settling_in_seconds=2.5, elsewhere_seconds=0.8, expiry_ms=3_000)


class Hall:
    """A house and its nodes, on buses of one kind."""

    def __init__(self, server: NatsServer | None) -> None:
        self.house, self.server = TinyHouse(), server
        self._memory = MemoryBus()

    @asynccontextmanager
    async def node(self, name: str) -> AsyncIterator[Node]:
        async with AsyncExitStack() as stack:
            bus: Bus = self._memory
            if self.server is not None:
                bus = NatsBus([self.server.url], name=name)
                await bus.start()
                stack.push_async_callback(bus.close)
            yield await stack.enter_async_context(a_node(self.house, bus, node_name=name, patience=PATIENCE))


@pytest_asyncio.fixture(params=["memory", "nats"])
async def hall(request: pytest.FixtureRequest) -> AsyncIterator[Hall]:
    server = NatsServer() if request.param == "nats" else None
    if server is not None:
        await server.start()
    yield Hall(server)
    if server is not None:
        await server.kill()


async def floor(browser: Browser, what: str) -> Floor:
    """The next change of the floor of this kind."""
    while (event := await browser.until(Floor)).what != what:
        pass
    return event


async def crowd(browser: Browser, counted: Crowd) -> None:
    """Waits until the last head count the page was told is this."""
    told = [message.crowd for message in browser.heard if isinstance(message, CrowdCounted)]
    while told[-1:] != [counted]:
        told.append((await browser.until(CrowdCounted)).crowd)


async def sound(browser: Browser, count: int) -> list[bytes]:
    """The next messages of sound."""
    return [await browser.until(bytes) for _ in range(count)]


async def test_people_at_two_nodes_see_one_another_come_and_go(hall: Hall) -> None:
    async with hall.node("حلب") as aleppo, hall.node("حمص") as homs:
        amal = await aleppo.enter(AMAL)
        await homs.enter("متصفح")
        nour = await homs.enter(NOUR)
        while AMAL not in (await nour.until(Presence)).came:
            pass
        while NOUR not in (await amal.until(Presence)).came:
            pass
        await crowd(amal, Crowd(live=3, text=0, http=0, named=2))
        found = await amal.ask("people", search="")
        assert (found.people, found.total) == ([AMAL, NOUR], 2)
        assert aleppo.engine.listeners(7) == homs.engine.listeners(7) == 3
        await nour.socket.close()
        while NOUR.id not in (await amal.until(Presence)).left:
            pass
        await crowd(amal, Crowd(live=2, text=0, http=0, named=1))


async def test_a_node_that_has_nobody_in_the_room_knows_how_many_are_there(hall: Hall) -> None:
    async with hall.node("حلب") as aleppo, hall.node("حمص") as homs:
        visitors = [await aleppo.enter(browser) for browser in ("أ", "ب")]
        await until(lambda: homs.engine.listeners(7) == len(visitors))


async def test_a_voice_at_one_node_is_heard_at_the_other_and_its_own_does_not_hear_it_twice(hall: Hall) -> None:
    async with hall.node("حلب") as aleppo, hall.node("حمص") as homs:
        sami, amal, nour = await aleppo.enter(SAMI), await aleppo.enter(AMAL), await homs.enter(NOUR)
        turn = hall.house.put_on_air(SAMI)
        for browser in (sami, amal, nour):
            await floor(browser, "started")
        for i in range(10):
            await sami.socket.send(speech(i * 3, flags=FIRST if i == 0 else 0))
        there = [decode_audio(message) for message in await sound(nour, 10)]
        assert [(message.stream, message.slot) for message in there] == [(turn.stream, i * 3) for i in range(10)]
        assert len(await sound(amal, 10)) == 10
        assert not [message for message in await amal.everything() if isinstance(message, bytes)]


async def test_of_two_pages_at_two_nodes_all_hear_the_same_one(hall: Hall) -> None:
    async with hall.node("حلب") as aleppo, hall.node("حمص") as homs:
        pages = [await node.enter(SAMI) for node in (aleppo, homs)]
        ears = [await node.enter(who) for node, who in ((aleppo, AMAL), (homs, NOUR))]
        hall.house.put_on_air(SAMI)
        for browser in pages + ears:
            await floor(browser, "started")
        for i in range(30):
            for page, first in zip(pages, (0, 30_000), strict=True):
                await page.socket.send(speech(first + i * 3, flags=FIRST if i == 0 else 0))
            await asyncio.sleep(0.02)
        # After the first moment both rooms follow the same page.
        last = [
            [decode_audio(message).slot for message in ear.heard if isinstance(message, bytes)][-5:] for ear in await read(ears)
        ]
        assert last[0] == last[1] != []


async def read(browsers: list[Browser]) -> list[Browser]:
    for browser in browsers:
        await browser.everything()
    return browsers


async def until(is_so: Callable[[], bool]) -> None:
    """Waits for what no message tells."""
    async with asyncio.timeout(10):
        while not is_so():  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def test_a_speaker_at_one_node_is_not_missed_by_the_other(hall: Hall) -> None:
    async with hall.node("حلب") as aleppo, hall.node("حمص") as homs:
        sami, nour = await aleppo.enter(SAMI), await homs.enter(NOUR)
        hall.house.put_on_air(SAMI)
        await floor(nour, "started")
        # Longer than any of the waits after which somebody is believed to be gone.
        await asyncio.sleep(PATIENCE.expiry_ms / 1000 + 1)
        assert hall.house.asked[f"absent {SAMI.id}"] == 0
        hall.house.say(LAYLA, "ما زلنا نسمع")
        await nour.said()
        assert not any(isinstance(message, Floor) and message.what == "interrupted" for message in nour.heard + sami.heard)


async def test_whoever_is_called_just_after_coming_to_another_node_is_not_missed(hall: Hall) -> None:
    async with hall.node("حلب") as aleppo, hall.node("حمص") as homs:
        nour = await homs.enter(NOUR)
        await until(lambda: not homs.engine._hub.rollcall.is_alone)
        await asyncio.sleep(PATIENCE.settling_in_seconds)
        sami = await aleppo.enter(SAMI)
        hall.house.ask(SAMI)
        assert (await floor(nour, "asked")).turns[0].state == "called"
        await until(lambda: homs.live[7].present.is_here(SAMI.id))
        await asyncio.sleep(PATIENCE.elsewhere_seconds + 0.2)
        assert hall.house.asked[f"absent {SAMI.id}"] == 0
        await sami.socket.close()


async def test_a_speaker_whose_node_dies_is_missed_by_the_others_and_returns_at_one_of_them(hall: Hall) -> None:
    async with hall.node("حمص") as homs:
        nour = await homs.enter(NOUR)
        async with hall.node("حلب") as aleppo:
            sami = await aleppo.enter(SAMI)
            hall.house.publish = homs.engine.announce
            hall.house.put_on_air(SAMI)
            await floor(nour, "started")
            await until(lambda: homs.live[7].present.is_here(SAMI.id))
            aleppo.die()
            interrupted = await floor(nour, "interrupted")
            assert interrupted.turns[0].person == SAMI
        sami = await homs.enter(SAMI)
        await floor(sami, "returned")
        assert (hall.house.asked[f"absent {SAMI.id}"], hall.house.asked[f"returned {SAMI.id}"]) == (1, 1)


async def test_a_node_that_drains_hands_its_people_over(hall: Hall) -> None:
    async with hall.node("حمص") as homs:
        nour = await homs.enter(NOUR)
        async with hall.node("حلب") as aleppo:
            amal = await aleppo.enter(AMAL)
            await crowd(nour, Crowd(live=2, text=0, http=0, named=2))
            hall.house.publish = homs.engine.announce
            leaving = asyncio.create_task(aleppo.engine.drain())
            assert await amal.closed() == CloseCode.MOVING
            since = amal.welcome.picture.n
            back = await homs.enter(AMAL, since=since)
            assert back.welcome.picture is None
            await leaving
            await until(lambda: homs.engine._hub.rollcall.is_alone)
            assert homs.engine.listeners(7) == 2
            assert hall.house.asked[f"absent {AMAL.id}"] == 0


async def test_without_the_bus_a_room_reads_from_the_house_and_finds_nobody_absent() -> None:
    server = NatsServer()
    await server.start()
    hall = Hall(server)
    async with hall.node("حمص") as homs, hall.node("حلب") as aleppo:
        sami, nour = await aleppo.enter(SAMI), await homs.enter(NOUR)
        hall.house.put_on_air(SAMI)
        await floor(nour, "started")
        await server.kill()
        await until(lambda: homs.engine.bus_state().state == aleppo.engine.bus_state().state == "reconnecting")
        hall.house.say(LAYLA, "انقطع ما بيننا")
        assert await sami.said() == await nour.said() == "انقطع ما بيننا"
        await until(lambda: homs.engine._hub.rollcall.is_alone)
        await asyncio.sleep(PATIENCE.settling_in_seconds + PATIENCE.elsewhere_seconds)
        assert hall.house.asked[f"absent {SAMI.id}"] == 0
        await server.start()
        await until(lambda: homs.live[7].present.is_here(SAMI.id))
        await sami.socket.send(speech(0, flags=FIRST))
        assert decode_audio((await sound(nour, 1))[0]).slot == 0
        assert [message.message.text for message in nour.heard if hasattr(message, "message")] == ["انقطع ما بيننا"]
    await server.kill()
