"""What the simulated people say: a recording or a tone, as Opus packets of 20 ms."""

from __future__ import annotations

import array
import math
from pathlib import Path

import av
from av.audio.resampler import AudioResampler

RATE = 48_000
SAMPLES = RATE // 50
BIT_RATE = 24_000


def packets_of(path: Path | None) -> list[bytes]:
    """The packets of a recording (WAV, Opus, anything FFmpeg reads), or of ten seconds of a swelling tone."""
    return _encoded(_samples(path) if path else _tone(10))


def _samples(path: Path) -> array.array[int]:
    samples = array.array("h")
    resampler = AudioResampler(format="s16", layout="mono", rate=RATE)
    with av.open(str(path)) as source:
        for frame in source.decode(audio=0):
            for even in resampler.resample(frame):
                samples.frombytes(bytes(even.planes[0])[: even.samples * 2])
    return samples


def _tone(seconds: int) -> array.array[int]:
    def at(i: int) -> int:
        swell = 0.55 + 0.45 * math.sin(2 * math.pi * i / RATE)
        return int(9000 * swell * math.sin(2 * math.pi * 220 * i / RATE))

    return array.array("h", (at(i) for i in range(seconds * RATE)))


def _encoded(samples: array.array[int]) -> list[bytes]:
    codec = av.CodecContext.create("libopus", "w")
    codec.sample_rate, codec.layout, codec.format, codec.bit_rate = RATE, "mono", "s16", BIT_RATE
    codec.options = {"application": "voip", "frame_duration": "20", "vbr": "on"}
    packets: list[bytes] = []
    for start in range(0, len(samples) - SAMPLES + 1, SAMPLES):
        frame = av.AudioFrame(format="s16", layout="mono", samples=SAMPLES)
        frame.planes[0].update(samples[start : start + SAMPLES].tobytes())
        frame.rate, frame.pts = RATE, start
        packets += [bytes(packet) for packet in codec.encode(frame)]
    return [packet for packet in packets if packet]
