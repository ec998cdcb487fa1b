"""The bus between nodes: core NATS, which carries at most once and keeps nothing.

What a node says to itself goes through memory, before and without the server: a room whose people are all here does not
notice that the bus is gone. What was lost on the way is not sent again; everybody is told to read again by number.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence

import structlog
from nats import errors
from nats.aio.client import Client, Server
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription

from multaqa.live.bus.memory import Hear, MemoryBus
from multaqa.live.bus.subjects import MISSED, is_sound
from multaqa.live.metrics import BUS_DROPPED
from multaqa.live.ports import BusState

MOST_PENDING_BYTES = 512 * 1024
MOST_WAITING = 2_000
CONNECT_SECONDS, PING_SECONDS, MOST_UNANSWERED = 2, 2, 2
AGAIN_SECONDS = (0.2, 1.2)
logger = structlog.get_logger(__name__)


class NatsBus:
    """A `ports.Bus`. `space` keeps apart those who share a server; `name` is shown in the server's list of clients."""

    def __init__(self, servers: Sequence[str], *, name: str, space: str = "multaqa") -> None:
        self._servers = list(servers)
        self._name, self._space = name, space
        self._local = MemoryBus()
        self._client = Client()
        self._subscriptions: dict[str, Subscription] = {}
        self._hearers: dict[str, int] = {}
        self._tells: list[Callable[[], None]] = []
        self._connecting: asyncio.Task[None] | None = None
        self._dropped = 0
        self._owes = self._closing = False

    # ── the connection ──

    async def start(self, patience: float = CONNECT_SECONDS) -> None:
        """Connects; after `patience` seconds it goes on trying in the background."""
        self._begin()
        assert self._connecting is not None
        await asyncio.wait([self._connecting], timeout=patience)

    def _begin(self) -> None:
        if not self._closing:
            self._connecting = asyncio.get_running_loop().create_task(self._connect())

    async def _connect(self) -> None:
        while not self._closing:
            self._client = Client()
            try:
                await self._client.connect(
                    servers=self._servers.copy(),
                    name=self._name,
                    no_echo=True,
                    max_reconnect_attempts=-1,
                    connect_timeout=CONNECT_SECONDS,
                    reconnect_time_wait=1,
                    # A lost bus is noticed before nodes that are not heard are taken for gone (core.rolls.Patience).
                    ping_interval=PING_SECONDS,
                    max_outstanding_pings=MOST_UNANSWERED,
                    pending_size=MOST_PENDING_BYTES,
                    reconnect_to_server_handler=_any_after_a_moment,
                    error_cb=self._failed,
                    disconnected_cb=self._lost,
                    reconnected_cb=self._returned,
                    closed_cb=self._closed,
                )
                await self._subscribe_all()
                return
            except Exception as error:
                if self._client.is_connected:
                    await self._client.close()
                logger.warning("The bus cannot be reached", error=repr(error))
            await asyncio.sleep(random.uniform(*AGAIN_SECONDS))

    async def _subscribe_all(self) -> None:
        self._subscriptions.clear()
        await self._client.subscribe(self._full(MISSED), cb=self._hear_missed)
        for subject in tuple(self._hearers):
            await self._listen(subject)
        await self._catch_up()

    async def _lost(self) -> None:
        if not self._closing:
            logger.warning("The bus is lost; people of this node go on")

    async def _returned(self) -> None:
        """Subscriptions stand again: this node reads what it missed, and the others what it could not tell them."""
        # What was written to the broken connection may never have arrived.
        self._owes = True
        await self._catch_up()

    async def _catch_up(self) -> None:
        if not self._closing:
            logger.info("The bus is there")
            await self._pay()
            self._tell_missed()

    async def _closed(self) -> None:
        # The client gives up on what it did not expect; the node does not.
        if not self._closing and (self._connecting is None or self._connecting.done()):
            self._begin()

    async def _failed(self, error: Exception) -> None:
        if isinstance(error, errors.SlowConsumerError):
            self._count(1)
            if not is_sound(error.subject):
                self._tell_missed()
        else:
            logger.info("The bus answers badly", error=repr(error))

    # ── speaking ──

    async def publish(self, subject: str, data: bytes) -> None:
        """Those here have heard it when this returns; the others hear it when the bus can carry it. Never waits for it."""
        await self._local.publish(subject, data)
        if self._can_carry(data):
            await self._pay()
            await self._client.publish(self._full(subject), data)
            return
        self._count(1)
        if not is_sound(subject):
            self._owes = True
            await self._pay()

    def _can_carry(self, data: bytes = b"") -> bool:
        client = self._client
        return client.is_connected and len(data) <= client.max_payload and client.pending_data_size <= MOST_PENDING_BYTES / 2

    async def _pay(self) -> None:
        """Tells the other nodes that something did not reach them."""
        if self._owes and self._can_carry():
            self._owes = False
            await self._client.publish(self._full(MISSED), b"")

    # ── hearing ──

    async def subscribe(self, subject: str, hear: Hear) -> Callable[[], Awaitable[None]]:
        """Answers what ends the subscription; ending it twice is ending it once. While the bus is away it is kept for later."""
        stop_here = await self._local.subscribe(subject, hear)
        self._hearers[subject] = self._hearers.get(subject, 0) + 1
        if self._client.is_connected or self._client.is_reconnecting:
            await self._listen(subject)
        stopped = False

        async def stop() -> None:
            nonlocal stopped
            await stop_here()
            if stopped:
                return
            stopped = True
            self._hearers[subject] -= 1
            if not self._hearers[subject]:
                del self._hearers[subject]
                await self._unlisten(subject)

        return stop

    async def _listen(self, subject: str) -> None:
        if subject in self._subscriptions:
            return

        async def hear(message: Msg) -> None:
            await self._local.publish(subject, message.data)

        client = self._client
        self._subscriptions[subject] = await client.subscribe(self._full(subject), cb=hear, pending_msgs_limit=MOST_WAITING)
        if client.is_connected:
            # What is published after the answer has to be heard.
            try:
                await client.flush(CONNECT_SECONDS)
            except (errors.Error, TimeoutError) as error:
                logger.info("The bus is slow to listen", error=repr(error))

    async def _unlisten(self, subject: str) -> None:
        subscription = self._subscriptions.pop(subject, None)
        if subscription is not None and not self._client.is_closed:
            try:
                await subscription.unsubscribe()
            except errors.Error as error:
                logger.info("A subscription ended with the connection", error=repr(error))

    def when_missed(self, tell: Callable[[], None]) -> None:
        """Calls `tell` on the loop whenever messages may not have come."""
        self._tells.append(tell)

    async def _hear_missed(self, message: Msg) -> None:
        self._tell_missed()

    def _tell_missed(self) -> None:
        for tell in self._tells:
            try:
                tell()
            except Exception:
                logger.exception("A hearer failed")

    # ── how it is ──

    def state(self) -> BusState:
        """Whether it is connected, and how much it could not carry since the start."""
        return BusState("up" if self._client.is_connected else "reconnecting", self._dropped)

    async def is_well(self) -> bool:
        """Whether it is connected; also the moment to tell the others of what they missed."""
        await self._pay()
        return self._client.is_connected

    async def close(self) -> None:
        """Nobody hears anything any more."""
        self._closing = True
        if self._connecting is not None:
            self._connecting.cancel()
            await asyncio.wait([self._connecting])
        await self._local.close()
        self._tells.clear()
        await self._client.close()

    def _full(self, subject: str) -> str:
        return f"{self._space}.{subject}"

    def _count(self, messages: int) -> None:
        self._dropped += messages
        BUS_DROPPED.inc(messages)


def _any_after_a_moment(servers: list[Server], _: dict[str, object]) -> tuple[Server, float]:
    """Nodes that lost the same server do not all come back in one moment."""
    return random.choice(servers), random.uniform(*AGAIN_SECONDS)
