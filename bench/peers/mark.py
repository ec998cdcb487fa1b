"""What is said in these measurements: packets of the size of speech at 24 kb/s that carry the moment they were spoken.

No server looks into an Opus packet, so a listener finds the mark whatever brought it: Ogg, WebSocket, RTP or Mumble."""

import struct
import time
from collections.abc import Iterator

PACKET_MS = 20
PACKET_BYTES = 60
_TOC = 0x78  # hybrid, 20 ms, mono, one frame
_MAGIC = b"\xfeM\xa9q"
_MARK = struct.Struct(">4sI")
_REST = bytes((i * 37 + 11) % 251 for i in range(PACKET_BYTES - 1 - _MARK.size))


def now_ms() -> int:
    """The clock of the whole machine, 32 bits of it."""
    return int(time.time() * 1000) & 0xFFFFFFFF


def packet(spoken_ms: int) -> bytes:
    """An Opus packet whose first sample was spoken then."""
    return bytes((_TOC,)) + _MARK.pack(_MAGIC, spoken_ms & 0xFFFFFFFF) + _REST


def delays(data: bytes, now: int) -> Iterator[int]:
    """Milliseconds from the mouth to here of each packet in the bytes."""
    at = data.find(_MAGIC)
    while 0 <= at <= len(data) - _MARK.size:
        yield (now - _MARK.unpack_from(data, at)[1]) & 0xFFFFFFFF
        at = data.find(_MAGIC, at + PACKET_BYTES)
