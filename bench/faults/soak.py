"""A long evening: somebody speaks, a few write, people come and go; memory and descriptors of the node stay level."""

import asyncio
import statistics

import uvloop

from bench.faults.ground import Ground, prepared
from bench.faults.room import Room, cast_of
from bench.faults.scene import say
from bench.faults.verdict import Verdict

SAMPLE_SECONDS = 5.0
PINGS_EVERY_SAMPLES = 4
TURN_SECONDS = 600.0
MOST_PERCENT_AN_HOUR = 5.0


def run(*, quick: bool, minutes: float = 0, listeners: int = 0) -> Verdict:
    """Full: an hour with 2,000 listeners. The slope is judged over the last third: before, memory is still finding its level. A
    leak goes on."""
    with prepared() as ground:
        cast = cast_of(listeners or (200 if quick else 2000), 4)
        ground.node.start()
        return uvloop.run(_play(ground, cast, minutes or (1 if quick else 60)))


async def _play(ground: Ground, cast: object, minutes: float) -> Verdict:
    verdict, loop, room = Verdict(times=1), asyncio.get_running_loop(), Room(ground.node.url, cast)
    room.renew(minutes * 60 + 600)
    await room.enter()
    began, samples, n = loop.time(), list[tuple[float, int, int]](), 0
    speaking = asyncio.create_task(_turns(room, began + minutes * 60))
    while loop.time() < began + minutes * 60:
        n += 1
        await room.say(n)
        for person in room.people[n % PINGS_EVERY_SAMPLES :: PINGS_EVERY_SAMPLES]:
            if person.socket is not None and person.welcomed.is_set():
                person.socket.send_text(b'{"do":"ping","t":0}')
        for person in room.listeners[n % 20 :: 200]:
            if person.socket is not None:
                person.socket.cut()
        samples.append((loop.time() - began, ground.node.server.resident_bytes(), ground.node.open_files()))
        if n % 12 == 1:
            say(f"{samples[-1][0]:.0f} s: {samples[-1][1] / 2**20:.1f} MiB, {samples[-1][2]} descriptors")
        await asyncio.sleep(SAMPLE_SECONDS)
    speaking.cancel()
    percent, before = _slope(samples[len(samples) * 2 // 3 :]), _slope(samples[len(samples) // 3 :])
    later = samples[len(samples) // 3 :]
    verdict.acknowledged = len(room.acknowledged)
    verdict.gaps = sum(person.gaps for person in room.people)
    verdict.repeats = sum(person.twice for person in room.people)
    verdict.notes |= {
        "minutes": minutes,
        "listeners": len(room.listeners),
        "memory_mib": [round(samples[0][1] / 2**20, 1), round(samples[-1][1] / 2**20, 1)],
        "memory_percent_an_hour": {"last third": round(percent, 1), "last two": round(before, 1)},
        "descriptors": [min(row[2] for row in later), max(row[2] for row in later)],
    }
    if minutes >= 10 and percent > MOST_PERCENT_AN_HOUR:
        verdict.wrong.append("memory grows")
    if max(row[2] for row in later) > len(room.people) + 200:
        verdict.wrong.append("descriptors are left open")
    away = sum(person.socket is None for person in room.people)
    verdict.notes |= {
        "turns": room.speaker.turns,
        "sound_packets_heard": sum(person.frames for person in room.listeners),
        "away_at_end": away,
    }
    if away > len(room.people) // 100 + 10:
        verdict.wrong.append("people are not back")
    room.leave()
    return verdict


def _slope(samples: list[tuple[float, int, int]]) -> float:
    """Percent of the memory an hour."""
    slope, _ = statistics.linear_regression([row[0] for row in samples], [row[1] for row in samples])
    return slope * 3600 / samples[0][1] * 100


async def _turns(room: Room, until: float) -> None:
    """One turn after another, each as long as a lecture; whoever is cut off in the middle asks again."""
    loop = asyncio.get_running_loop()
    await room.speaker.speak(min(TURN_SECONDS, until - loop.time()))
    while loop.time() < until:
        try:
            await room.speaker.person.do("finish")
            await room.speaker.take_turns(until, TURN_SECONDS)
        except (TimeoutError, AssertionError) as failure:
            say(f"the speaker: {failure!r}")
            await asyncio.sleep(1)
