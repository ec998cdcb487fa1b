"""Writing to everybody in a room, in order. A small room is written at once; a large one in slices that give the loop
back, so that a big room never delays a small one."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
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


class Cast(NamedTuple):
    """One frame of sound for everybody but its speaker: its stream, its first slot, and the time (ms)."""

    frame: bytes
    stream: int
    slot: int
    now: int
    speaker: Connection | None


class _Job(NamedTuple):
    connections: Sequence[Connection]
    act: Callable[[Sequence[Connection]], None]
    is_wanted: Callable[[], bool] | None


class Sweep:
    """One room's writing."""

    def __init__(self) -> None:
        self._jobs: deque[_Job] = deque()
        self._task: asyncio.Task[None] | None = None

    def words(self, connections: Sequence[Connection], act: Callable[[Connection], object]) -> None:
        """Does `act` for each connection, after everything given before."""
        _words_out.inc(len(connections))
        self._put(_Job(connections, partial(_each, act), None))

    def sound(self, connections: Sequence[Connection], cast: Cast, is_wanted: Callable[[], bool]) -> None:
        """To each connection, after everything given before; given up as soon as it is not wanted any more, and skipped when
        the room cannot keep up."""
        if len(self._jobs) >= MOST_WAITING:
            DROPPED.inc(len(connections))
            return
        _sound_out.inc(len(connections))
        self._put(_Job(connections, partial(_write, cast), is_wanted))

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
    job.act(job.connections[start : start + SLICE])


def _each(act: Callable[[Connection], object], connections: Sequence[Connection]) -> None:
    for connection in connections:
        try:
            act(connection)
        except Exception:
            logger.exception("Writing to a connection failed")


def _write(cast: Cast, connections: Sequence[Connection]) -> None:
    """The hottest loop there is: what stands here is done tens of thousands of times a second."""
    frame, stream, slot, now, speaker = cast
    for connection in connections:
        try:
            if connection is not speaker and connection.hearing.may_send(stream, slot, now):
                connection.protocol.push(frame)
        except Exception:
            logger.exception("Writing to a connection failed")
