"""SIGSTOP for some seconds of a node, its database or the bus: nothing dies, nothing answers."""

import asyncio
import random
import signal

from bench.faults.chairing import Chamber
from bench.faults.ground import Ground, family, prepared, send
from bench.faults.scene import play
from bench.faults.verdict import Verdict


def run(*, quick: bool, of: str, times: int = 0, delegates: int = 0) -> Verdict:
    """`of` is node, database or bus. Full: ten times 1 to 30 s among 500. The way back is counted from SIGCONT."""
    database = "sqlite" if of == "node" else "postgresql"
    with prepared(database, bus=of == "bus") as ground:
        longest = 4.0 if quick else 30.0

        async def stall(chamber: Chamber, verdict: Verdict, chance: random.Random) -> float:
            seconds, pids = chance.uniform(1, longest), _pids(ground, of)
            send(pids, signal.SIGSTOP)
            await asyncio.sleep(seconds)
            send(pids, signal.SIGCONT)
            return asyncio.get_running_loop().time()

        return play(ground, stall, delegates=delegates or (40 if quick else 500), times=times or (2 if quick else 10))


def _pids(ground: Ground, of: str) -> list[int]:
    if of == "node":
        assert ground.node.process is not None
        return [ground.node.process.pid]
    if of == "bus":
        assert ground.bus is not None
        return [ground.bus.process.pid]
    assert ground.database is not None
    assert ground.database.process is not None
    return family(ground.database.process)
