"""Fragmented MP4: the boxes, and what decoders hear in them."""

import json
import struct
import subprocess

from multaqa.live.listen.fmp4 import write_fragment, write_init
from multaqa.live.listen.opus import SILENCE

from .sound import decode, decode_by_ffmpeg, encode, find_in, hum

HOLDERS = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"dinf", b"mvex", b"moof", b"traf"}


def boxes(content: bytes) -> dict[str, bytes]:
    """Every box under its path; each must end exactly where its holder's next one begins."""
    found: dict[str, bytes] = {}
    at = 0
    while at < len(content):
        size, kind = struct.unpack_from(">I4s", content, at)
        body = content[at + 8 : at + size]
        found[kind.decode()] = body
        if kind in HOLDERS:
            found |= {f"{kind.decode()}/{path}": inner for path, inner in boxes(body).items()}
        at += size
    assert at == len(content)
    return found


def test_the_opening_names_one_mono_opus_track_at_48_khz() -> None:
    opening = boxes(write_init())
    entry = opening["moov/trak/mdia/minf/stbl/stsd"][8:]
    assert entry[4:8] == b"Opus"
    assert struct.unpack_from(">H", entry, 8 + 16) == (1,)
    assert entry[8 + 28 :] == struct.pack(">I4sBBHIhB", 19, b"dOps", 0, 1, 312, 48_000, 0, 0)
    assert struct.unpack_from(">I", opening["moov/trak/mdia/mdhd"], 12) == (48_000,)


def test_a_fragment_bears_its_time_and_points_at_its_first_packet() -> None:
    fragment = write_fragment([b"one", b"three"], sequence=4, time=2**33)
    parts = boxes(fragment)
    assert parts["moof/mfhd"] == struct.pack(">II", 0, 4)
    assert parts["moof/traf/tfdt"] == struct.pack(">IQ", 1 << 24, 2**33)
    flags, count, offset, *sizes = struct.unpack(">IIiII", parts["moof/traf/trun"])
    assert (flags, count, sizes) == (0x201, 2, [3, 5])
    assert fragment[offset:] == b"onethree"


def test_the_fragments_of_what_faris_said_are_heard_as_he_said_it() -> None:
    said = hum(3, seed=4)
    packets = encode(said)
    fragments = [write_fragment(packets[at : at + 10], sequence=at // 10 + 1, time=at * 960) for at in range(0, len(packets), 10)]
    file = write_init() + b"".join(fragments)
    for heard in (decode(file), decode_by_ffmpeg("-", file)):
        at, likeness = find_in(heard, said[: len(heard) - 960])
        assert likeness > 0.95
        assert at <= 480


def test_ffprobe_reads_the_time_of_a_fragment_from_the_middle() -> None:
    file = write_init() + write_fragment([SILENCE] * 10, sequence=9, time=48_000 * 60)
    probe = "ffprobe -v error -show_packets -show_streams -of json -".split()
    done = subprocess.run(probe, input=file, capture_output=True, check=True)
    found = json.loads(done.stdout)
    assert done.stderr == b""
    assert [stream["codec_name"] for stream in found["streams"]] == ["opus"]
    assert [packet["pts"] for packet in found["packets"]] == [48_000 * 60 + 960 * n for n in range(10)]
