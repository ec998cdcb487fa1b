"""What a connection asks of the house: in the order it asked, a few waiting at most, each answered once."""

import asyncio
from time import perf_counter

import structlog

from multaqa.live.connection import Connection
from multaqa.live.gathering import LiveGathering
from multaqa.live.metrics import DEED_SECONDS, DEEDS
from multaqa.live.ports import House, Refused
from multaqa.wire.commands import Keyed, Renew
from multaqa.wire.events import Refusal, Reply

MOST_WAITING = 16
MOST_REFUSED = 32
PATIENCE_SECONDS = 20.0
logger = structlog.get_logger(__name__)


class Deeds:
    """One connection's deeds. `places` bounds how many the whole node does at once. What was taken is done even when the
    connection ends meanwhile: whoever comes back with the same key is given the same answer. What was refused stays refused
    under its key while the connection lasts: the second copy of a command may not do what somebody was told was not done."""

    def __init__(self, connection: Connection, gathering: LiveGathering, house: House, places: asyncio.Semaphore) -> None:
        self._connection, self._gathering, self._house, self._places = connection, gathering, house, places
        self._waiting: list[Keyed] = []
        self._refused: dict[str, Refusal] = {}
        self._task: asyncio.Task[None] | None = None

    def put(self, command: Keyed) -> bool:
        """Takes a command; False when too many wait already."""
        if len(self._waiting) >= MOST_WAITING:
            return False
        self._waiting.append(command)
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._work())
        return True

    async def _work(self) -> None:
        try:
            while self._waiting:
                command = self._waiting.pop(0)
                answer = self._refused.get(command.key) or await self._answer(command)
                self._remember(answer)
                self._connection.say(answer)
                if isinstance(answer, Reply) and answer.n:
                    self._gathering.expect(answer.n)
        finally:
            self._task = None

    def _remember(self, answer: Reply | Refusal) -> None:
        """Where nothing was decided, the same words may be said again."""
        if isinstance(answer, Refusal) and answer.refused != "unavailable":
            self._refused[answer.re] = answer
            if len(self._refused) > MOST_REFUSED:
                del self._refused[next(iter(self._refused))]

    async def _answer(self, command: Keyed) -> Reply | Refusal:
        deed = str(type(command).__struct_config__.tag)
        began = perf_counter()
        try:
            async with self._places, asyncio.timeout(PATIENCE_SECONDS):
                reply = await self._do(command)
        except Refused as no:
            DEEDS.labels(deed, "refused").inc()
            return Refusal(re=command.key, refused=no.code, facts=no.facts)
        except Exception:
            logger.exception("A deed failed", deed=deed)
            DEEDS.labels(deed, "failed").inc()
            return Refusal(re=command.key, refused="unavailable")
        DEEDS.labels(deed, "done").inc()
        DEED_SECONDS.observe(perf_counter() - began)
        return reply

    async def _do(self, command: Keyed) -> Reply:
        if isinstance(command, Renew):
            return Reply(re=command.key, you=await self._gathering.renew(self._connection))
        return await self._house.perform(self._connection.ticket, command)
