"""A whole sitting over the real wire: chair, delegates, guest and listeners hold it; then what the house kept is compared
with what everybody was told."""

import asyncio
import secrets
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

import msgspec

from multaqa.rehearse.chamber import Seats
from multaqa.rehearse.person import Person
from multaqa.rehearse.server import Server, from_each
from multaqa.rehearse.speaking import Speaker
from multaqa.rehearse.witness import Witness

QUESTION = "هل يُعتمد يوم موحّد للتعريف بالغرف؟"
ANOTHER_QUESTION = "من يستضيف اللقاء القادم؟"
WAIT_SECONDS = 30.0


@dataclass
class Held:
    """What happened. `receipts` are those the house acknowledged; `cast` how many acknowledged votes each ballot should count."""

    turns: int = 0
    refused: list[str] = field(default_factory=list)
    receipts: dict[str, list[int]] = field(default_factory=dict)
    votes_acknowledged: int = 0
    floor_violations: int = 0
    finished: bool = False


class SittingPlay:
    """One sitting on servers that run, everybody spread over all of them. Whoever loses the connection comes back to another
    node. `mid_vote` is done when half of the first vote is in."""

    def __init__(
        self,
        servers: list[Server],
        seats: Seats,
        packets: list[bytes],
        seconds_each: float,
        say: Any,
        mid_vote: Callable[[], None] | None = None,
    ) -> None:
        self.servers, self.seats, self.seconds, self.say, self.mid_vote = servers, seats, seconds_each, say, mid_vote
        self.chair = self._person(0, *reversed(seats.chair))
        self.secretary = self._person(1, *reversed(seats.secretary))
        self.delegates = [Speaker(self._person(n, ticket, name), packets) for n, (name, ticket) in enumerate(seats.delegates)]
        self.guest = Speaker(self._person(2, *reversed(seats.guest)), packets)
        self.listeners = [self._person(n, ticket) for n, ticket in enumerate(seats.listeners)]
        self.witnesses = [Witness(person) for person in self.listeners[: len(servers)]]
        self.chair.on_event = self._follow
        self.held = Held()
        self.sitting: dict[str, Any] = {}
        self.turns: dict[int, dict[str, Any]] = {}
        self.order: list[int] = []
        self._changed = asyncio.Event()

    def _person(self, n: int, ticket: str, name: str = "") -> Person:
        url, *others = from_each(self.servers, n)
        return Person(url, ticket, name, others=others, faithful=True)

    # ── what the chair sees ──

    def _follow(self, person: Person, text: bytes, ev: str) -> None:
        said = msgspec.json.decode(text)
        match ev:
            case "welcome" if said["picture"]:
                self.sitting = said["picture"]["sitting"]
                self.turns = {turn["id"]: turn for turn in said["picture"]["turns"]}
                self.order = said["picture"]["order"]
            case "sitting":
                self.sitting = said["sitting"]
            case "seats":
                self.sitting |= {name: said[name] for name in ("seats", "places", "quorum")}
            case "here":
                self.sitting["quorum"] = said["quorum"]
            case "ballot":
                others = [row for row in self.sitting["ballots"] if row["id"] != said["ballot"]["id"]]
                self.sitting["ballots"] = [*others, said["ballot"]]
            case "voted":
                for row in self.sitting["ballots"]:
                    row["voted"] += [said["room"]] * (row["id"] == said["ballot"])
            case "floor":
                self.turns |= {turn["id"]: turn for turn in said["turns"]}
                self.order = said["order"]
                if sum(turn["state"] in ("called", "speaking") for turn in self.turns.values()) > 1:
                    self.held.floor_violations += 1
        self._changed.set()

    async def _until(self, met: Any) -> None:
        async with asyncio.timeout(WAIT_SECONDS):
            while not met():
                self._changed.clear()
                await self._changed.wait()

    # ── the sitting ──

    async def run(self) -> Held:
        """Holds it."""
        self.say("the doors are open: everybody comes in")
        await asyncio.gather(*(person.join() for person in [self.chair, self.secretary, self.guest.person]))
        await asyncio.gather(*(speaker.person.join() for speaker in self.delegates))
        await asyncio.gather(*(person.join() for person in self.listeners))
        await self._until(lambda: self.sitting["quorum"]["present"] == len(self.delegates))
        await self._do(self.chair, "open_sitting")
        self.say("in session: the guest speaks")
        await self._do(self.chair, "next_item")
        await self._give_the_floor(self.guest, "presenter")
        await self._do(self.chair, "next_item")
        self.say("every room asks; the chair gives the floor by the published order")
        await self._discuss()
        self.say("votes: one open, one secret")
        await self._do(self.chair, "next_item")
        await self._vote(QUESTION, secret=False)
        await self._vote(ANOTHER_QUESTION, secret=True)
        await self._do(self.secretary, "decide", text="تُعدّ بطاقة التعريف.", action=True, room=self.sitting["seats"][0]["room"])
        await self._do(self.chair, "next_item")
        await self._do(self.chair, "adjourn")
        await self._until(lambda: self.sitting["state"] == "adjourned")
        self.held.finished = True
        return self.held

    async def _do(self, person: Person, command: str, **fields: Any) -> dict[str, Any]:
        reply = await person.do(command, **fields)
        if "refused" in reply:
            self.held.refused.append(f"{command}: {reply['refused']}")
        return reply

    async def _give_the_floor(self, speaker: Speaker, kind: str = "contribution") -> None:
        speaker._called.clear()
        await self._do(speaker.person, "ask", kind=kind)
        await self._until(lambda: any(turn["person"]["name"] == speaker.person.name for turn in self._waiting()))
        turn = next(turn for turn in self._waiting() if turn["person"]["name"] == speaker.person.name)
        await self._call_and_hear(speaker, turn["id"])

    def _waiting(self) -> list[dict[str, Any]]:
        return [self.turns[pk] for pk in self.order if pk in self.turns]

    async def _call_and_hear(self, speaker: Speaker, turn: int) -> None:
        await self._do(self.chair, "call", turn=turn)
        async with asyncio.timeout(WAIT_SECONDS):
            await speaker._called.wait()
        await self._do(speaker.person, "start")
        await speaker.speak(self.seconds)
        await self._do(speaker.person, "finish")
        self.held.turns += 1

    async def _discuss(self) -> None:
        """Everybody asks at once; the first in line is called until nobody waits. The first to speak asks again and stands behind
        every room that has not been heard."""
        for speaker in self.delegates:
            speaker._called.clear()
        await asyncio.gather(*(self._do(speaker.person, "ask") for speaker in self.delegates))
        await self._until(lambda: len(self.order) == len(self.delegates))
        by_name = {speaker.person.name: speaker for speaker in self.delegates}
        spoke: list[str] = []
        while self.order:
            turn = self.turns[self.order[0]]
            speaker = by_name[turn["person"]["name"]]
            if turn["person"]["name"] in spoke and len(set(spoke)) < len(self.delegates):
                self.held.floor_violations += 1
            await self._call_and_hear(speaker, turn["id"])
            spoke.append(speaker.person.name)
            await self._until(lambda pk=turn["id"]: pk not in self.order)
            if len(spoke) == 1:
                speaker._called.clear()
                await self._do(speaker.person, "ask")
                await self._until(lambda name=speaker.person.name: any(t["person"]["name"] == name for t in self._waiting()))

    async def _vote(self, question: str, *, secret: bool) -> None:
        """Every delegate votes, each third changes the vote, each fourth presses twice under one key."""
        fields: dict[str, Any] = {"method": "single", "choices": ["الأولى", "الثانية"]} if secret else {}
        await self._do(self.secretary, "propose_ballot", question=question, secret=secret, **fields)
        await self._until(lambda: any(row["question"] == question for row in self.sitting["ballots"]))
        ballot = next(row for row in self.sitting["ballots"] if row["question"] == question)
        await self._do(self.chair, "open_ballot", ballot=ballot["id"])
        votes = [self._cast(i, speaker.person, ballot, secret) for i, speaker in enumerate(self.delegates)]
        if self.mid_vote is None:
            await asyncio.gather(*votes)
        else:
            await self._interrupted(votes)
        await self._do(self.chair, "close_ballot", ballot=ballot["id"])
        await self._do(self.chair, "publish_ballot", ballot=ballot["id"])

    async def _interrupted(self, votes: list[Coroutine[Any, Any, None]]) -> None:
        """Half of the votes are in, the others on their way, when it happens; once only."""
        happens, self.mid_vote = self.mid_vote, None
        assert happens is not None
        half = len(votes) // 2
        await asyncio.gather(*votes[:half])
        self.say(f"{half} votes are in, the others on their way: now")
        await asyncio.gather(*votes[half:], asyncio.to_thread(happens))

    async def _cast(self, i: int, person: Person, ballot: dict[str, Any], secret: bool) -> None:
        choices = [choice["id"] for choice in ballot["choices"]]
        receipt = secrets.token_urlsafe(24) if secret else ""
        for chosen in [choices[1], choices[0]] if i % 3 == 0 else [choices[0]]:
            reply = await self._do(person, "vote", ballot=ballot["id"], choices=[chosen], receipt=receipt, twice=i % 4 == 0)
        self.held.votes_acknowledged += "refused" not in reply
