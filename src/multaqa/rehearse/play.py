"""The play: everybody joins, speaks, writes, stalls, drops and comes back; then the accounts are made."""

import asyncio
import random
from dataclasses import dataclass, field
from typing import Any

from multaqa.rehearse.cast import Cast
from multaqa.rehearse.person import Person
from multaqa.rehearse.server import Server, from_each
from multaqa.rehearse.speaking import Speaker
from multaqa.rehearse.witness import Witness

JOINING_AT_ONCE = 64
STALL_SECONDS = 5.0
SETTLING_SECONDS = 15.0


@dataclass
class Outcome:
    """What happened, before it is added up."""

    joins_per_second: float = 0.0
    join_failures: int = 0
    acknowledged: dict[int, str] = field(default_factory=dict)
    refused: int = 0
    bytes_per_listener: int = 0
    cpu_seconds: list[float] = field(default_factory=list)
    stalled: set[int] = field(default_factory=set)
    dropped: set[int] = field(default_factory=set)


class Play:
    """One rehearsal over servers that run. Everybody of a part is spread over all of them: whoever speaks is at one node, and
    heard at all. At each node a listener witnesses the floor."""

    def __init__(self, servers: list[Server], cast: Cast, packets: list[bytes], seconds: float, say: Any) -> None:
        self.servers, self.cast, self.seconds, self.say = servers, cast, seconds, say
        self.listeners = [self._person(n, ticket) for n, ticket in enumerate(cast.listeners)]
        self.writers = [self._person(n, ticket, name) for n, (name, ticket) in enumerate(cast.writers)]
        self.speakers = [Speaker(self._person(n, ticket, name), packets) for n, (name, ticket) in enumerate(cast.speakers)]
        self.witnesses = [Witness(person) for person in self.listeners[: len(servers)]]
        self.outcome = Outcome()
        self.random = random.Random(7)

    def _person(self, n: int, ticket: str, name: str = "") -> Person:
        url, *others = from_each(self.servers, n)
        return Person(url, ticket, name, others=others)

    async def run(self) -> Outcome:
        """Plays it through."""
        loop = asyncio.get_running_loop()
        resident, began = self._resident_bytes(), loop.time()
        self.say(f"{len(self.listeners)} listeners join")
        await self._join_all(self.listeners)
        self.outcome.joins_per_second = len(self.listeners) / max(loop.time() - began, 1e-6)
        await asyncio.sleep(1)
        self.outcome.bytes_per_listener = (self._resident_bytes() - resident) // max(len(self.listeners), 1)
        await self._join_all([*self.writers, *(speaker.person for speaker in self.speakers)])
        self.say("they speak, write, stall, drop and come back")
        cpu = [server.cpu_seconds() for server in self.servers]
        until = loop.time() + self.seconds
        each = max(2.0, self.seconds / max(len(self.speakers), 1) / 2)
        async with asyncio.TaskGroup() as group:
            for speaker in self.speakers:
                group.create_task(speaker.take_turns(until, each))
            for writer in self.writers:
                group.create_task(self._write(writer, until))
            group.create_task(self._stall(until))
            group.create_task(self._drop(until))
        self.outcome.cpu_seconds = [server.cpu_seconds() - before for server, before in zip(self.servers, cpu, strict=True)]
        self.say("they wait for the last word")
        await self._settle()
        return self.outcome

    def _resident_bytes(self) -> int:
        return sum(server.resident_bytes() for server in self.servers)

    async def _join_all(self, people: list[Person]) -> None:
        gate = asyncio.Semaphore(JOINING_AT_ONCE)

        async def join(person: Person) -> None:
            async with gate:
                try:
                    await person.join()
                except (OSError, TimeoutError):
                    self.outcome.join_failures += 1

        await asyncio.gather(*(join(person) for person in people))

    async def _write(self, writer: Person, until: float) -> None:
        """A message every 1.6 s and a little; each fourth is sent twice under one key, as after a lost answer."""
        loop, count = asyncio.get_running_loop(), 0
        while loop.time() < until:
            count += 1
            reply = await writer.do("say", text=f"كلمة {count}: {self.random.random():.6f}", twice=count % 4 == 0)
            if "refused" in reply:
                self.outcome.refused += 1
            else:
                self.outcome.acknowledged[reply["n"]] = reply["re"]
            await asyncio.sleep(1.6 + self.random.random() / 2)

    async def _stall(self, until: float) -> None:
        """One in a hundred stops reading for a while."""
        await asyncio.sleep(self.seconds * 0.3)
        chosen = self._choose(0.01)
        self.outcome.stalled |= set(chosen)
        for i in chosen:
            if (socket := self.listeners[i].socket) is not None:
                socket.stall(True)
        await asyncio.sleep(min(STALL_SECONDS, self.seconds * 0.3))
        for i in chosen:
            if (socket := self.listeners[i].socket) is not None:
                socket.stall(False)

    async def _drop(self, until: float) -> None:
        """One in fifty loses the network and comes back with the number it saw last."""
        await asyncio.sleep(self.seconds * 0.4)
        chosen = self._choose(0.02)
        self.outcome.dropped |= set(chosen)
        for i in chosen:
            if (socket := self.listeners[i].socket) is not None:
                socket.cut()
        await asyncio.sleep(1 + self.random.random())
        await self._join_all([self.listeners[i] for i in chosen])

    def _choose(self, share: float) -> list[int]:
        free = [i for i in range(len(self.listeners)) if i not in self.outcome.stalled | self.outcome.dropped]
        return self.random.sample(free, min(len(free), max(1, round(len(free) * share)))) if free else []

    async def _settle(self) -> None:
        """Whoever was cut off comes back; then all wait until the last acknowledged number has reached them."""
        last = max(self.outcome.acknowledged, default=0)
        await self._join_all([person for person in self.listeners if person.socket is None and person.n])
        deadline = asyncio.get_running_loop().time() + SETTLING_SECONDS
        # What is awaited is thousands of sockets, each with its number.
        while asyncio.get_running_loop().time() < deadline and any(p.n < last for p in self.listeners):  # noqa: ASYNC110
            await asyncio.sleep(0.1)
