"""The audio message: a 12-byte header and up to 16 Opus packets of 20 ms, big-endian.

0  u8  0x11 = audio, version 1
1  u8  flags: bit 0 first of a talk spurt, bit 1 last, bit 2 the hole before this is silence
2  u16 stream: 0 from the speaker; the node writes the turn's number
4  u32 slot: 20 ms units of the speaker's sample clock, of the first packet
8  u32 time: the speaker's room clock in ms (low 32 bits), of the first packet
12 n × { u16 length, packet }
"""

import struct
from collections.abc import Iterable

from msgspec import Struct

AUDIO = 0x11
FIRST, LAST, SILENCE_BEFORE = 1, 2, 4
HEADER_BYTES = 12
MAX_PACKETS = 16
# As a speaker bundles them. A message of more comes from a node to one listener of many.
SPEAKERS_PACKETS = 3
MAX_PACKET_BYTES = 400
SLOT_MS = 20

_HEADER = struct.Struct(">BBHII")
_LENGTH = struct.Struct(">H")


class BadAudio(ValueError):
    """The bytes are not an audio message of this protocol."""


class AudioMessage(Struct, frozen=True):
    """A decoded audio message: see the module's layout. `packets` may be empty only with the `last` flag."""

    flags: int
    stream: int
    slot: int
    time: int
    packets: list[bytes]


def count_packets(message: bytes) -> int:
    """How many packets stand in an audio message; raises BadAudio when it is not one. Allocates nothing."""
    size = len(message)
    if size < HEADER_BYTES or message[0] != AUDIO:
        raise BadAudio("not an audio message")
    at, count = HEADER_BYTES, 0
    while at < size:
        if at + 2 > size:
            raise BadAudio("cut short")
        length = (message[at] << 8) | message[at + 1]
        at += 2 + length
        count += 1
        if not 1 <= length <= MAX_PACKET_BYTES or at > size or count > MAX_PACKETS:
            raise BadAudio("a packet of a wrong size")
    if count == 0 and not message[1] & LAST:
        raise BadAudio("no packet")
    return count


def with_stream(message: bytes, stream: int) -> bytes:
    """The same message with the turn's number written over bytes 2 and 3."""
    return message[:2] + stream.to_bytes(2, "big") + message[4:]


def encode_audio(message: AudioMessage) -> bytes:
    """The bytes of an audio message."""
    parts = [_HEADER.pack(AUDIO, message.flags, message.stream, message.slot, message.time)]
    for packet in message.packets:
        parts += [_LENGTH.pack(len(packet)), packet]
    return b"".join(parts)


def decode_audio(message: bytes) -> AudioMessage:
    """Raises BadAudio."""
    count_packets(message)
    _, flags, stream, slot, time = _HEADER.unpack_from(message)
    return AudioMessage(flags, stream, slot, time, list(_packets(message)))


def _packets(message: bytes) -> Iterable[bytes]:
    at = HEADER_BYTES
    while at < len(message):
        (length,) = _LENGTH.unpack_from(message, at)
        yield message[at + 2 : at + 2 + length]
        at += 2 + length
