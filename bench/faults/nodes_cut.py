"""The cable between one of two nodes and the bus is cut, while both reach the database: nothing passes and nobody is told, or
every connection breaks. Each side then knows of the other only by what is committed."""

import asyncio
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from bench.faults.chairing import Chamber
from bench.faults.ground import beside, free_port, prepared, send
from bench.faults.scene import play
from bench.faults.verdict import Verdict
from multaqa.operate.ending import end_with_us


def run(*, quick: bool, times: int = 0, delegates: int = 0) -> Verdict:
    """Full: 20 cuts of 1 to 30 s among 200."""
    longest = 4.0 if quick else 30.0
    with prepared("postgresql", nodes=2, bus=True) as ground:
        assert ground.bus is not None
        with _cable(ground.bus.url) as cable:
            ground.nodes[1].settings = {"MULTAQA_BUS_URL": f"nats://127.0.0.1:{cable.port}"}

            async def cut(chamber: Chamber, verdict: Verdict, chance: random.Random) -> float:
                await (cable.freeze if chance.random() < 0.5 else cable.tear)(chance.uniform(1, longest))
                mended = asyncio.get_running_loop().time()
                # Everything that was acknowledged up to now is known at both ends.
                await chamber.all_at(max((row[3] for row in chamber.ledger.rows), default=0))
                return mended

            return play(
                ground, cut, delegates=delegates or (30 if quick else 200), times=times or (2 if quick else 20), listeners=4
            )


class Cable:
    """A process that passes on what comes at `port`. Stopped it holds everything; killed it breaks everything."""

    def __init__(self, to: str) -> None:
        self.port, self._to = free_port(), to
        self._process = self._start()

    def _start(self) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "bench.faults.cable", str(self.port), self._to]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, preexec_fn=end_with_us)
        assert process.stdout is not None
        process.stdout.readline()
        return process

    async def freeze(self, seconds: float) -> None:
        """Nothing passes, and nothing is closed."""
        send([self._process.pid], signal.SIGSTOP)
        await asyncio.sleep(seconds)
        send([self._process.pid], signal.SIGCONT)

    async def tear(self, seconds: float) -> None:
        """What was connected breaks, and nothing can connect."""
        self.end()
        await asyncio.sleep(seconds)
        self._process = await beside(self._start)

    def end(self) -> None:
        """At once."""
        self._process.kill()
        self._process.wait()


@contextmanager
def _cable(url: str) -> Iterator[Cable]:
    bus = urlsplit(url)
    cable = Cable(f"{bus.hostname}:{bus.port}")
    try:
        yield cable
    finally:
        cable.end()
