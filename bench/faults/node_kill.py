"""kill -9 of a node while delegates vote, ask for the floor and write."""

import random

from bench.faults.chairing import Chamber
from bench.faults.ground import beside, prepared
from bench.faults.scene import play
from bench.faults.verdict import Verdict


def run(*, quick: bool, database: str = "sqlite", times: int = 0, delegates: int = 0) -> Verdict:
    """Full: 100 kills among 500. The next life begins at once."""
    with prepared(database) as ground:

        async def kill(chamber: Chamber, verdict: Verdict, chance: random.Random) -> None:
            ground.node.kill()
            await beside(ground.node.start)

        return play(ground, kill, delegates=delegates or (60 if quick else 500), times=times or (4 if quick else 100))
