"""NATS killed and begun anew with nothing: core NATS keeps nothing, so a new server is a wiped one."""

import asyncio
import random

from bench.faults.chairing import Chamber
from bench.faults.ground import beside, prepared
from bench.faults.scene import play
from bench.faults.verdict import Verdict

AWAY_SECONDS = 2.0


def run(*, quick: bool, times: int = 0, delegates: int = 0, nodes: int = 1) -> Verdict:
    """Full: 20 times among 500, over `nodes` nodes on PostgreSQL."""
    with prepared("postgresql", nodes=nodes, bus=True) as ground:

        async def wipe(chamber: Chamber, verdict: Verdict, chance: random.Random) -> float:
            assert ground.bus is not None
            ground.bus.process.kill()
            await beside(ground.bus.process.wait)
            await asyncio.sleep(AWAY_SECONDS)
            await beside(ground.bus.look)
            return asyncio.get_running_loop().time()

        return play(
            ground,
            wipe,
            delegates=delegates or (40 if quick else 500),
            times=times or (2 if quick else 20),
            listeners=2 * nodes,
        )
