"""Who hears a gathering over HTTP: players with their endless streams, and HLS visitors who ask for one part after another."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from multaqa.live.listen.opus import PACKETS_PER_SECOND
from multaqa.live.listen.player import Player

SEEN_SLOTS = 15 * PACKETS_PER_SECOND
STAYED_SLOTS = 5 * PACKETS_PER_SECOND
MAX_SEEN = 10_000  # anybody can make up visitors: they may spoil the count, not fill the memory

# Told (key, visitor, left): somebody came, or left, under a key of their own.
Told = Callable[[str, str, bool], None]


@dataclass
class Visit:
    """An HLS visitor, by slots. `is_told`: they stayed a while, so whoever only looked in leaves nothing behind."""

    first: int
    last: int
    key: str = field(default_factory=lambda: _key())
    is_told: bool = False


class Audience:
    """Counts, and tells of comings and leavings."""

    def __init__(self, told: Told | None = None) -> None:
        self.players: dict[Player, str] = {}
        self._visits: dict[str, Visit] = {}
        self._told = told

    def count(self, slot: int) -> int:
        """How many hear now: open streams, and visitors seen within the last 15 s."""
        return len(self.players) + sum(slot - visit.last <= SEEN_SLOTS for visit in self._visits.values())

    def player(self, opening: bytes) -> Player:
        """A new listener on the endless stream."""
        player = Player(opening, self._gone)
        key = self.players[player] = _key()
        self._tell(key, "", left=False)
        return player

    def see(self, visitor: str, slot: int) -> None:
        """An HLS visitor listens for the next 15 s."""
        visit = self._visits.get(visitor)
        if visit is not None:
            visit.last = slot
        elif len(self._visits) < MAX_SEEN:
            self._visits[visitor] = Visit(slot, slot)

    def look_round(self, slot: int) -> None:
        """Tells of visitors who stayed, and forgets those who went without a word."""
        for visitor, visit in list(self._visits.items()):
            if slot - visit.last > SEEN_SLOTS:
                self._forget(visitor)
            elif not visit.is_told and visit.last - visit.first >= STAYED_SLOTS:
                visit.is_told = True
                self._tell(visit.key, visitor, left=False)

    def everybody_left(self) -> None:
        """Nobody can hear any more: the visitors are forgotten. Players leave by themselves once their stream has ended."""
        for visitor in list(self._visits):
            self._forget(visitor)

    def _forget(self, visitor: str) -> None:
        visit = self._visits.pop(visitor)
        if visit.is_told:
            self._tell(visit.key, visitor, left=True)

    def _gone(self, player: Player) -> None:
        key = self.players.pop(player, None)
        if key is not None:
            self._tell(key, "", left=True)

    def _tell(self, key: str, visitor: str, *, left: bool) -> None:
        if self._told is not None:
            self._told(key, visitor, left)


def _key() -> str:
    return f"http-{secrets.token_urlsafe(12)}"
