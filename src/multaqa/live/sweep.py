"""Writing to everybody in a room, in order. A small room is written at once; a large one in slices that give the loop
back, so that a big room never delays a small one. Events that come close together are one write to each listener of a large
room: docs/decisions/0019."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from itertools import takewhile
from typing import NamedTuple

import structlog

from multaqa.live.connection import Connection
from multaqa.live.metrics import DROPPED, FRAMES_OUT

SLICE = 256
MOST_WAITING = 64
# After events were written to a large room the next ones wait this long for each other.
REST_SECONDS = 0.05
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
    """`tell` is set where this is an event: a connection takes no number twice, so several are told in one go."""

    connections: Sequence[Connection]
    act: Callable[[Sequence[Connection]], None]
    is_wanted: Callable[[], bool] | None = None
    tell: Callable[[Connection], object] | None = None


class Sweep:
    """One room's writing."""

    def __init__(self) -> None:
        self._jobs: deque[_Job] = deque()
        self._task: asyncio.Task[None] | None = None
        self._rest: asyncio.TimerHandle | None = None
        self._rests_until = 0.0

    def words(self, connections: Sequence[Connection], act: Callable[[Connection], object]) -> None:
        """Does `act` for each connection, after everything given before."""
        _words_out.inc(len(connections))
        self._put(_Job(connections, partial(_each, act)))

    def event(self, connections: Sequence[Connection], tell: Callable[[Connection], object]) -> None:
        """Tells each connection of a numbered event, after everything given before; `tell` does nothing for one that knows the
        number. In a large room it may wait a moment for the next one."""
        _words_out.inc(len(connections))
        self._put(_Job(connections, partial(_each, tell), tell=tell))

    def sound(self, connections: Sequence[Connection], cast: Cast, is_wanted: Callable[[], bool]) -> None:
        """To each connection, after everything given before; given up as soon as it is not wanted any more, and skipped when
        the room cannot keep up."""
        if len(self._jobs) >= MOST_WAITING:
            DROPPED.inc(len(connections))
            return
        _sound_out.inc(len(connections))
        self._put(_Job(connections, partial(_write, cast), is_wanted))

    def _put(self, job: _Job) -> None:
        if self._task is None and not self._jobs and len(job.connections) <= SLICE:
            _do(job, 0)
            return
        self._jobs.append(job)
        if self._task is None:
            self._go_on()

    def _go_on(self) -> None:
        """At once, unless all that waits are events and the last ones were told just now."""
        loop = asyncio.get_running_loop()
        rest = self._rests_until - loop.time() if self._jobs[-1].tell else 0.0
        if rest <= 0:
            self._begin()
        elif self._rest is None:
            self._rest = loop.call_later(rest, self._begin)

    def _begin(self) -> None:
        if self._rest is not None:
            self._rest.cancel()
            self._rest = None
        self._task = asyncio.get_running_loop().create_task(self._run())

    async def _run(self) -> None:
        try:
            while self._jobs:
                job, count = self._next()
                for start in range(0, len(job.connections), SLICE):
                    if job.is_wanted is not None and not job.is_wanted():
                        break
                    _do(job, start)
                    await asyncio.sleep(0)
                for _ in range(count):
                    self._jobs.popleft()
                if self._jobs and all(one.tell for one in self._jobs):
                    break
        finally:
            self._task = None
        if self._jobs:
            self._go_on()

    def _next(self) -> tuple[_Job, int]:
        """What is first, and how many jobs that is: events in a row are one. Whoever came between two of them was given the
        earlier ones with the welcome; whoever left is not written to any more."""
        events = list(takewhile(lambda job: job.tell, self._jobs))
        if not events:
            return self._jobs[0], 1
        self._rests_until = asyncio.get_running_loop().time() + REST_SECONDS
        if len(events) == 1:
            return events[0], 1
        tells = [job.tell for job in events if job.tell]
        return _Job(events[-1].connections, partial(_each, partial(_tell, tells))), len(events)


def _do(job: _Job, start: int) -> None:
    job.act(job.connections[start : start + SLICE])


def _each(act: Callable[[Connection], object], connections: Sequence[Connection]) -> None:
    for connection in connections:
        try:
            act(connection)
        except Exception:
            logger.exception("Writing to a connection failed")


def _tell(tells: Sequence[Callable[[Connection], object]], connection: Connection) -> None:
    """Several events, one write."""
    connection.protocol.hold()
    try:
        for tell in tells:
            tell(connection)
    finally:
        connection.protocol.let_out()


def _write(cast: Cast, connections: Sequence[Connection]) -> None:
    """The hottest loop there is: what stands here is done tens of thousands of times a second."""
    frame, stream, slot, now, speaker = cast
    for connection in connections:
        try:
            if connection is not speaker and connection.hearing.may_send(stream, slot, now):
                connection.protocol.push(frame)
        except Exception:
            logger.exception("Writing to a connection failed")
