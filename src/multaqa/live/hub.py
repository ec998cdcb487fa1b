"""The gatherings on this node: loaded when the first person comes, let go a while after the last one left."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

import msgspec
import structlog

from multaqa.live.attendance import Attendance
from multaqa.live.bus.subjects import of_gathering, of_sound
from multaqa.live.core.crowd import total
from multaqa.live.core.rolls import Patience
from multaqa.live.gathering import LiveGathering
from multaqa.live.listen.hls import place_at
from multaqa.live.listen.station import Station
from multaqa.live.metrics import BUS_MALFORMED, GATHERINGS
from multaqa.live.ports import Announcement, Bus, House
from multaqa.live.recorder import Recorder, Tapes
from multaqa.live.relay import Relay
from multaqa.live.rollcall import RollCall
from multaqa.wire.audio import HEADER_BYTES
from multaqa.wire.close_codes import CloseCode

EMPTY_MS = 60_000
CLOSED_SECONDS = 30.0
BEATS_WITHOUT_BUS = 4
_announcements = msgspec.msgpack.Decoder(Announcement)
logger = structlog.get_logger(__name__)

Stop = Callable[[], Awaitable[None]]


class Hub:
    """`search_key` folds a name for searching among those who are present."""

    def __init__(
        self,
        house: House,
        bus: Bus,
        relay: Relay,
        clock: Callable[[], int],
        steady: Callable[[], int],
        search_key: Callable[[str], str],
        recorder: Recorder | None = None,
        *,
        node_name: str,
        patience: Patience,
    ) -> None:
        self._house, self._bus, self._relay, self._search_key = house, bus, relay, search_key
        self._clock, self._steady = clock, steady
        self.attendance, self._recorder = Attendance(house), recorder
        self.live: dict[int, LiveGathering] = {}
        self.rollcall = RollCall(node_name, bus, self.live, self._http_listeners, steady, patience)
        self._patience = patience
        self._beats_without_bus = 0
        self._stations: dict[int, Station] = {}
        self._loading: dict[int, asyncio.Task[LiveGathering | None]] = {}
        self._stops: dict[int, list[Stop]] = {}
        self._empty_since: dict[int, int] = {}

    async def find(self, gathering: int) -> LiveGathering | None:
        """The gathering, loaded when it is not here yet; None when it is over or unknown. However many ask at once, the
        house is asked once."""
        live = self.live.get(gathering)
        if live is not None and live.ended is None:
            return live
        if gathering not in self._loading:
            task = asyncio.get_running_loop().create_task(self._load(gathering))
            self._loading[gathering] = task
            task.add_done_callback(lambda _: self._loading.pop(gathering, None))
        return await asyncio.shield(self._loading[gathering])

    def station(self, gathering: int) -> Station:
        """The gathering's sound for the HTTP doors; made when first asked for. One that is closed stays closed: a
        gathering that ended does not begin again."""
        station = self._stations.get(gathering)
        if station is None:
            station = self._stations[gathering] = Station(
                told=lambda key, visitor, left: self.attendance.heard(gathering, key, visitor, left, self._clock()),
                place=lambda: place_at(self._clock()),
            )
        if gathering not in self.live:
            # Whoever hears only by HTTP needs this node to hear the gathering, too.
            self._finding = asyncio.get_running_loop().create_task(self._find_for_listeners(gathering))
        return station

    async def _find_for_listeners(self, gathering: int) -> None:
        try:
            await self.find(gathering)
        except Exception:
            logger.exception("A gathering could not be loaded")

    def listeners(self, gathering: int) -> int:
        """How many heads are there, by all doors of all nodes."""
        live = self.live.get(gathering)
        if live is not None:
            return total(live.crowd())
        return self._http_listeners(gathering) + self.rollcall.heads(gathering)

    async def _load(self, gathering: int) -> LiveGathering | None:
        live = LiveGathering(
            gathering,
            self._house,
            self.attendance,
            self._clock,
            self._steady,
            on_sound=lambda message: self._feed(gathering, message),
            publish=lambda message: self._relay.send(gathering, message),
            http_listeners=lambda: self._http_listeners(gathering),
            search_key=self._search_key,
            others=self,
            patience=self._patience,
            tapes=None if self._recorder is None else Tapes(self._recorder, gathering),
        )
        # Heard before it is read: an event committed in between is then known from one or from both, never from neither.
        stops = [
            await self._bus.subscribe(of_gathering(gathering), lambda data: self._hear(live, data)),
            await self._bus.subscribe(of_sound(gathering), lambda data: self._hear_sound(live, data)),
        ]
        try:
            loaded = await self._house.load(gathering)
        except BaseException:
            await _all(stops)
            raise
        if loaded is None:
            await _all(stops)
            return None
        await self._let_go(gathering)
        live.begin(loaded)
        self.live[gathering], self._stops[gathering] = live, stops
        self.rollcall.loaded(gathering)
        GATHERINGS.set(len(self.live))
        return live

    def _hear(self, live: LiveGathering, data: bytes) -> None:
        try:
            announcement = _announcements.decode(data)
        except msgspec.DecodeError:
            BUS_MALFORMED.inc()
            logger.warning("An announcement could not be read", bytes=len(data))
            return
        live.hear(announcement)
        self._close_station(live)

    def read_again(self) -> None:
        """The bus may have lost something: every gathering reads from the house what came after its number."""
        for live in tuple(self.live.values()):
            live.read_again(then=partial(self._close_station, live))
            self.rollcall.loaded(live.id)

    @property
    def are_any(self) -> bool:
        """Whether there are other nodes, as far as this one knows."""
        return not self.rollcall.is_alone

    @property
    def are_heard(self) -> bool:
        """Whether the other nodes can be heard now."""
        return self._bus.state().state == "up"

    def _close_station(self, live: LiveGathering) -> None:
        if live.ended is CloseCode.GATHERING_ENDED and (station := self._stations.get(live.id)) is not None:
            station.close()
            # The last parts are still asked for by players that are a little behind.
            asyncio.get_running_loop().call_later(CLOSED_SECONDS, self._stations.pop, live.id, None)

    def _hear_sound(self, live: LiveGathering, data: bytes) -> None:
        message = self._relay.from_elsewhere(data)
        if message is not None and len(message) < HEADER_BYTES:
            BUS_MALFORMED.inc()
        elif message is not None and live.is_ready:
            live.sound.hear(message, is_senior=self._relay.is_senior(data))

    def _feed(self, gathering: int, message: bytes) -> None:
        station = self._stations.get(gathering)
        if station is not None:
            station.feed(message)

    def _http_listeners(self, gathering: int) -> int:
        station = self._stations.get(gathering)
        return 0 if station is None else station.listeners

    async def beat(self) -> None:
        """Twice a second: lets every gathering tell its counts, and lets go of the empty and the ended ones."""
        now = self._steady()
        await self.rollcall.beat()
        self._read_without_bus()
        for gathering, live in tuple(self.live.items()):
            live.beat()
            if live.connections or live.joining or self._http_listeners(gathering):
                self._empty_since.pop(gathering, None)
            elif live.ended is not None or now - self._empty_since.setdefault(gathering, now) >= EMPTY_MS:
                live.end(live.ended or CloseCode.LOST_TRACK)
                await self._let_go(gathering)

    def _read_without_bus(self) -> None:
        """While the other nodes cannot be heard, what they commit is read from the house every two seconds."""
        self._beats_without_bus = 0 if self.are_heard else self._beats_without_bus + 1
        if self._beats_without_bus and self._beats_without_bus % BEATS_WITHOUT_BUS == 0:
            for live in tuple(self.live.values()):
                live.catch_up(then=partial(self._close_station, live))

    async def close(self) -> None:
        """Lets go of everything."""
        for gathering in tuple(self.live):
            self.live[gathering].end(CloseCode.MOVING)
            await self._let_go(gathering)
        for station in self._stations.values():
            station.close()
        self._stations.clear()

    async def _let_go(self, gathering: int) -> None:
        self.live.pop(gathering, None)
        self._empty_since.pop(gathering, None)
        station = self._stations.get(gathering)
        if station is not None and not station.is_running and not station.closed:
            del self._stations[gathering]
        GATHERINGS.set(len(self.live))
        await _all(self._stops.pop(gathering, []))


async def _all(stops: list[Stop]) -> None:
    for stop in stops:
        await stop()
