"""One gathering on this node: its picture, its events in order, and the people connected to it here.

The file is long because the order of its steps is the promise: whoever is in hears every number once, whoever comes in
gets the picture and continues from its number, and whoever is off the air is silent in the same turn of the loop.
"""

import asyncio
from collections.abc import Callable
from functools import partial

import structlog

from multaqa.live.absences import Absences, Others
from multaqa.live.again import Again
from multaqa.live.attendance import Attendance
from multaqa.live.connection import Connection, head_of_person
from multaqa.live.core.bars import Bars
from multaqa.live.core.credits import Credits
from multaqa.live.core.crowd import Counting
from multaqa.live.core.deadlines import next_deadline
from multaqa.live.core.history import KEEPS, History, joined
from multaqa.live.core.picture import fold
from multaqa.live.core.presence import Door, Present
from multaqa.live.core.rolls import Part, Patience
from multaqa.live.frames import text_frame
from multaqa.live.ports import Announcement, House, Kept, Loaded, Refused, TicketRefused
from multaqa.live.readers import decoded, missed_by, teller
from multaqa.live.recorder import Tapes
from multaqa.live.sound import Sound
from multaqa.live.sweep import Sweep
from multaqa.live.timers import Timers
from multaqa.live.welcome import Portrait, encode_welcome
from multaqa.wire.close_codes import CloseCode
from multaqa.wire.codec import VERSION, encode
from multaqa.wire.commands import Hello
from multaqa.wire.events import Closed, CrowdCounted, Floor, Quiet, YouChanged
from multaqa.wire.views import Crowd, Picture, You

PAGES_AT_MOST = 5
MOST_MISSED_BYTES = 128 * 1024
GAP_SECONDS = 0.1
GAP_TRIES = 5
READS_WAITED_FOR = 2
PATIENCE_SECONDS = 15.0
HOUSE_SECONDS = 1.0
NAMES_EVERY_MS = 1000
logger = structlog.get_logger(__name__)


class Closing(Exception):
    """This connection is not taken; with what code it is closed."""

    def __init__(self, code: CloseCode) -> None:
        super().__init__(code.name)
        self.code = code


class LiveGathering:
    """Made by the hub, which subscribes it to announcements before it `begin`s."""

    def __init__(
        self,
        id: int,
        house: House,
        attendance: Attendance,
        clock: Callable[[], int],
        steady: Callable[[], int],
        *,
        on_sound: Callable[[bytes], None],
        publish: Callable[[bytes], None],
        http_listeners: Callable[[], int],
        search_key: Callable[[str], str],
        others: Others,
        patience: Patience,
        tapes: Tapes | None = None,
    ) -> None:
        self.id, self._house, self._attendance = id, house, attendance
        self._clock, self._steady = clock, steady
        self.connections: dict[str, Connection] = {}
        self._pages: dict[str, list[Connection]] = {}
        self.present = Present(search_key)
        self.joining = 0
        self.ended: CloseCode | None = None
        self.draining = False
        self._http_listeners = http_listeners
        self._again, self._sweep, self._counting = Again(), Sweep(), Counting()
        self.sound = Sound(self.connections, self._sweep, steady, clock, on_sound=on_sound, publish=publish, tapes=tapes)
        self._timers = Timers(id, house, self._again, clock)
        self._absences = Absences(id, house, self._again, self.present, self._look, others, patience)
        self._credits: dict[str, Credits] = {}
        self._early: list[Announcement] = []
        self._concerned = self._named_at = 0
        self._begun = False
        self._reminding: asyncio.Event | None = None

    # ── the beginning and the end ──

    def begin(self, loaded: Loaded) -> None:
        """Takes the picture; what was announced while it was read is taken in after it."""
        self.picture, self.bars = loaded.picture, Bars(loaded.barred)
        self.history = History(loaded.picture.n)
        self._portrait = Portrait(self.picture)
        self._begun = True
        self.sound.obey(self.picture)
        self._absences.begin()
        self._aim()
        early, self._early = self._early, []
        for announcement in early:
            self.hear(announcement)

    def end(self, code: CloseCode) -> None:
        """Closes every connection; nothing is heard or done here any more."""
        if self.ended is None:
            self.ended = code
            self._timers.stop()
            self._absences.stop()
            self.sound.stop()
            self._again.stop()
        # Through the sweep: the last event must have been written to everybody first.
        self._sweep.words(tuple(self.connections.values()), lambda connection: connection.close(code))

    @property
    def is_ready(self) -> bool:
        """Whether it has begun and not ended."""
        return self._begun and self.ended is None

    # ── what is heard from the house ──

    def hear(self, announcement: Announcement) -> None:
        """Takes in what was committed."""
        if not self._begun:
            self._early.append(announcement)
            return
        if self.ended is not None:
            return
        self._stop_voices(announcement.kept)
        self._advance(announcement.kept)
        for person in announcement.concerns:
            self._concerned += 1
            self._again.run(("you", person), partial(self._tell_you, person))
        for person in announcement.remove:
            self.remove(person)
        if announcement.closed:
            self.end(CloseCode.GATHERING_ENDED)

    def expect(self, n: int) -> None:
        """The house told somebody of number n; should its announcement be lost, it is fetched."""
        if self.is_ready:
            self.history.expect(n)
            if self.history.gap:
                self._again.run("gap", self._fill_gap)

    def remove(self, person: int) -> None:
        """Takes a person out; their sound ends now."""
        self.sound.silence(person)
        for connection in self._of(person):
            connection.close(CloseCode.REMOVED)

    def _stop_voices(self, events: list[Kept]) -> None:
        """Whoever an event takes off the air is silent at once, even while an earlier event is still missing."""
        for kept in events:
            if kept.n <= self.history.n + 1:
                continue
            event = decoded(kept)
            if isinstance(event, Floor):
                for turn in event.turns:
                    if turn.state != "speaking" or turn.interrupted:
                        self.sound.silence(turn.person.id)

    def _advance(self, events: list[Kept]) -> None:
        ready = self.history.hear(events)
        for kept in ready:
            if self.ended is None:
                self._take_in(kept)
        if ready and self.ended is None:
            self._aim()
        if self.history.gap:
            self._again.run("gap", self._fill_gap)

    def _take_in(self, kept: Kept) -> None:
        event = decoded(kept)
        if event is None:
            self.end(CloseCode.LOST_TRACK)
            return
        public = event if kept.persons is None else Quiet(n=event.n, at=event.at)
        self.picture = fold(self.picture, public)
        self.bars.fold(event)
        self._portrait = Portrait(self.picture)
        # Before the event is told: the gate may not be behind what people know.
        self.sound.obey(self.picture)
        self._sweep.event(tuple(self.connections.values()), teller(kept, event, self.picture.staff))

    def _aim(self) -> None:
        """Looks again at what runs out next, and who is missing."""
        self._timers.aim(next_deadline(self.picture, self.bars))
        if not self.draining:
            self._absences.changed(self.picture)

    async def _fill_gap(self) -> None:
        """Waits a moment for what may only be late, then reads what is missing."""
        tries = 0
        while tries < GAP_TRIES:
            await asyncio.sleep(GAP_SECONDS * 2**tries)
            if not self.history.gap:
                return
            try:
                self._advance(await self._house.kept_after(self.id, self.history.n))
                tries += 1
            except Exception:
                # A house that cannot answer now is no reason to send everybody away.
                logger.exception("Missed events could not be read")
                await asyncio.sleep(HOUSE_SECONDS)
        if self.history.gap and self.ended is None:
            self.end(CloseCode.LOST_TRACK)

    def read_again(self, *, then: Callable[[], None]) -> None:
        """Announcements may have been lost, and with them who was removed and what somebody may do: all of it is asked
        of the house. `then` is called after it."""
        if self.is_ready:
            self._absences.begin()
            self._again.run("read again", partial(self._read_again, then))

    def catch_up(self, *, then: Callable[[], None]) -> None:
        """Reads what was committed while nobody could announce it."""
        if self.is_ready:
            self._again.run("catch up", partial(self._catch_up, then))

    async def _read_again(self, then: Callable[[], None]) -> None:
        await self._catch_up(then)
        people = dict.fromkeys(connection.person_id for connection in self.connections.values())
        for person in people:
            if person is None or self.ended is not None:
                continue
            if self.bars.holds(person, self._clock()):
                self.remove(person)
                continue
            try:
                await self._tell_you(person)
            except Exception:
                logger.exception("Somebody could not be told what they may do")

    async def _catch_up(self, then: Callable[[], None]) -> None:
        while self.ended is None:
            try:
                kept = await self._house.kept_after(self.id, self.history.n)
            except Exception:
                logger.exception("Missed events could not be read")
                await asyncio.sleep(HOUSE_SECONDS)
                continue
            if not kept:
                break
            self._stop_voices(kept)
            self._advance(kept)
            if any(isinstance(decoded(event), Closed) for event in kept):
                self.end(CloseCode.GATHERING_ENDED)
        then()

    async def _tell_you(self, person: int) -> None:
        connections = self._of(person)
        if not connections:
            return
        try:
            you = await self._house.you(connections[-1].ticket)
        except Refused:
            for connection in self._of(person):
                connection.close(CloseCode.NOT_WELCOME)
            return
        for connection in self._of(person):
            self._know(connection, you)
            self.present.is_now(you.person)
            connection.say(YouChanged(you=you))

    # ── coming and going ──

    async def join(self, connection: Connection, hello: Hello) -> None:
        """Welcomes a connection and brings it up to date. Raises Closing."""
        self.joining += 1
        try:
            concerned = self._concerned
            you = await self._who_comes(connection)
            missed = await self._missed(hello.since)
            self._refuse(connection)
            self._seat(connection, you, hello.since, missed)
            if concerned != self._concerned and you.person is not None:
                self._again.run(("you", you.person.id), partial(self._tell_you, you.person.id))
        finally:
            self.joining -= 1

    async def _who_comes(self, connection: Connection) -> You:
        self._refuse(connection)
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                return await self._house.you(connection.ticket)
        except Refused:
            raise Closing(CloseCode.NOT_WELCOME) from None
        except Exception:
            logger.exception("Somebody could not be let in")
            raise Closing(CloseCode.OVERLOADED) from None

    def _refuse(self, connection: Connection) -> None:
        if self.draining:
            raise Closing(CloseCode.MOVING)
        if self.ended is not None:
            raise Closing(self.ended)
        if self.bars.holds(connection.person_id, self._clock()):
            raise Closing(CloseCode.NOT_WELCOME)

    async def _missed(self, since: int | None) -> list[Kept] | None:
        """The events after `since` as far as they are here now, or None: the whole picture is wanted."""
        if since is None or since > self.history.n or self.history.n - since > KEEPS:
            return None
        for _ in range(READS_WAITED_FOR):
            if self.history.after(since) is not None:
                return []
            if self._reminding is not None:
                await self._reminding.wait()
        if self.history.after(since) is not None:
            return []
        return await self._remind(since)

    async def _remind(self, since: int) -> list[Kept] | None:
        """After a restart everybody who comes back asks for the same few: one reads them for all."""
        reading = self._reminding = self._reminding or asyncio.Event()
        try:
            missed = await self._house.kept_after(self.id, since)
            self.history.remind(missed)
            return missed
        except Exception:
            logger.exception("Missed events could not be read")
            return None
        finally:
            reading.set()
            if self._reminding is reading:
                self._reminding = None

    def _seat(self, connection: Connection, you: You, since: int | None, missed: list[Kept] | None) -> None:
        """In one turn of the loop: the number the newcomer is given is the one the room stands at."""
        now = self._clock()
        self._replace_oldest(connection)
        self._know(connection, you)
        self.connections[connection.id] = connection
        self._pages.setdefault(connection.head, []).append(connection)
        self.present.came(connection.head, connection.person, connection.door)
        self._attendance.came(self.id, connection, now)
        self.sound.rows_changed()
        connection.n = self.history.n
        run = None if since is None or missed is None else self._run_since(connection, since, missed)
        self._write_welcome(connection, you, run, now)
        if connection.person is not None:
            self._absences.came(connection.person.id)

    def _write_welcome(self, connection: Connection, you: You, run: list[bytes] | None, now: int) -> None:
        crowd = self.crowd()
        portrait = self._portrait if run is None else None
        data = encode_welcome(version=VERSION, now=now, you=you, crowd=crowd, portrait=portrait)
        frames = text_frame(data) + b"".join(run or ())
        connection.protocol.push_words(frames, allowance=len(frames))

    def _run_since(self, connection: Connection, since: int, missed: list[Kept]) -> list[bytes] | None:
        """The frames of what this connection missed, as it may read them; None when the picture is the shorter way."""
        known_upto = missed[-1].n if missed else since
        run = joined(missed, self.history.after(min(known_upto, self.history.n)) or [], after=since, upto=self.history.n)
        if run is None or sum(len(kept.data) for kept in run) > MOST_MISSED_BYTES:
            return None
        return missed_by(connection.person_id, run, self.picture.staff)

    def leave(self, connection: Connection) -> None:
        """The socket of a connection is gone. One that never sat down leaves nothing behind."""
        if self.connections.pop(connection.id, None) is None:
            return
        self._pages[connection.head].remove(connection)
        if not self._pages[connection.head]:
            del self._pages[connection.head]
        self.present.left(connection.head, connection.person, connection.door)
        self._attendance.left(self.id, connection, self._clock())
        self.sound.let_go(connection)
        person = connection.person_id
        if person is not None and not self.present.is_at_this_node(person) and self.ended is None and not self.draining:
            self._absences.left(person)

    def hear_node(self, node: str, part: Part) -> None:
        """Takes in what another node says of who is with it."""
        self._absences.moved_elsewhere(self.present.hear(node, part))

    def lose_node(self, node: str) -> None:
        """Another node has this gathering no more."""
        self._absences.moved_elsewhere(self.present.forget(node))

    def change_door(self, connection: Connection, door: Door) -> None:
        """From hearing to reading, or back, on the same connection."""
        if door != connection.door:
            self.present.moved(connection.head, connection.person, connection.door, door)
            self._attendance.moved(self.id, connection, door, self._clock())
            self.sound.rows_changed()

    async def renew(self, connection: Connection) -> You:
        """A fresh ticket for a connection. Raises Refused."""
        you = await self._house.you(connection.ticket)
        self._know(connection, you)
        return you

    def credits_of(self, head: str, *, newcomer: bool) -> Credits:
        """The credits all pages of one head share."""
        return self._credits.setdefault(head, Credits(newcomer=newcomer))

    def crowd(self) -> Crowd:
        """The head count of now."""
        return self.present.crowd(self._http_listeners())

    # ── twice a second ──

    def beat(self) -> None:
        """Acknowledges sound, tells who came and left, and how many are here."""
        self.sound.acknowledge()
        now = self._steady()
        told = []
        crowd = self.crowd()
        if self._counting.worth_telling(crowd, now):
            told.append(encode(CrowdCounted(crowd=crowd)))
        if now - self._named_at >= NAMES_EVERY_MS and (changes := self.present.changes()) is not None:
            self._named_at = now
            told.append(encode(changes))
        if told:
            frames = b"".join(text_frame(data) for data in told)
            self._sweep.words(tuple(self.connections.values()), lambda connection: connection.protocol.push_words(frames))

    def _replace_oldest(self, connection: Connection) -> None:
        pages = [page for page in self._pages.get(connection.head, ()) if page.protocol.is_open]
        for oldest in pages[: max(0, len(pages) - PAGES_AT_MOST + 1)]:
            oldest.close(CloseCode.REPLACED)

    def _know(self, connection: Connection, you: You) -> None:
        """From now on this connection asks with its newest ticket, and bears the name and office it has now."""
        if connection.person is not None:
            connection.person = you.person or connection.person
        try:
            connection.ticket = self._house.check_ticket(you.ticket)
        except TicketRefused:
            logger.error("The house gave a ticket it does not take")

    def _of(self, person: int) -> list[Connection]:
        return list(self._pages.get(head_of_person(person), ()))

    def _look(self) -> Picture | None:
        return None if self.ended is not None or self.draining else self.picture
