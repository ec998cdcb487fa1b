"""A real sitting of an alliance whose rooms all have a delegate: opened, voting, its floor given, and at the end counted."""

import asyncio
import contextlib
import random
import time
from typing import TYPE_CHECKING, Any

import msgspec

from bench.faults.delegates import Delegate, Ledger
from multaqa.rehearse.person import Person

if TYPE_CHECKING:  # the models are only there once Django is
    from multaqa.rehearse.chamber import Seats

QUESTIONS = (("هل يُعتمد يوم موحّد للتعريف بالغرف؟", False), ("من يستضيف اللقاء القادم؟", True))
JOINING_AT_ONCE = 40
AGAIN_SECONDS = 0.2


def _is_in(person: Person) -> bool:
    return person.socket is not None and person.welcomed.is_set()


class Chamber:
    """`urls` are the nodes' addresses, over which people are spread. `floor` is what the chair sees of it."""

    def __init__(self, seats: "Seats", urls: list[str], packets: list[bytes], seed: int) -> None:
        self.seats, self.urls, self.ledger, self.end = seats, urls, Ledger(), asyncio.Event()
        chance = random.Random(seed)
        self.chair = Delegate(self._person(0, *reversed(seats.chair)), packets, self.ledger, chance)
        self.secretary = Delegate(self._person(1, *reversed(seats.secretary)), packets, self.ledger, chance)
        self.delegates = [
            Delegate(self._person(n, ticket, name), packets, self.ledger, random.Random(chance.random()))
            for n, (name, ticket) in enumerate(seats.delegates)
        ]
        self.listeners = [self._person(n, ticket) for n, ticket in enumerate(seats.listeners)]
        self.voice = self.delegates[0]
        self.by_name = {one.person.name: one for one in self.delegates if one is not self.voice}
        self.turns: dict[int, dict[str, Any]] = {}
        self.order: list[int] = []
        self.ballots: list[dict[str, Any]] = []
        self.asked: list[dict[str, Any]] = []
        self.sitting: dict[str, Any] = {}
        self.two_holders = 0
        self.is_calling = True
        self._changed = asyncio.Event()
        self._tasks: list[asyncio.Task[Any]] = []
        for watching in [self.chair.person, *self.listeners]:
            watching.on_event = self._watch
        self._seen: dict[int, dict[int, str]] = {}

    def _person(self, n: int, ticket: str, name: str = "") -> Person:
        first = n % len(self.urls)
        url, *others = self.urls[first:] + self.urls[:first]
        return Person(url, ticket, name, others=others, faithful=True, measuring=False)

    @property
    def people(self) -> list[Person]:
        """Everybody."""
        named = [one.person for one in (self.chair, self.secretary, *self.delegates)]
        return [*named, *self.listeners]

    # ── what is seen ──

    def _watch(self, person: Person, text: bytes, ev: str) -> None:
        """The chair follows everything; listeners of each node only look that there is one holder of the floor."""
        if ev not in ("welcome", "floor", "ballot", "sitting", "seats", "here"):
            return
        said = msgspec.json.decode(text)
        picture = said.get("picture") if ev == "welcome" else said if ev == "floor" else None
        if picture:
            seen = {} if ev == "welcome" else self._seen.get(id(person), {})
            seen |= {turn["id"]: turn["state"] for turn in picture["turns"]}
            # Who was called and never came is told of by number alone.
            self._seen[id(person)] = {pk: state for pk, state in seen.items() if pk not in picture.get("gone", ())}
            self.two_holders += sum(state in ("called", "speaking") for state in self._seen[id(person)].values()) > 1
        if person is self.chair.person:
            self._follow(said, ev)

    def _follow(self, said: dict[str, Any], ev: str) -> None:
        if ev == "welcome" and said.get("picture"):
            picture = said["picture"]
            self.turns, self.order = {turn["id"]: turn for turn in picture["turns"]}, picture["order"]
            self.sitting, self.ballots = picture["sitting"], picture["sitting"]["ballots"]
        elif ev == "floor":
            self.turns |= {turn["id"]: turn for turn in said["turns"]}
            for gone in said.get("gone", ()):
                self.turns.pop(gone, None)
            self.order = said["order"]
        elif ev == "seats":
            self.sitting |= {name: said[name] for name in ("seats", "places", "quorum")}
        elif ev == "here":
            self.sitting["quorum"] = said["quorum"]
        elif ev == "sitting":
            self.sitting, self.ballots = said["sitting"], said["sitting"]["ballots"]
        elif ev == "ballot":
            others = [row for row in self.ballots if row["id"] != said["ballot"]["id"]]
            self.ballots = [*others, said["ballot"]]
        for turn in self.turns.values():
            if turn["state"] == "called" and turn["person"]["name"] in self.by_name:
                self.by_name[turn["person"]["name"]].called.set()
        self._changed.set()

    async def until(self, met: Any, seconds: float = 60) -> None:
        """Waits until the chair sees that."""
        async with asyncio.timeout(seconds):
            while not met():
                self._changed.clear()
                await self._changed.wait()

    # ── what is done ──

    async def open(self) -> None:
        """Everybody comes in, the sitting is opened, and the first vote; the second is put."""
        await self.everybody_in()
        everybody = len(self.delegates)
        await self.until(lambda: bool(self.sitting) and self.sitting["quorum"]["present"] == everybody, 60 + everybody / 5)
        await self.chair.until_answered("open_sitting")
        for _ in range(3):
            await self.chair.until_answered("next_item")
        for question, secret in QUESTIONS:
            fields: dict[str, Any] = {"method": "single", "choices": ["الأولى", "الثانية"]}
            await self.secretary.until_answered("propose_ballot", question=question, secret=secret, **fields)
        await self.until(lambda: len(self.ballots) == len(QUESTIONS))
        self.ballots.sort(key=lambda row: row["id"])
        self.asked = [dict(ballot) for ballot in self.ballots]
        await self._open_ballot(self.asked[0])

    async def _open_ballot(self, ballot: dict[str, Any]) -> None:
        reply = await self.chair.until_answered("open_ballot", ballot=ballot["id"])
        assert "refused" not in reply, reply

    async def next_ballot(self) -> None:
        """The vote that is open is closed while people vote, and the next one opened."""
        await self.chair.until_answered("close_ballot", ballot=self.asked[0]["id"])
        # Nobody votes on what is not open yet: refused once, the second of two copies might still be taken.
        for ballot in self.asked[1:2]:
            await self._open_ballot(ballot)
        self.asked.pop(0)

    async def everybody_in(self) -> None:
        """A few at once, as a door lets people through; whoever was not welcomed comes again."""
        places = asyncio.Semaphore(JOINING_AT_ONCE)

        async def one(person: Person) -> None:
            async with places:
                while not _is_in(person):
                    returning = person._returning
                    if returning is not None and not returning.done():
                        await asyncio.wait([returning])
                        continue
                    try:
                        await person.join()
                    except (OSError, TimeoutError):
                        await asyncio.sleep(AGAIN_SECONDS)

        await asyncio.gather(*(one(person) for person in self.people))

    def begin(self, every_seconds: float) -> None:
        """From here on everybody takes part until `settle`."""
        self._tasks = [asyncio.create_task(self._call())]
        self._tasks += [
            asyncio.create_task(one.take_part(self.asked, every_seconds, self.end))
            for one in self.delegates
            if one is not self.voice
        ]

    async def _call(self) -> None:
        """Whenever nobody has the floor the first in line is called."""
        while not self.end.is_set():
            if self.is_calling and self.order and not self._held():
                await self.chair.until_answered("call", turn=self.order[0])
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(0.5):
                    self._changed.clear()
                    await self._changed.wait()

    async def take_floor(self, seconds: float) -> "asyncio.Task[None] | None":
        """A delegate kept for this speaks from now on; None when somebody else does not let go of the floor."""
        self.is_calling = False
        try:
            # Whoever was called looks up between two things they do, and among many each of these takes its time.
            async with asyncio.timeout(15 + len(self.delegates) / 10):
                await self.until(lambda: not self._held())
                await self.voice.until_answered("ask")
                await self.until(lambda: self._turn_of(self.voice) is not None)
                await self.chair.until_answered("call", turn=self._turn_of(self.voice))
                if "refused" in await self.voice.until_answered("start"):
                    return None
        except TimeoutError:
            return None
        finally:
            self.is_calling = True
        return asyncio.create_task(self._speak(seconds))

    async def _speak(self, seconds: float) -> None:
        await self.voice.speaker.speak(seconds)
        await self.voice.until_answered("finish")

    def _held(self) -> bool:
        return any(turn["state"] in ("called", "speaking") for turn in self.turns.values())

    def _turn_of(self, one: Delegate) -> int | None:
        return next((pk for pk in self.order if self.turns[pk]["person"]["name"] == one.person.name), None)

    async def back(self, seconds: float = 300) -> None:
        """Waits until everybody is connected, and somebody is answered from the database."""
        async with asyncio.timeout(seconds):
            await self.everybody_in()
            await self.secretary.until_answered("record_me", yes=True)

    async def all_at(self, n: int, seconds: float = 120) -> None:
        """Waits until everybody has been told of event `n`."""
        async with asyncio.timeout(seconds):
            while any(person.n < n for person in self.people):  # noqa: ASYNC110 - hundreds of people, each with a number
                await asyncio.sleep(0.02)

    def doing(self) -> str:
        """Who is away, and who waits for what: for a run that does not end."""
        away = [person.name or "a listener" for person in self.people if not _is_in(person)]
        waiting = [f"{one.person.name}: {one.asking}" for one in (self.chair, self.secretary, *self.delegates) if one.asking]
        return f"{len(away)} away ({', '.join(away[:3])}), {len(waiting)} without an answer ({'; '.join(waiting[:5])})"

    def renew(self, seconds: int = 900) -> None:
        """Fresh tickets, as a page has of itself: a long evening outlives them."""
        from msgspec.structs import replace

        from multaqa.bridge import tickets

        until = int((time.time() + seconds) * 1000)
        for person in self.people:
            person.ticket = tickets.sign(replace(tickets.check(person.ticket), until=until))

    async def settle(self) -> None:
        """Nothing new is begun; everything begun is answered; then the vote is closed, so that it is counted."""
        self.end.set()
        async with asyncio.timeout(400):
            await asyncio.gather(*self._tasks)
        while self.asked:
            await self.next_ballot()
        for person in self.people:
            person.leave()
