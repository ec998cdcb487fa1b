"""kill -9 of a node while delegates vote, ask for the floor and write."""

import random

from bench.faults.chairing import Chamber
from bench.faults.ground import beside, prepared
from bench.faults.scene import play
from bench.faults.verdict import Verdict


def run(*, quick: bool, database: str = "sqlite", times: int = 0, delegates: int = 0, nodes: int = 1) -> Verdict:
    """Full: 100 kills among 500. The next life begins at once. Of several nodes, on PostgreSQL and a bus, one is killed at a
    time, whichever; its people go on at the others."""
    several = nodes > 1
    with prepared("postgresql" if several else database, nodes=nodes, bus=several) as ground:

        async def kill(chamber: Chamber, verdict: Verdict, chance: random.Random) -> None:
            node = chance.choice(ground.nodes)
            node.kill()
            if several:
                await chamber.back()
            await beside(node.start)

        return play(
            ground,
            kill,
            delegates=delegates or (60 if quick else 500),
            times=times or (4 if quick else 100),
            listeners=2 * nodes,
        )
