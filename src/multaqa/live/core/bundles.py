"""Gathering sound for the gallery: the cost of a large room is the number of writes, so the larger the room, the more
packets stand in one message. Whoever may speak is near and gets sound as it comes."""

from multaqa.wire.audio import FIRST, LAST, MAX_PACKETS, SILENCE_BEFORE, SLOT_MS, count_packets

# 10 packets are 200 ms of waiting for the first of them: only where the writes would cost more than the wait.
SIZES = ((4_000, 10), (500, 5), (0, 3))
PATIENCE_MS = 60


def bundle_size(gallery: int) -> int:
    """How many packets go into one message for this many listeners."""
    return next(size for listeners, size in SIZES if gallery >= listeners)


class Bundler:
    """One speaker's sound on its way to the gallery. Messages carry their stream already."""

    def __init__(self) -> None:
        self._message = b""
        self._count = 0
        self._next_slot = 0
        self.due: int | None = None

    def add(self, message: bytes, size: int, now: int) -> list[bytes]:
        """Takes a message; answers the bundles that are full, in order. What is held goes out by `flush` at `due`."""
        out: list[bytes] = []
        count, slot, flags = count_packets(message), int.from_bytes(message[4:8], "big"), message[1]
        if self._message and not self._fits(count, slot, flags):
            out += self.flush()
        if self._message:
            head = self._message
            self._message = head[:1] + bytes((head[1] | flags,)) + head[2:] + message[12:]
        else:
            self._message, self.due = message, now + size * SLOT_MS + PATIENCE_MS
        self._count += count
        self._next_slot = (slot + count) % 2**32
        if self._count >= size or flags & LAST:
            out += self.flush()
        return out

    def flush(self) -> list[bytes]:
        """What is held, if anything."""
        message, self._message, self._count, self.due = self._message, b"", 0, None
        return [message] if message else []

    def _fits(self, count: int, slot: int, flags: int) -> bool:
        return slot == self._next_slot and self._count + count <= MAX_PACKETS and not flags & (FIRST | SILENCE_BEFORE)
