"""One gathering's sound for all who hear it over HTTP.

A room that nobody hears this way costs nothing: the slot clock starts with the first listener and stops half a
minute after the last. The slots are the only time a station knows, so whoever gives it its ticks rules its time.
"""

import asyncio
import logging
import secrets
from collections import deque
from collections.abc import Callable

from multaqa.live.listen.audience import Audience, Told
from multaqa.live.listen.hls import HISTORY_SEGMENTS, Place, Window
from multaqa.live.listen.ogg import PACKETS_PER_PAGE, OggStream
from multaqa.live.listen.opus import PACKETS_PER_SECOND
from multaqa.live.listen.player import Page, Player, page_of
from multaqa.live.listen.ticks import Ticks, by_the_loop
from multaqa.live.listen.timeline import Timeline

IDLE_SECONDS = 30
SLICE = 256  # so many players are written to before the loop has a turn
AHEAD_SEGMENTS = 2  # RFC 8216bis: asking to wait for more than this is a mistake

logger = logging.getLogger(__name__)


class TooFarAhead(ValueError):
    """A playlist was asked for that is more than two segments in the future."""


class Station:
    """Lives on the event loop; `ticks` tells when slots are due, by default the loop's own clock. `told` hears of listeners
    who come and leave; `place` is where all nodes stand, so that a player may ask one for this piece of sound and another for
    the next."""

    def __init__(self, *, ticks: Ticks = by_the_loop, told: Told | None = None, place: Callable[[], Place] = Place) -> None:
        self.closed = False
        self._place = place
        self._ticks = ticks
        self._timeline = Timeline()
        self._audience = Audience(told)
        self._stream = OggStream(serial=secrets.randbits(32))
        self._opening = self._stream.begin()
        self._page: list[bytes] = []
        self._going_out: deque[tuple[Page, deque[Player]]] = deque()
        self._window: Window | None = None
        self._part_added = asyncio.Event()
        self._clock: asyncio.Task[None] | None = None
        self._idle_seconds = 0
        self._first_segment = 0

    @property
    def listeners(self) -> int:
        """How many hear now: open Ogg streams, and HLS visitors seen within the last 15 s."""
        return self._audience.count(self._timeline.slot)

    @property
    def is_running(self) -> bool:
        """Whether the slot clock runs."""
        return self._clock is not None

    def feed(self, message: bytes) -> None:
        """Takes an audio message as it was forwarded to the sockets: checked, and bearing its stream number."""
        if self._clock:
            self._timeline.hear(message)

    def ogg(self) -> Player:
        """A new listener on the endless stream, to be iterated for bytes; `leave` it when done."""
        if self.closed:
            player = Player(self._opening, lambda _: None)
            player.end(page_of(self._stream.end()))
            return player
        self._start()
        return self._audience.player(self._opening)

    def see(self, visitor: str) -> None:
        """Counts an HLS visitor as listening for the next 15 s."""
        self._audience.see(visitor, self._timeline.slot)

    async def playlist(self, query: str, *, segment: int | None = None, part: int | None = None) -> str:
        """The media playlist, once it reaches the given segment or part of it; raises TooFarAhead.

        `query` is carried by every address in the playlist. A station that was closed answers at once.
        """
        window = self._open_window()
        if segment is not None and segment > window.number + AHEAD_SEGMENTS:
            raise TooFarAhead
        while segment is not None and not (window.ended or window.reaches(segment, part)):
            await self._part_added.wait()
        return window.playlist(query)

    async def part(self, segment: int, part: int) -> bytes | None:
        """The bytes of a part, waited for when it is the one announced as next; None when it is not to be had."""
        window = self._window
        while window and window.announces(segment, part):
            await self._part_added.wait()
        return window.part(segment, part) if window else None

    def segment(self, number: int) -> bytes | None:
        """The bytes of a whole segment; None when it is not to be had."""
        return self._window.segment(number) if self._window else None

    def close(self) -> None:
        """The gathering has ended: streams get their last page, playlists their end, the clock stops."""
        self.closed = True
        self._send_page()
        while self._give_out():
            pass
        closing = page_of(self._stream.end())
        for player in tuple(self._audience.players):
            player.end(closing)
        self._audience.everybody_left()
        self._rest()

    def _open_window(self) -> Window:
        if self._window is None:
            place = self._place()
            first = place.segment - HISTORY_SEGMENTS
            self._window = Window(first, place.packets) if first >= self._first_segment else Window(self._first_segment)
            if self.closed:
                self._window.end()
        if not self.closed:
            self._start()
        return self._window

    def _start(self) -> None:
        self._idle_seconds = 0
        if self._clock is None:
            self._clock = asyncio.get_running_loop().create_task(self._run())

    async def _run(self) -> None:
        try:
            async for due in self._ticks():
                for _ in range(due):
                    self._step()
                while self._give_out():  # noqa: ASYNC110 - there is nothing to wait for, others only get their turn
                    await asyncio.sleep(0)
        except Exception:
            logger.exception("the slot clock of a station broke; its streams end")
            self.close()

    def _step(self) -> None:
        packet = self._timeline.advance()
        self._page.append(packet)
        if len(self._page) == PACKETS_PER_PAGE:
            self._send_page()
        if self._window and self._window.add(packet):
            self._announce_part()
        if self._timeline.slot % PACKETS_PER_SECOND == 0:
            self._look_round()

    def _send_page(self) -> None:
        packets, self._page = self._page, []
        if packets and self._audience.players:
            self._going_out.append((page_of(self._stream.page(packets)), deque(self._audience.players)))

    def _give_out(self) -> bool:
        """Gives pages to a slice of the players, in order; whether there are more to give. A large room is not to keep the
        others waiting."""
        for _ in range(SLICE):
            if not self._going_out:
                return False
            page, players = self._going_out[0]
            players.popleft().hear(page)
            if not players:
                self._going_out.popleft()
        return bool(self._going_out)

    def _announce_part(self) -> None:
        self._part_added.set()
        self._part_added = asyncio.Event()

    def _look_round(self) -> None:
        """Once a second: forgets visitors who went without a word, and rests when nobody is left."""
        self._audience.look_round(self._timeline.slot)
        self._idle_seconds = 0 if self.listeners else self._idle_seconds + 1
        if self._idle_seconds >= IDLE_SECONDS:
            self._rest()

    def _rest(self) -> None:
        """Stops the clock. What the next listener hears begins anew, but numbered on from here."""
        if self._clock:
            self._clock.cancel()
            self._clock = None
        self._timeline.forget_voices()
        self._page = []
        if self._window:
            self._window.end()
            self._announce_part()
        if self._window and not self.closed:
            self._first_segment = self._window.number + 1
            self._window = None
