"""The engine as the rest of the program sees it: started and drained with the server, mounted at `/live`."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from hashlib import blake2b

import structlog
from msgspec import Struct

from multaqa.live.core.presence import plain
from multaqa.live.core.rolls import Patience
from multaqa.live.fanout import FanoutProtocol
from multaqa.live.frames import text_frame
from multaqa.live.gateway import Gateway
from multaqa.live.hub import Hub
from multaqa.live.listen.station import Station
from multaqa.live.metrics import LOOP_LAG
from multaqa.live.ports import Bus, BusState, House, Shelf
from multaqa.live.recorder import Recorder
from multaqa.live.relay import TAG_BYTES, Relay
from multaqa.wire.close_codes import CloseCode
from multaqa.wire.codec import encode
from multaqa.wire.events import Moving

BEAT_SECONDS = 0.5
ATTENDANCE_SECONDS = 1.0
SILENCE_SECONDS = 5.0
DRAIN_MS, LINGER_MS = 2500, 1200
logger = structlog.get_logger(__name__)


class Health(Struct, frozen=True):
    """What a load balancer and an operator ask."""

    ready: bool
    bus: bool
    draining: bool
    recording: bool
    connections: int
    gatherings: int


def wall_clock() -> int:
    """Ms since the epoch."""
    return time.time_ns() // 1_000_000


def steady_clock() -> int:
    """Ms since some moment. Unlike the wall clock it is never set: by it is measured how long something took."""
    return time.monotonic_ns() // 1_000_000


class Engine:
    """`asgi` is the application for WebSockets. All but `announce` must be called on the loop.

    `allowed_origins` are like `https://rooms.example.org`. `search_key` folds a name for searching among those present;
    without a `shelf` nothing is recorded. A clock that is given measures durations, too, unless `steady` does.
    """

    def __init__(
        self,
        house: House,
        bus: Bus,
        *,
        allowed_origins: Iterable[str],
        node_name: str,
        search_key: Callable[[str], str] = plain,
        shelf: Shelf | None = None,
        clock: Callable[[], int] = wall_clock,
        steady: Callable[[], int] | None = None,
        most_connections: int = 10_000,
        deeds_at_once: int = 64,
        joins_at_once: int = 32,
        patience: Patience | None = None,
    ) -> None:
        self._bus = bus
        self._relay = Relay(bus, blake2b(node_name.encode(), digest_size=TAG_BYTES).digest())
        self._recorder = None if shelf is None else Recorder(shelf)
        steady = steady or (steady_clock if clock is wall_clock else clock)
        self._hub = Hub(
            house,
            bus,
            self._relay,
            clock,
            steady,
            search_key,
            self._recorder,
            node_name=node_name,
            patience=patience or Patience(),
        )
        self.asgi = Gateway(
            self._hub,
            house,
            clock,
            steady,
            allowed_origins=frozenset(origin.lower().rstrip("/") for origin in allowed_origins),
            most_connections=most_connections,
            deeds_at_once=deeds_at_once,
            joins_at_once=joins_at_once,
        )
        self.asgi.on_shutdown = self._drain_soon
        self._loop: asyncio.AbstractEventLoop | None = None
        self._announced: asyncio.Queue[tuple[str, bytes]] = asyncio.Queue()
        self._tasks: list[asyncio.Task[None]] = []
        self._bus_is_well = True
        self._draining: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Before the first connection."""
        self._loop = asyncio.get_running_loop()
        if self._recorder is not None:
            self._recorder.start()
        self._bus.when_missed(self._hub.read_again)
        await self._hub.rollcall.start()
        work = (self._publish, self._relay.run, self._beat, self._write_attendance, self._end_silent)
        self._tasks = [self._loop.create_task(do()) for do in work]

    def announce(self, subject: str, data: bytes) -> None:
        """Publishes on the bus, from any thread and without waiting: what the bridge calls after a commit."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._put, subject, data)

    def station(self, gathering: int) -> Station:
        """A gathering's sound for the HTTP doors."""
        return self._hub.station(gathering)

    def listeners(self, gathering: int) -> int:
        """How many are there, by all doors of all nodes."""
        return self._hub.listeners(gathering)

    def is_well(self) -> bool:
        """Whether the bus answered when it was last asked, a moment ago."""
        return self._bus_is_well

    def bus_state(self) -> BusState:
        """How the bus between the nodes is, and what it dropped."""
        return self._bus.state()

    async def health(self) -> Health:
        """How this node is."""
        bus = await self._bus.is_well()
        draining = self.asgi.is_draining
        started = bool(self._tasks)
        return Health(
            ready=bus and started and not draining,
            bus=bus,
            draining=draining,
            recording=self._recorder is None or self._recorder.is_well,
            connections=len(self.asgi.sockets),
            gatherings=len(self._hub.live),
        )

    async def drain(self) -> None:
        """Sends everybody to come back elsewhere, each at another moment within 2.5 s, writes what is to be written, and lets
        go. Twice is once."""
        self._drain_soon()
        assert self._draining is not None
        await asyncio.shield(self._draining)

    def _drain_soon(self) -> None:
        if self._draining is None:
            self._draining = asyncio.get_running_loop().create_task(self._drain())

    async def _drain(self) -> None:
        self.asgi.is_draining = True
        for live in self._hub.live.values():
            live.draining = True
        loop = asyncio.get_running_loop()
        for protocol in tuple(self.asgi.sockets):
            after = random.randrange(DRAIN_MS)
            protocol.push_words(text_frame(encode(Moving(after_ms=after))))
            loop.call_later(after / 1000, _move, protocol)
        await self._hub.attendance.write()
        try:
            async with asyncio.timeout((DRAIN_MS + LINGER_MS) / 1000):
                await self.asgi.until_empty()
        except TimeoutError:
            logger.warning("Some connections did not close in time", connections=len(self.asgi.sockets))
        await self._stop()

    async def _stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        self._tasks = []
        await self._hub.close()
        await _surely(self._hub.rollcall.leave)
        await self._hub.attendance.write()
        if self._recorder is not None:
            await asyncio.to_thread(self._recorder.close)

    def _put(self, subject: str, data: bytes) -> None:
        self._announced.put_nowait((subject, data))

    async def _publish(self) -> None:
        """In the order they were committed in, as far as the threads kept it; the numbers do the rest."""
        while True:
            subject, data = await self._announced.get()
            await _surely(partial(self._bus.publish, subject, data))

    async def _beat(self) -> None:
        due = time.monotonic()
        while True:
            due += BEAT_SECONDS
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            LOOP_LAG.observe(max(0.0, time.monotonic() - due))
            due = max(due, time.monotonic() - BEAT_SECONDS)
            await _surely(self._hub.beat)
            await _surely(self._ask_bus)

    async def _ask_bus(self) -> None:
        self._bus_is_well = False
        self._bus_is_well = await self._bus.is_well()

    async def _write_attendance(self) -> None:
        while True:
            await asyncio.sleep(ATTENDANCE_SECONDS)
            await self._hub.attendance.write()

    async def _end_silent(self) -> None:
        while True:
            await asyncio.sleep(SILENCE_SECONDS)
            for desk in tuple(self.asgi.desks):
                desk.end_if_silent()


def _move(protocol: FanoutProtocol) -> None:
    protocol.shut(CloseCode.MOVING)


async def _surely(do: Callable[[], Awaitable[None]]) -> None:
    """A failure is logged; the work goes on."""
    try:
        await do()
    except Exception:
        logger.exception("A part of the engine failed")
