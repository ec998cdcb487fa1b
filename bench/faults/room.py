"""A room with listeners and one who speaks, for faults that come by the wire."""

import asyncio
import statistics
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from bench.faults.ground import Ground
from multaqa.rehearse.person import Person
from multaqa.rehearse.speaking import Speaker
from multaqa.rehearse.speech import packets_of


class Room:
    """`speak` measures the delay from mouth to ear of those who listen, in ms at p99."""

    def __init__(self, url: str, cast: object) -> None:
        tickets, (name, ticket) = cast.listeners, cast.speakers[0]  # type: ignore[attr-defined]
        self.listeners = [Person(url, one, measuring=False, faithful=True) for one in tickets]
        self.speaker = Speaker(Person(url, ticket, name, measuring=False, faithful=True), packets_of(None))
        self.writers = [Person(url, one, who, measuring=False, faithful=True) for who, one in cast.writers]  # type: ignore[attr-defined]
        self.acknowledged: list[tuple[int, str]] = []

    @property
    def people(self) -> list[Person]:
        """Everybody."""
        return [*self.listeners, self.speaker.person, *self.writers]

    async def enter(self) -> None:
        """All of them, a few at once; then the speaker is on air."""
        places = asyncio.Semaphore(40)

        async def one(person: Person) -> None:
            async with places:
                await person.join()

        await asyncio.gather(*(one(person) for person in self.people))
        self.speaker._called.clear()
        reply = await self.speaker.person.do("ask")
        assert "refused" not in reply, reply
        async with asyncio.timeout(30):
            await self.speaker._called.wait()
        reply = await self.speaker.person.do("start")
        assert "refused" not in reply, reply

    async def delay(self, among: list[Person], seconds: float) -> float:
        """p99 in ms, of those, while the speaker speaks so long; the first half second is not looked at."""
        for person in among:
            person.delays.clear()
        speaking = asyncio.create_task(self.speaker.speak(seconds + 0.5))
        await asyncio.sleep(0.5)
        for person in among:
            person.measuring = True
        await speaking
        for person in among:
            person.measuring = False
        found = [delay for person in among for delay in person.delays]
        assert len(found) >= len(among), "nothing was heard"
        return statistics.quantiles(found, n=100)[98]

    async def say(self, n: int) -> None:
        """One word of each writer, acknowledged."""
        for person in self.writers:
            text = f"{person.name}: {n}"
            reply = await person.do("say", text=text)
            if "refused" not in reply:
                self.acknowledged.append((reply["n"], text))

    def renew(self, seconds: float) -> None:
        """Fresh tickets, as a page has of itself: a long evening outlives them."""
        from msgspec.structs import replace

        from multaqa.bridge import tickets

        until = int((time.time() + seconds) * 1000)
        for person in self.people:
            person.ticket = tickets.sign(replace(tickets.check(person.ticket), until=until))

    def leave(self) -> None:
        """Everybody goes."""
        for person in self.people:
            person.leave()


@asynccontextmanager
async def a_room(ground: Ground, cast: object) -> AsyncIterator[Room]:
    """Everybody is in and the speaker on air."""
    room = Room(ground.node.url, cast)
    await room.enter()
    try:
        yield room
    finally:
        with suppress(OSError):
            room.leave()


def cast_of(listeners: int, writers: int = 1) -> object:
    """A room of its own in the database, whose turns are long."""
    from django.db import connections

    from multaqa.rehearse.cast import gather

    found = gather(listeners, 1, writers, 1800)
    connections.close_all()
    return found
