"""Coming in, coming back, and being turned away."""

import asyncio
import time
from contextlib import suppress

import pytest
from websockets.exceptions import ConnectionClosed

from multaqa.wire.close_codes import CloseCode
from multaqa.wire.codec import VERSION
from multaqa.wire.events import Closed, CrowdCounted, Moving, Presence, Welcome

from .house import AMAL, LAYLA, NOUR, SAMI, TinyHouse
from .majlis import Browser, a_node

pytestmark = pytest.mark.asyncio


async def test_a_newcomer_is_given_the_whole_picture() -> None:
    house = TinyHouse()
    house.say(SAMI, "السلام عليكم")
    async with a_node(house) as node:
        amal = await node.enter(AMAL)
        assert amal.welcome.picture == house.picture()
        assert amal.welcome.you.person == AMAL
        assert amal.welcome.version == VERSION
        assert (amal.welcome.crowd.live, amal.welcome.crowd.named) == (1, 1)


async def test_whoever_was_away_gets_what_was_missed_and_nothing_twice() -> None:
    async with a_node() as node:
        amal, sami = await node.enter(AMAL), await node.enter(SAMI)
        await sami.ask("say", text="واحد")
        assert await amal.said() == "واحد"
        await amal.socket.close()
        await sami.ask("say", text="اثنان")
        await sami.ask("say", text="ثلاثة")
        back = await node.enter(AMAL, since=1)
        assert back.welcome.picture is None
        await sami.ask("say", text="أربعة")
        assert [await back.said() for _ in range(3)] == ["اثنان", "ثلاثة", "أربعة"]
        assert back.numbers == [2, 3, 4]


async def test_what_the_node_has_forgotten_is_read_from_the_house() -> None:
    house = TinyHouse()
    for i in range(30):
        house.say(SAMI, f"رسالة {i}")
    async with a_node(house) as node:
        amal = await node.enter(AMAL, since=10)
        assert amal.welcome.picture is None
        assert await amal.everything() != []
        assert amal.numbers == list(range(11, 31))
        assert house.asked["kept_after"] == 1


async def test_a_crowd_that_comes_back_after_a_restart_reads_the_house_once() -> None:
    house = TinyHouse()
    for i in range(30):
        house.say(SAMI, f"رسالة {i}")
    async with a_node(house) as node:
        browsers = await asyncio.gather(*(node.enter(f"browser-{i}", since=25) for i in range(60)))
        assert [browser.welcome.picture for browser in browsers] == [None] * 60
        await asyncio.gather(*(browser.everything() for browser in browsers))
        assert [browser.numbers for browser in browsers] == [list(range(26, 31))] * 60
        assert house.asked["kept_after"] == 1


async def test_whoever_was_away_too_long_gets_the_picture() -> None:
    house = TinyHouse()
    for i in range(600):
        house.say(SAMI, f"رسالة {i}")
    async with a_node(house) as node:
        amal = await node.enter(AMAL, since=10)
        assert amal.welcome.picture == house.picture()
        from_the_future = await node.enter(NOUR, since=10_000)
        assert from_the_future.welcome.picture == house.picture()


async def test_many_come_at_once_and_the_house_is_read_once() -> None:
    async with a_node() as node:
        began = time.perf_counter()
        browsers = await asyncio.gather(*(node.enter(f"browser-{i}") for i in range(300)))
        took = time.perf_counter() - began
        print(f"\n300 joins in {took:.2f} s")
        assert node.house.asked["load"] == 1
        assert len(node.live[7].connections) == 300
        node.house.say(SAMI, "أهلا بالجميع")
        assert await asyncio.gather(*(browser.said() for browser in browsers)) == ["أهلا بالجميع"] * 300


async def test_joining_while_people_talk_leaves_no_gap() -> None:
    async with a_node() as node:
        sami = await node.enter(SAMI)

        async def chatter() -> None:
            for i in range(40):
                node.house.say(LAYLA, str(i))
                await asyncio.sleep(0.002)

        talking = asyncio.create_task(chatter())
        late = [await node.enter(f"late-{i}") for i in range(10)]
        await talking
        for browser in late:
            assert browser.welcome.picture is not None
            await browser.everything()
            assert browser.numbers == list(range(browser.welcome.picture.n + 1, 41))
        await sami.everything()
        assert sami.numbers == list(range(1, 41))


async def closing(node: object, *, hello: dict | None = None, first: str | bytes | None = None, **socket: object) -> int:
    browser = Browser(await node.socket(**socket))  # type: ignore[attr-defined]
    with suppress(ConnectionClosed):
        if hello is not None:
            await browser.hello(**hello)
        if first is not None:
            await browser.socket.send(first)
    return await browser.closed()


async def test_each_refusal_at_the_door_has_its_own_code() -> None:
    async with a_node() as node:
        house = node.house
        good = house.ticket(SAMI)
        assert await closing(node, origin="https://evil.example", hello={"ticket": good}) == CloseCode.FOREIGN_ORIGIN
        assert await closing(node, hello={"ticket": "forged-ticket"}) == CloseCode.BAD_TICKET
        assert await closing(node, hello={"ticket": house.ticket(SAMI, until=1000)}) == CloseCode.STALE_TICKET
        assert await closing(node, hello={"ticket": good, "gathering": 8}) == CloseCode.BAD_TICKET
        assert await closing(node, hello={"ticket": good, "version": VERSION + 1}) == CloseCode.BAD_VERSION
        assert await closing(node, hello={"ticket": house.ticket(SAMI, gathering=99)}) == CloseCode.GATHERING_ENDED
        assert await closing(node, first=b"\x11\x00") == CloseCode.BAD_FRAME
        assert await closing(node, first="x" * 70_000) == CloseCode.TOO_BIG
        assert await closing(node, first=b"x" * 300_000) == CloseCode.TOO_BIG
        house.barred[SAMI.id] = 0
        assert await closing(node, hello={"ticket": good}) == CloseCode.NOT_WELCOME
        node.engine.asgi.hello_seconds = 0.05
        assert await closing(node) == CloseCode.HELLO_LATE


async def test_a_program_without_origin_needs_only_its_ticket() -> None:
    async with a_node() as node:
        browser = Browser(await node.socket(origin=None))
        await browser.hello(node.house.ticket(SAMI))
        assert (await browser.until(Welcome)).you.person == SAMI


async def test_before_hello_nothing_else_is_answered() -> None:
    async with a_node() as node:
        browser = Browser(await node.socket())
        assert (await browser.ask("say", text="؟")).refused == "hello_first"
        await browser.socket.send("not json")
        assert (await browser.next()).refused == "malformed"
        await browser.hello(node.house.ticket(SAMI))
        await browser.until(Welcome)


async def test_a_full_node_sends_people_elsewhere() -> None:
    async with a_node(most_connections=1) as node:
        await node.enter(SAMI)
        assert await closing(node, hello={"ticket": node.house.ticket(AMAL)}) == CloseCode.OVERLOADED


async def test_a_house_that_cannot_answer_sends_people_away_for_a_while() -> None:
    async with a_node() as node:

        async def gone(who: object) -> None:
            raise OSError

        node.house.you = gone  # type: ignore[method-assign, assignment]
        assert await closing(node, hello={"ticket": node.house.ticket(SAMI)}) == CloseCode.OVERLOADED


async def test_the_sixth_page_of_a_person_takes_the_place_of_the_first() -> None:
    async with a_node() as node:
        pages = [await node.enter(SAMI) for _ in range(6)]
        assert await pages[0].closed() == CloseCode.REPLACED
        assert (await pages[5].ask("people")).total == 1


async def test_the_end_of_the_gathering_is_told_and_then_the_sockets_close() -> None:
    async with a_node() as node:
        amal, layla = await node.enter(AMAL), await node.enter(LAYLA)
        await layla.do("close_gathering")
        assert await amal.closed() == CloseCode.GATHERING_ENDED
        assert isinstance([m for m in amal.heard if not isinstance(m, CrowdCounted | Presence)][-1], Closed)


async def test_whoever_is_banned_is_out_at_once_and_does_not_come_back() -> None:
    async with a_node() as node:
        amal, layla = await node.enter(AMAL), await node.enter(LAYLA)
        node.house.ban(AMAL)
        assert await amal.closed() == CloseCode.REMOVED
        asked = node.house.asked["you"]
        assert await closing(node, hello={"ticket": node.house.ticket(AMAL)}) == CloseCode.NOT_WELCOME
        assert node.house.asked["you"] == asked
        assert (await layla.ask("say", text="نعود إلى الحديث")).n == 2


async def test_one_who_says_nothing_for_a_minute_is_let_go() -> None:
    moment = [time.time_ns() // 1_000_000]
    async with a_node(clock=lambda: moment[0]) as node:
        sami, amal = await node.enter(SAMI), await node.enter(AMAL)
        moment[0] += 61_000
        await amal.everything()
        for desk in tuple(node.engine.asgi.desks):
            desk.end_if_silent()
        assert await sami.closed() == CloseCode.SILENT
        assert (await amal.ask("people")).total >= 1


async def test_people_and_heads_are_counted_by_door() -> None:
    async with a_node() as node:
        sami = await node.enter(SAMI)
        await node.enter("kitchen-radio", door="text")
        amal = await node.enter(AMAL)
        crowd = await sami.until(CrowdCounted)
        while crowd.crowd.named != 2:
            crowd = await sami.until(CrowdCounted)
        assert (crowd.crowd.live, crowd.crowd.text) == (2, 1)
        assert (await amal.ask("people", search="امل")).people == [AMAL]
        assert (await amal.ask("door", door="text")).ok
        await amal.socket.close()
        left: Presence = await sami.until(Presence)
        while not left.left:
            left = await sami.until(Presence)
        assert left.left == [AMAL.id]


async def test_attendance_is_written_in_batches_by_connection() -> None:
    async with a_node() as node:
        sami = await node.enter(SAMI)
        await sami.ask("door", door="text")
        await sami.socket.close()
        while len(node.house.attendance) < 4:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
        rows = node.house.attendance
        assert [(row.person, row.door, row.left) for row in rows] == [
            (2, "live", False), (2, "live", True), (2, "text", False), (2, "text", True),
        ]  # fmt: skip
        assert rows[0].connection == rows[1].connection != rows[2].connection == rows[3].connection


async def test_a_node_going_down_sends_everybody_elsewhere_in_order() -> None:
    async with a_node() as node:
        browsers = [await node.enter(f"b{i}") for i in range(20)]
        began = time.monotonic()
        node.server.should_exit = True
        codes = await asyncio.gather(*(browser.closed() for browser in browsers))
        assert codes == [CloseCode.MOVING] * 20
        assert time.monotonic() - began < 5
        told = [next(m for m in browser.heard if isinstance(m, Moving)).after_ms for browser in browsers]
        assert len(set(told)) > 5
        assert sum(row.left for row in node.house.attendance) in range(21)
        await node.engine.drain()
        assert sum(row.left for row in node.house.attendance) == 20
