"""A node dies with thousands connected: how long until all are back, and whether anybody missed or was given something twice."""

import asyncio
import random

import uvloop

from bench.faults.ground import Ground, beside, prepared
from bench.faults.room import Room, cast_of
from bench.faults.scene import say
from bench.faults.verdict import Verdict


def run(*, quick: bool, listeners: int = 0) -> Verdict:
    """Full: 5,000. Words are written before the kill and after, and everybody must have each once."""
    with prepared() as ground:
        cast = cast_of(listeners or (500 if quick else 5000), 4)
        ground.node.start()
        verdict = uvloop.run(_play(ground, cast))
        _count(verdict, cast)
        return verdict


async def _play(ground: Ground, cast: object) -> Verdict:
    verdict, loop, room = Verdict(times=1), asyncio.get_running_loop(), Room(ground.node.url, cast)
    await room.enter()
    await room.say(1)
    say(f"{len(room.people)} are in")
    began = loop.time()
    ground.node.kill()
    starting = await beside(ground.node.start)
    ready = loop.time()
    late: list[float] = []
    async with asyncio.timeout(180):
        while len(late) < len(room.people):
            back = sum(person.socket is not None and person.welcomed.is_set() for person in room.people)
            late += [loop.time() - ready] * (back - len(late))
            for person in room.people:
                if person.socket is None and person._returning is not None and person._returning.done():
                    person._closed(1006)
            await asyncio.sleep(0.02 * random.random())
    verdict.recovered.append(loop.time() - ready)
    verdict.notes |= {
        "people": len(room.people),
        "start_seconds": round(starting, 2),
        "back_p99": round(late[int(len(late) * 0.99)], 2),
    }
    verdict.notes["from_the_kill_seconds"] = round(loop.time() - began, 2)
    await room.say(2)
    last = max(n for n, _ in room.acknowledged)
    async with asyncio.timeout(30):
        while any(person.n < last for person in room.people):  # noqa: ASYNC110 - thousands of people, one look
            await asyncio.sleep(0.05)
    verdict.gaps = sum(person.gaps for person in room.people)
    verdict.repeats = sum(person.twice for person in room.people)
    verdict.notes["told"] = room.acknowledged
    room.leave()
    return verdict


def _count(verdict: Verdict, cast: object) -> None:
    from multaqa.rooms.models import Message

    told = verdict.notes.pop("told")
    kept = dict(Message.objects.filter(gathering=cast.gathering).values_list("n", "text"))  # type: ignore[attr-defined]
    verdict.acknowledged = len(told)
    verdict.lost = sum(kept.get(n) != text for n, text in told)
    verdict.doubled = len(kept) - len(set(kept.values()))
