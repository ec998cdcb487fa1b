"""What nodes say of who is with them, and what a node believes of the others. Nothing of it lasts: a node that has said
nothing for a while is gone, and so is everybody who was there; one whose words were lost is asked for all of them."""

from collections.abc import Collection
from typing import Literal, NamedTuple

from msgspec import Struct

from multaqa.wire.views import PersonView

Door = Literal["live", "text"]


class Patience(Struct, frozen=True):
    """How long a node waits before it believes that somebody is gone: everybody, when it has just come to a gathering or to
    the bus; one who should be at another node; and a whole node that is silent."""

    settling_in_seconds: float = 10.0
    elsewhere_seconds: float = 3.0
    expiry_ms: int = 8_000


class Named(Struct, frozen=True, array_like=True):
    """A person at a node, by the better of their doors there."""

    person: PersonView
    door: Door


class Part(Struct, frozen=True, array_like=True):
    """One gathering at one node. `n` counts the changes told of it; `whole` begins anew: nobody is there but who `came`.
    `named` is how many have a name; `live` and `text` are heads without one, `http` is who listens by a player."""

    gathering: int
    n: int
    whole: bool
    came: list[Named]
    left: list[int]
    named: int
    live: int
    text: int
    http: int

    @property
    def changes(self) -> bool:
        """Whether somebody with a name came or left."""
        return self.whole or bool(self.came or self.left)

    @property
    def heads(self) -> int:
        """Everybody who is there."""
        return self.named + self.live + self.text + self.http


class Roll(Struct, frozen=True, array_like=True):
    """What a node says. `all`: it has no gatherings but these. `wanted` are gatherings of which it has to hear everything.
    `leaving`: these are its last words."""

    node: str
    parts: list[Part]
    all: bool = False
    wanted: list[int] = []
    leaving: bool = False


class Heard(NamedTuple):
    """What follows from a roll: parts to take in, gatherings the node has no more, and those to ask everything of."""

    parts: list[Part]
    gone: set[int]
    wanted: set[int]


class Other(Struct):
    """Another node: when it last spoke, how many heads it has where, and up to which number each gathering is known."""

    at: int
    heads: dict[int, int]
    known: dict[int, int]


class Elsewhere:
    """The other nodes. `loaded` in `hear` are the gatherings this node has, too: of the rest it remembers head counts."""

    def __init__(self, node: str, patience: Patience) -> None:
        self._node, self._patience = node, patience
        self.nodes: dict[str, Other] = {}

    def heads(self, gathering: int) -> int:
        """How many are in a gathering, by all doors of the other nodes."""
        return sum(other.heads.get(gathering, 0) for other in self.nodes.values())

    def hear(self, roll: Roll, loaded: Collection[int], now: int) -> Heard:
        """Takes in a roll of another node."""
        if roll.node == self._node:
            return Heard([], set(), set())
        if roll.leaving:
            return Heard([], self._forget(roll.node), set())
        other = self.nodes.setdefault(roll.node, Other(now, {}, {}))
        other.at = now
        parts: list[Part] = []
        wanted: set[int] = set()
        for part in roll.parts:
            other.heads[part.gathering] = part.heads
            if part.gathering in loaded:
                self._take(other, part, parts, wanted)
            else:
                other.known.pop(part.gathering, None)
        gone = other.heads.keys() - {part.gathering for part in roll.parts} if roll.all else set()
        for gathering in gone:
            del other.heads[gathering]
            other.known.pop(gathering, None)
        return Heard(parts, gone, wanted)

    def _take(self, other: Other, part: Part, parts: list[Part], wanted: set[int]) -> None:
        known = other.known.get(part.gathering)
        if part.whole or known is not None and part.n == known + part.changes:
            other.known[part.gathering] = part.n
            parts.append(part)
        else:
            # Counts are right whatever was lost; the names are asked for.
            other.known.pop(part.gathering, None)
            wanted.add(part.gathering)

    def silent(self, now: int) -> list[str]:
        """The nodes that have said nothing for too long; they are forgotten."""
        lost = [node for node, other in self.nodes.items() if now - other.at > self._patience.expiry_ms]
        for node in lost:
            self._forget(node)
        return lost

    def _forget(self, node: str) -> set[int]:
        other = self.nodes.pop(node, None)
        return set(other.heads) if other is not None else set()
