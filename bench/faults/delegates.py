"""Delegates who vote, ask for the floor and write, and say everything again under the same key until they are answered."""

import asyncio
import contextlib
import random
import secrets
from dataclasses import dataclass, field
from typing import Any

from multaqa.rehearse.person import Person
from multaqa.rehearse.speaking import Speaker

# These say that nothing was decided: the same words are said again.
NOT_NOW = ("unavailable", "too_fast")
AGAIN_SECONDS = 0.4


@dataclass
class Ledger:
    """What was acknowledged: (name, key, what was asked, the event's number, what it said). `told` counts refusals by their
    code; `at` are the moments of the loop's clock."""

    rows: list[tuple[str, str, str, int, Any]] = field(default_factory=list)
    at: list[float] = field(default_factory=list)
    told: dict[str, int] = field(default_factory=dict)

    def between(self, began: float, ended: float) -> int:
        """How many were acknowledged in that time."""
        return sum(began < moment < ended for moment in self.at)


class Delegate:
    """Everything they are told is written into the ledger."""

    def __init__(self, person: Person, packets: list[bytes], ledger: Ledger, chance: random.Random) -> None:
        self.person, self.ledger, self.chance = person, ledger, chance
        self.speaker = Speaker(person, packets)
        person.on_event = None
        self.called = asyncio.Event()
        self.in_line = False
        self.votes: dict[int, list[int]] = {}
        self.receipts: dict[int, str] = {}
        self.written = 0
        self.is_settled = True
        self.asking = ""

    async def until_answered(self, command: str, what: Any = None, **fields: Any) -> dict[str, Any]:
        """One key, as often as it takes; sometimes twice at once, as an impatient finger does."""
        key, self.is_settled, self.asking = secrets.token_hex(8), False, command
        while True:
            await self._be_there()
            try:
                reply = await self.person.do(command, key=key, twice=self.chance.random() < 0.1, **fields)
            except TimeoutError:
                continue
            if "refused" not in reply:
                self.ledger.rows.append((self.person.name, key, command, reply.get("n", 0), what))
                self.ledger.at.append(asyncio.get_running_loop().time())
                break
            self.ledger.told[reply["refused"]] = self.ledger.told.get(reply["refused"], 0) + 1
            self.asking = f"{command} ({reply['refused']}, {reply.get('facts', {})})"
            if reply["refused"] not in NOT_NOW:
                break
            await asyncio.sleep(AGAIN_SECONDS + reply.get("facts", {}).get("seconds", 0))
        self.is_settled, self.asking = True, ""
        return reply

    async def _be_there(self) -> None:
        """A person comes back by themselves for half a minute; after that they open the page again."""
        while self.person.socket is None or not self.person.welcomed.is_set():
            returning = self.person._returning
            if returning is None or returning.done():
                with contextlib.suppress(OSError, TimeoutError):
                    await self.person.join()
            await asyncio.sleep(0.1)

    async def take_part(self, ballots: list[dict[str, Any]], every_seconds: float, end: asyncio.Event) -> None:
        """Until `end`: then nothing new is begun, and what was begun is answered. The first of the ballots is the open one."""
        await asyncio.sleep(self.chance.random() * every_seconds)
        while not end.is_set():
            act = self.chance.random()
            if self.called.is_set():
                await self._speak()
            elif act < 0.75 and ballots:
                await self._vote(ballots[0])
            elif act < 0.95:
                await self._write()
            else:
                await self._ask()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(end.wait(), every_seconds * (0.5 + self.chance.random()))

    async def _vote(self, ballot: dict[str, Any]) -> None:
        choices = [self.chance.choice(ballot["choices"])["id"]]
        receipt = self.receipts.setdefault(ballot["id"], secrets.token_urlsafe(24)) if ballot["secret"] else ""
        reply = await self.until_answered("vote", choices, ballot=ballot["id"], choices=choices, receipt=receipt)
        if "refused" not in reply:
            self.votes[ballot["id"]] = choices

    async def _write(self) -> None:
        self.written += 1
        text = f"{self.person.name}: {self.written}"
        await self.until_answered("say", text, text=text)

    async def _ask(self) -> None:
        await self.until_answered("ask")

    async def _speak(self) -> None:
        self.called.clear()
        if "refused" not in await self.until_answered("start"):
            await self.speaker.speak(0.3)
            await self.until_answered("finish")
