"""The endless Ogg stream, byte by byte and by decoders that are not ours."""

import json
import struct
import subprocess

import pytest

from multaqa.live.listen.ogg import OggStream, checksum
from multaqa.live.listen.opus import SILENCE, lasts_one_slot

from .sound import decode, decode_by_ffmpeg, encode, find_in, hum, loudness


def whole_stream(packets: list[bytes]) -> bytes:
    stream = OggStream(serial=7)
    pages = [stream.page(packets[at : at + 5]) for at in range(0, len(packets), 5)]
    return b"".join([stream.begin(), *pages, stream.end()])


def checksum_by_the_book(page: bytes) -> int:
    value = 0
    for byte in page:
        value ^= byte << 24
        for _ in range(8):
            value = (value << 1) ^ 0x04C11DB7 if value & 0x80000000 else value << 1
    return value & 0xFFFFFFFF


def test_the_checksum_is_that_of_the_ogg_specification() -> None:
    for page in (b"", b"\x00", b"OggS", bytes(range(256)) * 3):
        assert checksum(page) == checksum_by_the_book(page)


def test_the_stream_opens_with_its_two_headers_on_pages_of_their_own() -> None:
    opening = OggStream(serial=0x01020304).begin()
    assert opening[:22] == b"OggS" + bytes([0, 2]) + bytes(8) + b"\x04\x03\x02\x01" + bytes(4)
    assert opening[26:47] == b"\x01\x13" + b"OpusHead\x01\x01" + struct.pack("<HIHB", 312, 48000, 0, 0)
    second = opening[47:]
    assert second[:6] == b"OggS\x00\x00" and second[18:22] == b"\x01\x00\x00\x00"
    assert second[28:] == b"OpusTags\x07\x00\x00\x00multaqa\x00\x00\x00\x00"


def test_a_page_bears_its_number_the_time_at_its_end_and_the_packets() -> None:
    stream = OggStream(serial=9)
    stream.begin()
    page = stream.page([b"a" * 255, b"b" * 2, b"c" * 256])
    assert struct.unpack_from("<qII", page, 6) == (3 * 960, 9, 2)
    assert page[26:32] == bytes([5, 255, 0, 2, 255, 1])
    assert page[32:] == b"a" * 255 + b"b" * 2 + b"c" * 256
    assert struct.unpack_from("<I", page, 22)[0] == checksum_by_the_book(page[:22] + bytes(4) + page[26:])


def test_the_last_page_says_that_it_is_the_last() -> None:
    stream = OggStream(serial=9)
    stream.begin()
    assert stream.page([SILENCE])[5] == 0
    assert stream.end()[5] == 4


@pytest.mark.parametrize("name", ["opus", "libopus"])
def test_what_salma_said_is_heard_by_ffmpeg(name: str) -> None:
    said = hum(3, seed=1)
    heard = decode_by_ffmpeg("-", whole_stream(encode(said)), decoder=name)
    at, likeness = find_in(heard, said)
    assert likeness > 0.95
    assert at <= 480


def test_ffprobe_sees_one_mono_opus_stream_of_the_right_length() -> None:
    probe = "ffprobe -v error -show_streams -show_format -of json -".split()
    done = subprocess.run(probe, input=whole_stream(encode(hum(2, seed=1))), capture_output=True, check=True)
    assert done.stderr == b""
    (stream,) = json.loads(done.stdout)["streams"]
    assert (stream["codec_name"], stream["channels"], stream["sample_rate"]) == ("opus", 1, "48000")


def test_a_stream_entered_in_the_middle_of_a_word_is_heard_from_there() -> None:
    said = hum(4, seed=2)
    heard = decode(whole_stream(encode(said)[100:]))
    at, likeness = find_in(heard, said[2 * 48_000 + 9_600 :])
    assert likeness > 0.95
    assert abs(at - 9_600) <= 480


@pytest.mark.parametrize("name", ["opus", "libopus"])
def test_a_long_pause_is_pure_silence_to_every_decoder(name: str) -> None:
    packets = encode(hum(1, seed=3), application="voip")
    heard = decode_by_ffmpeg("-", whole_stream(packets + [SILENCE] * 500 + packets), decoder=name)
    assert loudness(heard[48_000 * 21 // 20 : 48_000 * 109 // 10]) < 1e-9
    assert loudness(heard[48_000 * 11 :]) > 0.05


@pytest.mark.parametrize(
    ("packet", "fits"),
    [
        (SILENCE, True),
        (b"\x78\x01", True),  # hybrid, 20 ms, one frame
        (b"\x08\x01", True),  # SILK, 20 ms, one frame
        (b"\xf1\x01\x00", True),  # CELT, 10 ms, two frames
        (b"\xf3\x01\x00", False),  # CELT, 10 ms, one frame
        (b"\x7b\x01\x00", True),  # hybrid, 20 ms, one frame, padded
        (b"\x18\x01", False),  # SILK, 60 ms
        (b"\x79\x01\x00", False),  # hybrid, 20 ms, two frames
        (b"\x7b", False),
        (b"", False),
    ],
)
def test_only_packets_of_20_ms_fit_a_slot(packet: bytes, fits: bool) -> None:
    assert lasts_one_slot(packet) is fits
