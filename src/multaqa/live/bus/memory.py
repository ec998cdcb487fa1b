"""The bus of a node that is alone: a table of who listens."""

from collections.abc import Awaitable, Callable

import structlog

from multaqa.live.ports import BusState

Hear = Callable[[bytes], None]
logger = structlog.get_logger(__name__)


class MemoryBus:
    """A `ports.Bus`. What is published is heard before `publish` returns, in order, by everybody in this process."""

    def __init__(self) -> None:
        self._hearers: dict[str, dict[object, Hear]] = {}

    async def publish(self, subject: str, data: bytes) -> None:
        """One hearer's failure is not another's."""
        for hear in tuple(self._hearers.get(subject, {}).values()):
            try:
                hear(data)
            except Exception:
                logger.exception("A hearer failed", subject=subject.partition(".")[0])

    async def subscribe(self, subject: str, hear: Hear) -> Callable[[], Awaitable[None]]:
        """Answers what ends the subscription; ending it twice is ending it once."""
        token = object()
        self._hearers.setdefault(subject, {})[token] = hear

        async def stop() -> None:
            hearers = self._hearers.get(subject, {})
            hearers.pop(token, None)
            if not hearers:
                self._hearers.pop(subject, None)

        return stop

    def when_missed(self, tell: Callable[[], None]) -> None:
        """Memory misses nothing."""

    def state(self) -> BusState:
        """Always up."""
        return BusState("up", 0)

    async def is_well(self) -> bool:
        """Memory always answers."""
        return True

    async def close(self) -> None:
        """Nobody hears anything any more."""
        self._hearers.clear()
