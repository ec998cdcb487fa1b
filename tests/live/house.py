"""A whole house in memory, small and real: one majlis with its line, its chat, its order and its numbered history. It
answers `live.ports.House`, keeps rows, and paints its picture from them without folding anything."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from multaqa.live.ports import Announcement, Attended, Kept, Loaded, Refused, Ticket, TicketRefused
from multaqa.wire import commands as c
from multaqa.wire import events as e
from multaqa.wire import views as v
from multaqa.wire.codec import encode

MAJLIS = 7
LAYLA, SAMI, AMAL, NOUR, ZAHIR = (
    v.PersonView(1, 1, "ليلى", role="owner"),
    v.PersonView(2, 2, "سامي"),
    v.PersonView(3, 3, "أمل"),
    v.PersonView(4, 4, "نور"),
    v.PersonView(5, 5, "زاهر", kind="visitor"),
)
PEOPLE = {person.id: person for person in (LAYLA, SAMI, AMAL, NOUR, ZAHIR)}
_announcements = msgspec.msgpack.Encoder()


def now() -> int:
    return time.time_ns() // 1_000_000


class TinyHouse:
    def __init__(self) -> None:
        self.rules = v.FloorRules(countdown_seconds=12)
        self.turns: dict[int, v.TurnView] = {}
        self.messages: list[v.MessageView] = []
        self.sanctions: list[v.SanctionView] = []
        self.barred: dict[int, int] = {}
        self.suspended_until = 0
        self.events: list[Kept] = []
        self.done: dict[tuple[Any, str], e.Reply] = {}
        self.closed = False
        self.attendance: list[Attended] = []
        self.asked: Counter[str] = Counter()
        self.slow: asyncio.Event | None = None
        self.broken = False
        self.mute = False
        self.publish: Callable[[str, bytes], None] = lambda subject, data: None

    # ── tickets ──

    def ticket(self, who: v.PersonView | str, gathering: int = MAJLIS, until: int = 0) -> str:
        """For a person, or for a browser without a name."""
        name = f"v:{who}" if isinstance(who, str) else f"p:{who.id}"
        return f"ticket/{name}/{gathering}/{until or now() + 60_000}"

    def check_ticket(self, ticket: str) -> Ticket:
        match ticket.split("/"):
            case ["ticket", name, gathering, until]:
                if int(until) < now():
                    raise TicketRefused(stale=True)
                person = PEOPLE.get(int(name[2:])) if name.startswith("p:") else None
                if name.startswith("p:") and person is None:
                    person = v.PersonView(int(name[2:]), int(name[2:]), f"ضيف {name[2:]}")
                return Ticket(person, "" if person else name[2:], 1, "majlis", int(gathering), ("listen",), int(until))
        raise TicketRefused(stale=False)

    # ── reading ──

    def picture(self) -> v.Picture:
        live = [turn for turn in self.turns.values() if turn.state in ("waiting", "called", "speaking", "paused")]
        return v.Picture(
            n=len(self.events),
            room=v.RoomView(1, "majlis", "المجلس", 3, "open", self.rules),
            gathering=v.GatheringView(MAJLIS, "", 1000, 1000 if self.suspended_until else 0, self.suspended_until),
            line=v.LineView(),
            turns=live,
            order=[turn.id for turn in live if turn.state == "waiting"],
            spoke=[turn for turn in reversed(self.turns.values()) if turn not in live and turn.spent_ms],
            messages=[message for message in self.messages if not message.whisper][-50:],
            pinned=None,
            staff=[LAYLA],
            sanctions=self.sanctions,
        )

    async def load(self, gathering: int) -> Loaded | None:
        self.asked["load"] += 1
        await asyncio.sleep(0)
        return None if self.closed or gathering != MAJLIS else Loaded(self.picture(), dict(self.barred))

    async def kept_after(self, gathering: int, n: int) -> list[Kept]:
        self.asked["kept_after"] += 1
        await asyncio.sleep(0)
        return self.events[n : n + 500]

    async def you(self, who: Ticket) -> v.You:
        self.asked["you"] += 1
        await asyncio.sleep(0)
        if who.person and who.person.id in self.barred:
            raise Refused("barred")
        name = who.person or who.visitor
        return v.You(who.person, ["listen"], [], self.ticket(name), now() + 60_000)

    # ── deeds ──

    async def perform(self, who: Ticket, command: c.Keyed) -> e.Reply:
        self.asked["perform"] += 1
        if self.slow is not None:
            await self.slow.wait()
        if self.broken:
            raise OSError("the disk is gone")
        await asyncio.sleep(0)
        seat = (who.person.id if who.person else who.visitor, command.key)
        if seat not in self.done:
            self.done[seat] = self._do(who, command)
        return self.done[seat]

    def _do(self, who: Ticket, command: c.Keyed) -> e.Reply:
        person = who.person
        if person is None:
            raise Refused("name_needed")
        match command:
            case c.Say():
                n = self.say(person, command.text, whisper=command.whisper)
                return e.Reply(re=command.key, n=n)
            case c.Ask():
                return e.Reply(re=command.key, n=self.ask(person))
            case c.Start():
                turn = self._of(person, "called")
                return e.Reply(re=command.key, n=self.change("started", turn, state="speaking", running_since=now(), deadline=0))
            case c.Finish():
                return e.Reply(
                    re=command.key, n=self.change("finished", self._of(person, "speaking"), state="finished", spent_ms=5)
                )
            case c.Revoke():
                turn = self.turns[command.turn]
                return e.Reply(re=command.key, n=self.change("revoked", turn, state="revoked", spent_ms=5, running_since=0))
            case c.CloseGathering():
                return e.Reply(re=command.key, n=self.close())
        raise Refused("not_allowed")

    def _of(self, person: v.PersonView, state: str) -> v.TurnView:
        for turn in self.turns.values():
            if (turn.person.id, turn.state) == (person.id, state):
                return turn
        raise Refused("not_called" if state == "called" else "no_floor")

    def say(self, person: v.PersonView, text: str, *, whisper: bool = False) -> int:
        n = len(self.events) + 1
        message = v.MessageView(100 + n, n, person, text, now(), whisper=whisper)
        self.messages.append(message)
        return self.keep(e.Said(n=n, at=now(), message=message), staff=whisper, persons=(person.id,) if whisper else None)

    def hide(self, message: int, *, hidden: bool = True) -> int:
        """Hides a message, or shows it again."""
        row = next(row for row in self.messages if row.id == message)
        return self.keep(
            e.Hidden(n=len(self.events) + 1, at=now(), message=message, hidden=hidden, text="" if hidden else row.text)
        )

    def ask(self, person: v.PersonView) -> int:
        """Whoever asks while nobody is on air is called."""
        busy = any(turn.state in ("called", "speaking") for turn in self.turns.values())
        pk = len(self.turns) + 1
        turn = v.TurnView(pk, 40 + pk, person, "contribution", "waiting", "in_order", now(), 180)
        return self.change("asked", turn, **({} if busy else {"state": "called", "deadline": now() + 12_000}))

    def put_on_air(self, person: v.PersonView) -> v.TurnView:
        self.ask(person)
        turn = self._of(person, "called")
        self.change("started", turn, state="speaking", running_since=now(), deadline=0)
        return self.turns[turn.id]

    def change(self, what: e.FloorWhat, turn: v.TurnView, *, concerns: Sequence[int] = (), **fields: Any) -> int:
        turn = self.turns[turn.id] = replace(turn, **fields)
        over = turn.state in ("finished", "revoked", "withdrawn", "skipped", "expired")
        order = [row.id for row in self.turns.values() if row.state == "waiting"]
        gone = [turn.id] if over and not turn.spent_ms else []
        event = e.Floor(n=len(self.events) + 1, at=now(), what=what, turns=[] if gone else [turn], order=order, gone=gone)
        return self.keep(event, concerns=concerns)

    def ban(self, person: v.PersonView) -> None:
        self.barred[person.id] = 0
        sanction = v.SanctionView(1, person, "ban", now(), 0)
        event = e.Sanctioned(n=len(self.events) + 1, at=now(), by=LAYLA.name, sanction=sanction)
        self.keep(event, concerns=[person.id], remove=[person.id])

    def close(self) -> int:
        self.closed = True
        return self.keep(e.Closed(n=len(self.events) + 1, at=now(), why="انتهى"), closed=True)

    def keep(
        self,
        event: e.Lasting,
        *,
        staff: bool = False,
        persons: tuple[int, ...] | None = None,
        concerns: Sequence[int] = (),
        remove: Sequence[int] = (),
        closed: bool = False,
    ) -> int:
        kept = Kept(event.n, encode(event), staff, persons)  # type: ignore[arg-type]
        self.events.append(kept)
        if not self.mute:
            self.announce(Announcement([kept], list(concerns), list(remove), closed))
        return event.n

    def announce(self, announcement: Announcement) -> None:
        self.publish(f"gathering.{MAJLIS}", _announcements.encode(announcement))

    # ── the clock and the door ──

    async def settle(self, gathering: int) -> None:
        self.asked["settle"] += 1
        for turn in list(self.turns.values()):
            if turn.state == "called" and turn.deadline <= now():
                self.change("skipped", turn, state="skipped")

    async def absent(self, gathering: int, person: int) -> None:
        self.asked[f"absent {person}"] += 1
        turn = next((row for row in self.turns.values() if row.person.id == person and row.state == "speaking"), None)
        if turn is not None and not turn.interrupted:
            self.change("interrupted", turn, interrupted=True, deadline=now() + 30_000, running_since=0)

    async def returned(self, gathering: int, person: int) -> None:
        self.asked[f"returned {person}"] += 1
        turn = next(row for row in self.turns.values() if row.person.id == person and row.interrupted)
        self.change("returned", turn, interrupted=False, deadline=0, running_since=now())

    async def attended(self, rows: Sequence[Attended]) -> None:
        self.asked["attended"] += 1
        self.attendance += rows
