"""Writing to everybody in a room, in order. A small room is written at once; a large one in slices that give the loop
back, so that a big room never delays a small one."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from typing import NamedTuple

import structlog

from multaqa.live.connection import Connection
from multaqa.live.metrics import DROPPED, FRAMES_OUT

SLICE = 256
MOST_WAITING = 64
logger = structlog.get_logger(__name__)

# Counted for the whole room at once: counting each write would be a tenth of its cost.
_words_out = FRAMES_OUT.labels("words")
_sound_out = FRAMES_OUT.labels("sound")


class _Job(NamedTuple):
    connections: Sequence[Connection]
    act: Callable[[Connection], object]
    is_wanted: Callable[[], bool] | None


class Sweep:
    """One room's writing."""

    def __init__(self) -> None:
        self._jobs: deque[_Job] = deque()
        self._task: asyncio.Task[None] | None = None

    def words(self, connections: Sequence[Connection], act: Callable[[Connection], object]) -> None:
        """Does `act` for each connection, after everything given before."""
        _words_out.inc(len(connections))
        self._put(_Job(connections, act, None))

    def sound(
        self, connections: Sequence[Connection], act: Callable[[Connection], object], is_wanted: Callable[[], bool]
    ) -> None:
        """As words, but given up as soon as it is not wanted any more, and skipped when the room cannot keep up."""
        if len(self._jobs) >= MOST_WAITING:
            DROPPED.inc(len(connections))
            return
        _sound_out.inc(len(connections))
        self._put(_Job(connections, act, is_wanted))

    def _put(self, job: _Job) -> None:
        if self._task is None and len(job.connections) <= SLICE:
            _do(job, 0)
            return
        self._jobs.append(job)
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._run())

    async def _run(self) -> None:
        try:
            while self._jobs:
                job = self._jobs[0]
                for start in range(0, len(job.connections), SLICE):
                    if job.is_wanted is not None and not job.is_wanted():
                        break
                    _do(job, start)
                    await asyncio.sleep(0)
                self._jobs.popleft()
        finally:
            self._task = None


def _do(job: _Job, start: int) -> None:
    act = job.act
    for connection in job.connections[start : start + SLICE]:
        try:
            act(connection)
        except Exception:
            logger.exception("Writing to a connection failed")
