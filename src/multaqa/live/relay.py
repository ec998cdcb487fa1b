"""Sound to the other nodes: in order, never waited for, dropped when the bus cannot keep up."""

import asyncio

import structlog

from multaqa.live.bus.subjects import of_sound
from multaqa.live.metrics import DROPPED
from multaqa.live.ports import Bus

MOST_WAITING = 200
TAG_BYTES = 8
logger = structlog.get_logger(__name__)


class Relay:
    """`tag` tells this node's messages from those of others: 8 bytes before each message."""

    def __init__(self, bus: Bus, tag: bytes) -> None:
        if len(tag) != TAG_BYTES:
            raise ValueError("a tag has 8 bytes")
        self._bus, self._tag = bus, tag
        self._queue: asyncio.Queue[tuple[int, bytes]] = asyncio.Queue(MOST_WAITING)

    def send(self, gathering: int, message: bytes) -> None:
        """Takes an audio message on its way to the other nodes."""
        try:
            self._queue.put_nowait((gathering, self._tag + message))
        except asyncio.QueueFull:
            DROPPED.inc()

    def from_elsewhere(self, data: bytes) -> bytes | None:
        """The message, or None when it is this node's own."""
        return None if data.startswith(self._tag) else data[TAG_BYTES:]

    def is_senior(self, data: bytes) -> bool:
        """Whether a message comes from a node whose tag stands before this one's."""
        return data[:TAG_BYTES] < self._tag

    async def run(self) -> None:
        """Publishes until cancelled."""
        while True:
            gathering, data = await self._queue.get()
            try:
                await self._bus.publish(of_sound(gathering), data)
            except Exception:
                logger.exception("Sound could not be published")
