"""Nodes tell each other who is with them: what changed, twice a second; that they are there at all, every two seconds."""

from collections.abc import Callable

import msgspec
import structlog

from multaqa.live.bus.subjects import PRESENCE
from multaqa.live.core.rolls import Elsewhere, Patience, Roll
from multaqa.live.gathering import LiveGathering
from multaqa.live.metrics import BUS_MALFORMED
from multaqa.live.ports import Bus

BEATS_BETWEEN = 4
MOST_NAMES = 1_500  # a message of the bus may be 1 MB; a name in many bytes needs up to 400 of them
_rolls, _encoder = msgspec.msgpack.Decoder(Roll), msgspec.msgpack.Encoder()
logger = structlog.get_logger(__name__)


class RollCall:
    """`live` are the gatherings of this node, `http` their listeners by player; both may change at any time."""

    def __init__(
        self,
        node: str,
        bus: Bus,
        live: dict[int, LiveGathering],
        http: Callable[[int], int],
        clock: Callable[[], int],
        patience: Patience,
    ) -> None:
        self._node, self._bus, self._live, self._http, self._clock = node, bus, live, http, clock
        self._elsewhere = Elsewhere(node, patience)
        self._numbers: dict[int, int] = {}
        self._heads: dict[int, int] = {}
        self._wanted: set[int] = set()
        self._asked: set[int] = set()
        self._beats = 0

    async def start(self) -> None:
        """From now on this node hears the others."""
        await self._bus.subscribe(PRESENCE, self._hear)

    def loaded(self, gathering: int) -> None:
        """The gathering is new here: who is in it elsewhere is asked for."""
        self._wanted.add(gathering)

    def heads(self, gathering: int) -> int:
        """How many are in a gathering at the other nodes."""
        return self._elsewhere.heads(gathering)

    @property
    def is_alone(self) -> bool:
        """Whether no other node has been heard of late."""
        return not self._elsewhere.nodes

    async def beat(self) -> None:
        """Tells what changed, and lets go of the nodes that have gone silent."""
        for node in self._elsewhere.silent(self._clock()):
            logger.warning("Another node is not heard any more", node=node)
            for live in tuple(self._live.values()):
                live.lose_node(node)
        everything = self._beats % BEATS_BETWEEN == 0
        self._beats += 1
        roll = self._roll(everything)
        if everything or roll.parts or roll.wanted:
            await self._bus.publish(PRESENCE, _encoder.encode(roll))

    async def leave(self) -> None:
        """Last words: nobody is here any more."""
        await self._bus.publish(PRESENCE, _encoder.encode(Roll(self._node, [], leaving=True)))

    def _roll(self, everything: bool) -> Roll:
        parts, names = [], MOST_NAMES
        for gathering, live in self._live.items():
            is_wanted = gathering in self._asked or gathering not in self._numbers
            part = live.present.part(
                gathering,
                self._numbers.get(gathering, 0),
                self._http(gathering),
                most=max(0, names),
                whole=is_wanted and names > 0,
            )
            if part.whole:
                self._asked.discard(gathering)
            names -= len(part.came) + len(part.left)
            if everything or part.changes or part.heads != self._heads.get(gathering):
                parts.append(part)
            self._numbers[gathering], self._heads[gathering] = part.n, part.heads
        for gathering in self._numbers.keys() - self._live.keys():
            del self._numbers[gathering], self._heads[gathering]
        wanted, self._wanted = self._wanted & self._live.keys(), set()
        return Roll(self._node, parts, everything, sorted(wanted))

    def _hear(self, data: bytes) -> None:
        try:
            roll = _rolls.decode(data)
        except msgspec.DecodeError:
            BUS_MALFORMED.inc()
            logger.warning("What a node says of its people could not be read", bytes=len(data))
            return
        if roll.node == self._node:
            return
        self._asked.update(self._live.keys() & set(roll.wanted))
        heard = self._elsewhere.hear(roll, self._live, self._clock())
        for part in heard.parts:
            self._live[part.gathering].hear_node(roll.node, part)
        for gathering in heard.gone & self._live.keys():
            self._live[gathering].lose_node(roll.node)
        self._wanted |= heard.wanted
