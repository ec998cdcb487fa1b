"""Listeners who stop reading, first one and then one of twenty: the others hear as before, and the node's memory has a bound."""

import asyncio

import uvloop

from bench.faults.ground import Ground, prepared
from bench.faults.room import a_room, cast_of
from bench.faults.scene import say
from bench.faults.verdict import Verdict

# What may wait for one who does not read, in the node and in the kernel (live/fanout.py), and what one may weigh besides.
MOST_WAITING_BYTES = 400 * 1024
ROUNDS = 3


def run(*, quick: bool, listeners: int = 0) -> Verdict:
    """Full: 5,000 listeners. The ratios are printed and judged by whoever reads; only memory and loss decide."""
    with prepared() as ground:
        cast = cast_of(listeners or (500 if quick else 5000))
        ground.node.start()
        return uvloop.run(_play(ground, cast, 4 if quick else 10))


async def _play(ground: Ground, cast: object, seconds: float) -> Verdict:
    verdict = Verdict(times=2)
    async with a_room(ground, cast) as room:
        few = max(2, len(room.listeners) // 20)
        others, stalled = room.listeners[few:], room.listeners[:few]
        before = ground.node.server.resident_bytes()
        rows: dict[str, list[float]] = {"none": [], "one": [], "one_of_twenty": []}
        # In turn, so that whatever else the machine does falls on each alike.
        for _ in range(ROUNDS):
            for name, who in (("none", []), ("one", stalled[:1]), ("one_of_twenty", stalled)):
                for person in who:
                    person.faithful = True
                    if person.socket is not None:
                        person.socket.stall(True)
                rows[name].append(await room.delay(others, seconds))
                for person in who:
                    if person.socket is not None:
                        person.socket.stall(False)
                await _back(stalled)
        after = ground.node.server.resident_bytes()
        verdict.gaps = sum(person.gaps for person in room.people)
        verdict.repeats = sum(person.twice for person in room.people)
    middle = {name: sorted(values)[len(values) // 2] for name, values in rows.items()}
    say(f"p99 of the others, ms: {rows}")
    verdict.notes |= {
        "listeners": len(others) + few,
        "p99_ms": {name: round(value, 1) for name, value in middle.items()},
        "one_ratio": round(middle["one"] / middle["none"], 3),
        "one_of_twenty_ratio": round(middle["one_of_twenty"] / middle["none"], 3),
        "memory_grew_bytes": after - before,
    }
    if after - before > few * MOST_WAITING_BYTES + 64 * 1024 * 1024:
        verdict.wrong.append("memory grew beyond what may wait")
    return verdict


async def _back(people: list) -> None:
    async with asyncio.timeout(60):
        while any(person.socket is None for person in people):
            for person in people:
                if person.socket is None and (person._returning is None or person._returning.done()):
                    await person.join()
            await asyncio.sleep(0.05)
