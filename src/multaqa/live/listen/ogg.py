"""Opus packets in Ogg pages (RFC 3533, RFC 7845), one stream for all listeners, whom it lets in at any page."""

import struct
import zlib
from collections.abc import Sequence

from multaqa.live.listen.opus import PACKET_SAMPLES, PRE_SKIP, RATE, SILENCE

PACKETS_PER_PAGE = 5  # 100 ms: what a page adds to the delay, against 10 writes a second for each listener
VENDOR = b"multaqa"

_FIRST, _LAST = 2, 4
_PAGE = struct.Struct("<4sBBqIIIB")
_CHECKSUM = struct.Struct("<I")
_CHECKSUM_AT = 22
_MIRRORED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


class OggStream:
    """Writes one logical stream from its first byte to its last. `serial` is any 32-bit number.

    Whoever comes in the middle is given what `begin` gave and then the pages as they come: their numbers and times go on
    from where the stream is, which players take for a hole after the headers and begin there.
    """

    def __init__(self, serial: int) -> None:
        self._serial = serial
        self._pages = 0
        self._samples = 0

    def begin(self) -> bytes:
        """The two header pages that open the stream."""
        head = struct.pack("<8sBBHIHB", b"OpusHead", 1, 1, PRE_SKIP, RATE, 0, 0)
        tags = b"OpusTags" + struct.pack("<I", len(VENDOR)) + VENDOR + struct.pack("<I", 0)
        return self._page([head], _FIRST) + self._page([tags])

    def page(self, packets: Sequence[bytes]) -> bytes:
        """One page of packets of 20 ms each; together at most 255 lacing values, which 60 packets never reach."""
        self._samples += PACKET_SAMPLES * len(packets)
        return self._page(packets)

    def end(self) -> bytes:
        """The closing page, with 20 ms of silence in it: some players do not take an empty one."""
        self._samples += PACKET_SAMPLES
        return self._page([SILENCE], _LAST)

    def _page(self, packets: Sequence[bytes], flags: int = 0) -> bytes:
        lacing = b"".join(map(_lace, packets))
        head = _PAGE.pack(b"OggS", 0, flags, self._samples, self._serial, self._pages, 0, len(lacing))
        self._pages += 1
        page = bytearray(b"".join((head, lacing, *packets)))
        _CHECKSUM.pack_into(page, _CHECKSUM_AT, checksum(page))
        return bytes(page)


def checksum(page: bytes | bytearray) -> int:
    """The CRC of a page whose checksum field is zero.

    Ogg's CRC is zlib's polynomial read from the other end, without inversion: turning every byte round, undoing the
    inversions and turning the result round lets zlib do in C what a table in Python would do fifty times slower.
    """
    mirrored = zlib.crc32(page.translate(_MIRRORED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int.from_bytes(mirrored.to_bytes(4, "little").translate(_MIRRORED), "big")


def _lace(packet: bytes) -> bytes:
    full, rest = divmod(len(packet), 255)
    return b"\xff" * full + bytes((rest,))
