"""Sound for the tests: tones made into Opus packets, answers decoded back, and how alike two sounds are."""

import io
import subprocess

import av
import numpy as np
from numpy.typing import NDArray

from multaqa.live.listen.opus import PACKET_SAMPLES, RATE
from multaqa.wire.audio import FIRST, LAST, AudioMessage, encode_audio

Pcm = NDArray[np.float64]
STEP = RATE // 4


def hum(seconds: float, *, seed: int) -> Pcm:
    """A voice-like sound that is unlike itself at any other moment: a gliding tone in uneven syllables."""
    rng = np.random.default_rng(seed)
    count = int(seconds * RATE)
    moments = np.arange(0, count + STEP, STEP)
    pitch = np.interp(np.arange(count), moments, rng.uniform(150, 350, len(moments)))
    loud = np.interp(np.arange(count), moments, rng.uniform(0.1, 1.0, len(moments)))
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    return 0.3 * loud * (np.sin(phase) + 0.4 * np.sin(2 * phase) + 0.2 * np.sin(3 * phase))


def encode(pcm: Pcm, *, application: str = "audio") -> list[bytes]:
    """Opus packets of 20 ms, as a speaker's browser makes them.

    Browsers encode as "voip", which turns the phase of low tones: good for ears, bad for measuring likeness.
    """
    codec = av.CodecContext.create("libopus", "w")
    codec.sample_rate, codec.layout, codec.format, codec.bit_rate = RATE, "mono", "s16", 24_000
    codec.options = {"application": application, "frame_duration": "20"}
    codec.open()
    packets: list[bytes] = []
    for at in range(0, len(pcm) - PACKET_SAMPLES + 1, PACKET_SAMPLES):
        samples = (pcm[None, at : at + PACKET_SAMPLES] * 32767).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="mono")
        frame.sample_rate, frame.pts = RATE, at
        packets += [bytes(packet) for packet in codec.encode(frame)]
    return packets


def bundle(packets: list[bytes], *, stream: int = 1, slot: int = 0, size: int = 3) -> list[bytes]:
    """The audio messages of one talk spurt that begins at `slot`, as the node forwards them."""
    starts = range(0, len(packets), size)
    flags = {0: FIRST, starts[-1]: LAST}
    return [encode_audio(AudioMessage(flags.get(at, 0), stream, slot + at, 0, packets[at : at + size])) for at in starts]


def decode(container: bytes) -> Pcm:
    """What PyAV hears in a file."""
    with av.open(io.BytesIO(container), mode="r") as file:
        frames = [frame.to_ndarray().ravel() for frame in file.decode(audio=0)]
    return np.concatenate(frames).astype(np.float64)


def decode_by_ffmpeg(source: str, given: bytes | None = None, *more: str, decoder: str = "opus") -> Pcm:
    """What the machine's ffmpeg hears at an address, or in `given` for the address "-"."""
    command = ["ffmpeg", "-v", "error", "-xerror", "-c:a", decoder, *more, "-i", source, "-f", "f32le", "-"]
    done = subprocess.run(command, input=given, capture_output=True, timeout=60, check=True)
    assert done.stderr == b""
    return np.frombuffer(done.stdout, np.float32).astype(np.float64)


def find_in(heard: Pcm, said: Pcm) -> tuple[int, float]:
    """The sample at which `said` begins in `heard`, and their normalised correlation there."""
    size = 1 << (len(heard) + len(said)).bit_length()
    product = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(said, size)), size)
    at = int(np.argmax(product[: len(heard)]))
    there = heard[at : at + len(said)]
    said = said[: len(there)]
    return at, float(there @ said / np.sqrt((there @ there) * (said @ said)))


def loudness(pcm: Pcm) -> float:
    """Root mean square, full scale being 1."""
    return float(np.sqrt(np.mean(pcm**2)))
