"""What the wrappings have to know of an Opus packet (RFC 6716, section 3), and the packet of pure silence."""

RATE = 48_000
PACKET_MS = 20
PACKET_SAMPLES = RATE * PACKET_MS // 1000
PACKETS_PER_SECOND = 1000 // PACKET_MS

# The look-ahead of the encoders in use, in samples: what a decoder drops at the very beginning.
PRE_SKIP = 312

# One full-band CELT frame, mono, 20 ms, with its silence bit set. A packet of nothing but a first byte would be
# shorter, but it means "lost": libopus then goes on with comfort noise, at about -42 dBFS, as long as the pause lasts.
SILENCE = b"\xf8\xff\xfe"

# Length of one frame in tenths of a ms, by the five configuration bits: SILK, hybrid, CELT.
_FRAME_LENGTHS = (100, 200, 400, 600) * 3 + (100, 200) * 2 + (25, 50, 100, 200) * 4


def lasts_one_slot(packet: bytes) -> bool:
    """Whether a packet plays for exactly 20 ms. Any other length would move all that follows it in time."""
    if not packet:
        return False
    return _count_frames(packet) * _FRAME_LENGTHS[packet[0] >> 3] == PACKET_MS * 10


def _count_frames(packet: bytes) -> int:
    code = packet[0] & 3
    if code < 3:
        return 2 if code else 1
    return packet[1] & 63 if len(packet) > 1 else 0
