"""Where in a recording a message of sound belongs. Slots keep the time of a spurt; the room's clock bridges a new count."""

from typing import NamedTuple

from msgspec import Struct

from multaqa.wire.audio import SLOT_MS

MOST_HOLE = 30_000 // SLOT_MS  # a longer hole is not kept as silence: the recording goes on in a new part
DRIFT = 2_000 // SLOT_MS  # sound is late by what the network holds back, never by more than this is it believed early
_HALF = 2**31


class Place(NamedTuple):
    """So many slots of silence before it, so many packets at its beginning that the recording has already."""

    hole: int
    known: int


class Placing(Struct):
    """`written` slots stand in the part that began at `starts_ms`; `next_slot` is the one the speaker's count has next."""

    starts_ms: int
    written: int = 0
    next_slot: int | None = None

    def place(self, slot: int, packets: int, at_ms: int) -> Place | None:
        """Takes a message of `packets` slots that came at `at_ms`. None: the hole before it is too long for this part."""
        ahead = self._ahead(slot, packets, at_ms)
        if ahead > MOST_HOLE:
            return None
        place = Place(max(0, ahead), min(packets, max(0, -ahead)))
        self.written += place.hole + packets - place.known
        self.next_slot = (slot + packets) % 2**32
        return place

    def _ahead(self, slot: int, packets: int, at_ms: int) -> int:
        """How many slots after the last written one it begins; negative when it reaches back."""
        if self.next_slot is None:
            return 0
        ahead = (slot - self.next_slot + _HALF) % 2**32 - _HALF
        by_clock = (at_ms - self.starts_ms) // SLOT_MS - self.written - packets
        if -packets <= ahead <= max(by_clock, 0) + DRIFT:
            return ahead
        # Another count: a page loaded again, a sender that lies about its time. The room's own clock does not.
        return max(0, by_clock)
