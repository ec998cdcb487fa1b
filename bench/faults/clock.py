"""The wall clock of a node set up to an hour forward or back, and put right again."""

import asyncio
import random
import struct
import subprocess
import tempfile
from pathlib import Path

from bench.faults.chairing import Chamber
from bench.faults.ground import prepared
from bench.faults.scene import play
from bench.faults.verdict import Verdict

HOUR_MS, AWAY_SECONDS = 3_600_000, 3.0
SOURCE = Path(__file__).with_name("clock.c")


def run(*, quick: bool, times: int = 0, delegates: int = 0) -> Verdict:
    """Full: 20 times among 200."""
    with tempfile.TemporaryDirectory(prefix="multaqa-faults-") as folder, prepared() as ground:
        ahead, shim = Path(folder) / "ahead", f"{folder}/clock.so"
        subprocess.run(["gcc", "-O2", "-shared", "-fPIC", "-o", shim, str(SOURCE), "-ldl"], check=True)
        _set(ahead, 0)
        ground.node.settings = {"LD_PRELOAD": shim, "FAULTS_CLOCK": str(ahead)}

        async def step(chamber: Chamber, verdict: Verdict, chance: random.Random) -> float:
            _set(ahead, chance.choice((-1, 1)) * chance.randrange(60_000, HOUR_MS))
            await asyncio.sleep(AWAY_SECONDS)
            _set(ahead, 0)
            return asyncio.get_running_loop().time()

        return play(
            ground,
            step,
            delegates=delegates or (40 if quick else 200),
            times=times or (2 if quick else 20),
            ticket_seconds=7200,
        )


def _set(ahead: Path, milliseconds: int) -> None:
    """In place: the node has the file mapped."""
    with ahead.open("r+b" if ahead.exists() else "wb") as file:
        file.write(struct.pack("=q", milliseconds))
