"""A thousand each of slow headers, slow bodies and half handshakes: members are served as before."""

import asyncio
from contextlib import suppress

import uvloop

from bench.faults.ground import Ground, prepared
from bench.faults.room import Room, a_room, cast_of
from bench.faults.verdict import Verdict

SLOW_HEADERS = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
SLOW_BODY = b"POST /accounts/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 100000\r\n\r\n"
HALF = b"GET /live HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"


def run(*, quick: bool, times: int = 0, listeners: int = 0) -> Verdict:
    """Full: 1,000 of each for thirty seconds; quick: 200 of each."""
    with prepared() as ground:
        cast = cast_of(listeners or 50, 2)
        ground.node.start()
        return uvloop.run(_play(ground, cast, times or (200 if quick else 1000), 4 if quick else 30))


async def _play(ground: Ground, cast: object, each: int, seconds: float) -> Verdict:
    verdict = Verdict(times=3 * each)
    async with a_room(ground, cast) as room:
        files = ground.node.open_files()
        before = await room.delay(room.listeners, seconds / 2)
        slow = [await _open(ground, words) for words in (SLOW_HEADERS, SLOW_BODY, HALF) for _ in range(each)]
        dripping = asyncio.create_task(_drip(slow))
        during = await room.delay(room.listeners, seconds)
        answered = await _answer_ms(room)
        newcomer = await _newcomer_ms(ground, cast)
        held = ground.node.open_files() - files
        dripping.cancel()
        for _, writer in slow:
            writer.transport.abort()
        verdict.acknowledged = len(room.acknowledged)
        verdict.gaps = sum(person.gaps for person in room.people)
        verdict.repeats = sum(person.twice for person in room.people)
        if any(person.returns or person.socket is None for person in room.people):
            verdict.wrong.append("a member was cut off")
        if len(room.acknowledged) < len(room.writers):
            verdict.wrong.append("a member was not answered")
    verdict.notes |= {
        "p99_ms": {"before": round(before, 1), "during": round(during, 1)},
        "deed_ms": round(answered, 1),
        "join_ms": round(newcomer, 1),
        "held_open": held,
    }
    return verdict


async def _open(ground: Ground, words: bytes) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await asyncio.open_connection("127.0.0.1", ground.node.port)
    writer.write(words)
    return reader, writer


async def _drip(slow: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]]) -> None:
    """A byte each second on every connection that is still there."""
    while True:
        for _, writer in slow:
            if not writer.is_closing():
                with suppress(OSError):
                    writer.write(b"a")
        await asyncio.sleep(1)


async def _answer_ms(room: Room) -> float:
    loop = asyncio.get_running_loop()
    began = loop.time()
    await room.say(1)
    return (loop.time() - began) * 1000 / len(room.writers)


async def _newcomer_ms(ground: Ground, cast: object) -> float:
    """How long it takes to come in now."""
    from multaqa.rehearse.person import Person

    loop = asyncio.get_running_loop()
    person = Person(ground.node.url, cast.listeners[0])  # type: ignore[attr-defined]
    began = loop.time()
    await person.join()
    person.leave()
    return (loop.time() - began) * 1000
