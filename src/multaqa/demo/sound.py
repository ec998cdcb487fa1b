"""What is heard of the sittings of the demo: nobody's voice, but a soft hum in syllables, of another pitch for each speaker."""

import math
from array import array
from collections.abc import Iterator
from functools import cache

import av

from multaqa.common.store import store
from multaqa.library.domain import keeping
from multaqa.library.domain.places import file_of
from multaqa.library.models import Recording
from multaqa.live.listen.ogg import OggStream
from multaqa.live.listen.opus import PACKET_SAMPLES, PACKETS_PER_SECOND, SILENCE
from multaqa.live.mending import length_ms
from multaqa.rooms.domain import nodes
from multaqa.rooms.models import Node, Turn

RATE = 16_000
FRAME = RATE // PACKETS_PER_SECOND
PITCHES = (132.0, 205.0, 156.0, 232.0, 118.0)
CLIP_SECONDS = 5
SYLLABLES_A_SECOND = 4
PAUSE = PACKETS_PER_SECOND // 2


def record(turn: Turn, *, at_ms: int, seconds: float, voice: int) -> Recording:
    """Keeps the sound of a turn, as if it had been spoken for so many seconds from `at_ms` on."""
    row = keeping.begin(turn.gathering_id, turn.pk, at_ms=at_ms)
    packets = _said(int(seconds * PACKETS_PER_SECOND), voice % len(PITCHES))
    path = file_of(row)
    path.parent.mkdir(parents=True, exist_ok=True)
    content = _ogg(packets, row.pk)
    path.write_bytes(content)
    store().keep(path)
    keeping.end(row.pk, length_ms=length_ms((len(packets) + 1) * PACKET_SAMPLES), size=len(content))
    return row


def forget_this_node() -> None:
    """Whoever records is a node of the house; the one that fills it ends here and is not to be missed."""
    Node.objects.filter(name=nodes.this()).delete()


def _said(packets: int, voice: int) -> list[bytes]:
    """The same sentence again and again, with a breath between: encoding it once is what keeps the demo quick."""
    sentence = [*_clip(voice), *[SILENCE] * PAUSE]
    return (sentence * (packets // len(sentence) + 1))[:packets]


def _ogg(packets: list[bytes], serial: int) -> bytes:
    stream = OggStream(serial)
    pages = [stream.page(packets[at : at + PACKETS_PER_SECOND]) for at in range(0, len(packets), PACKETS_PER_SECOND)]
    return b"".join((stream.begin(), *pages, stream.end()))


@cache
def _clip(voice: int) -> tuple[bytes, ...]:
    """One sentence as Opus packets of 20 ms."""
    codec = av.CodecContext.create("libopus", "w")
    assert isinstance(codec, av.AudioCodecContext)
    codec.sample_rate, codec.layout, codec.format, codec.bit_rate = RATE, "mono", "s16", 12_000
    codec.options = {"application": "voip", "frame_duration": "20"}
    codec.open()
    samples = array("h", _hum(PITCHES[voice]))
    packets: list[bytes] = []
    for at in range(0, len(samples), FRAME):
        frame = av.AudioFrame(format="s16", layout="mono", samples=FRAME)
        frame.planes[0].update(samples[at : at + FRAME].tobytes())
        frame.sample_rate, frame.pts = RATE, at
        packets += [bytes(packet) for packet in codec.encode(frame)]
    return tuple(packets)


def _hum(pitch: float) -> Iterator[int]:
    """16 bit samples: a tone and its octave that glide and swell with each syllable, and sink towards the end as a sentence."""
    syllable = RATE // SYLLABLES_A_SECOND
    phase = 0.0
    for n in range(CLIP_SECONDS * RATE):
        into, count = n % syllable / syllable, n // syllable
        glide = 1 + 0.12 * math.sin(count * 2.4) - 0.18 * n / (CLIP_SECONDS * RATE)
        phase += 2 * math.pi * pitch * glide / RATE
        loud = math.sin(math.pi * into) * (0.6 + 0.4 * math.sin(count * 1.7))
        yield int(6000 * loud * (math.sin(phase) + 0.4 * math.sin(2 * phase)))
