"""kill -9 of PostgreSQL while delegates vote; the node runs on, and somebody is speaking all the while."""

import asyncio
import random
import signal

from bench.faults.chairing import Chamber
from bench.faults.ground import Ground, beside, family, prepared, send
from bench.faults.scene import play
from bench.faults.verdict import Verdict

# A short while is waited out; in a long one people are told, after the ten seconds a deed waits for a connection.
AWAY_SECONDS, LONG_SECONDS, GRACE_SECONDS = 3.0, 14.0, 1.0
PACKETS_A_SECOND, LEAST_HEARD = 50, 0.8


def run(*, quick: bool, times: int = 0, delegates: int = 0) -> Verdict:
    """Full: 20 kills among 500. The database is away for three seconds, the first time for fourteen, then starts again."""
    with prepared("postgresql") as ground:
        notes: dict[str, list[float]] = {"heard": [], "while_away": []}

        async def kill(chamber: Chamber, verdict: Verdict, chance: random.Random) -> float:
            return await _once(ground, chamber, verdict, notes)

        verdict = play(ground, kill, delegates=delegates or (60 if quick else 500), times=times or (3 if quick else 20))
    verdict.notes["acknowledged_while_away"] = sum(notes["while_away"])
    verdict.notes["sound_heard_while_away"] = {
        "times": len(notes["heard"]),
        "least": round(min(notes["heard"], default=0), 2),
    }
    if sum(notes["while_away"]):
        verdict.wrong.append("something was acknowledged without a database")
    if not notes["heard"] or min(notes["heard"]) < LEAST_HEARD:
        verdict.wrong.append("sound did not go on while the database was away")
    if not verdict.notes["refused"].get("unavailable"):
        verdict.wrong.append("nobody was told")
    return verdict


async def _once(ground: Ground, chamber: Chamber, verdict: Verdict, notes: dict[str, list[float]]) -> float:
    loop, database = asyncio.get_running_loop(), ground.database
    assert database is not None
    assert database.process is not None
    away = AWAY_SECONDS if verdict.times else LONG_SECONDS
    speaking = await chamber.take_floor(away + 2)
    pids = family(database.process)
    send(pids, signal.SIGKILL)
    await beside(database.process.wait)
    killed, frames = loop.time(), chamber.listeners[0].frames
    await asyncio.sleep(away)
    if speaking is not None:
        notes["heard"].append((chamber.listeners[0].frames - frames) / (away * PACKETS_A_SECOND))
    notes["while_away"].append(chamber.ledger.between(killed + GRACE_SECONDS, loop.time()))
    began = loop.time()
    await beside(database.start)
    if speaking is not None:
        await speaking
    return began
