"""The slot clock of a room: many speakers and pauses in, one packet every 20 ms out, without end.

It has no clock of its own: whoever calls `advance` once per 20 ms is the clock, and "now" is the next slot to go out.

When several people speak at once there is no mixing here: the one who has had the floor longest, that is the lowest
stream number, is heard, until 200 ms pass without a packet from them. Sockets carry everybody; this door does not.
"""

import struct
from collections.abc import Iterator

from multaqa.live.listen.opus import SILENCE, lasts_one_slot

DELAY_SLOTS = 12  # packets arrive three at a time and over TCP: about 200 ms let them be late without a hole
HOLD_SLOTS = 10  # how long a speaker who falls silent without saying so still keeps the others off
LEAD_SLOTS = 75  # further ahead than 1.5 s a voice is thrown forward, so that a burst never becomes lasting delay
RESTART_SLOTS = 500  # a slot so far behind the newest is not a straggler but a new count
MAX_VOICES = 4

_FIRST, _LAST = 1, 2
_HEADER = struct.Struct(">xBHI4x")


class Timeline:
    """Takes audio messages as they were forwarded, gives the packet of each slot."""

    def __init__(self) -> None:
        self.slot = 0
        self._voices: dict[int, Voice] = {}

    def hear(self, message: bytes) -> None:
        """Takes one whole audio message, already checked at the socket; packets that do not last 20 ms are left out."""
        flags, stream, slot = _HEADER.unpack_from(message)
        self._voice(stream).hear(flags, slot, list(_packets(message)), now=self.slot)

    def advance(self) -> bytes:
        """The packet of the next slot: a speaker's, or silence."""
        heard: bytes | None = None
        decided = False
        for _, voice in sorted(self._voices.items()):
            packet = voice.take(self.slot)
            if not decided and voice.holds(self.slot):
                heard, decided = packet, True
        self.slot += 1
        return heard or SILENCE

    def forget_voices(self) -> None:
        """Drops whatever waits to go out; the slots count on."""
        self._voices.clear()

    def _voice(self, stream: int) -> "Voice":
        if stream not in self._voices:
            if len(self._voices) >= MAX_VOICES:
                del self._voices[min(self._voices, key=lambda number: self._voices[number].heard_at)]
            self._voices[stream] = Voice()
        return self._voices[stream]


class Voice:
    """One speaker's packets, waiting under the slots they go out in."""

    def __init__(self) -> None:
        self.heard_at = 0
        self._waiting: dict[int, bytes] = {}
        self._shift: int | None = None
        self._newest = 0
        self._end = 0
        self._last: int | None = None
        self._spoke_at = -HOLD_SLOTS - 1

    def hear(self, flags: int, slot: int, packets: list[bytes], *, now: int) -> None:
        """`slot` is the speaker's own count, `now` the next slot to go out."""
        self.heard_at = now
        if flags & _FIRST:
            self._shift = None
        elif self._is_straggler(slot, now):
            return
        start = self._place(slot, now)
        for at, packet in enumerate(packets, start):
            if lasts_one_slot(packet):
                self._waiting[at] = packet
        self._newest = slot + len(packets)
        self._end = max(self._end, start + len(packets))
        self._last = self._end - 1 if flags & _LAST else None

    def take(self, slot: int) -> bytes | None:
        """The packet of this slot, which is then forgotten."""
        packet = self._waiting.pop(slot, None)
        if packet:
            self._spoke_at = slot
        return packet

    def holds(self, slot: int) -> bool:
        """Whether this voice keeps others off: it speaks, or spoke just now and has not said it is done."""
        finished = self._last is not None and slot > self._last
        return slot - self._spoke_at <= HOLD_SLOTS and not finished

    def _is_straggler(self, slot: int, now: int) -> bool:
        behind = self._newest - slot
        return self._shift is not None and slot + self._shift < now and 0 < behind < RESTART_SLOTS

    def _place(self, slot: int, now: int) -> int:
        """The slot to go out in: in step with what came before, or after the usual delay when there is no step."""
        if self._shift is not None and now <= slot + self._shift <= now + LEAD_SLOTS:
            return slot + self._shift
        start = max(now + DELAY_SLOTS, self._end)
        if start > now + LEAD_SLOTS:
            start = self._end = now + DELAY_SLOTS
            self._waiting.clear()
        self._shift = start - slot
        return start


def _packets(message: bytes) -> Iterator[bytes]:
    at = _HEADER.size
    while at < len(message):
        length = message[at] << 8 | message[at + 1]
        yield message[at + 2 : at + 2 + length]
        at += 2 + length
