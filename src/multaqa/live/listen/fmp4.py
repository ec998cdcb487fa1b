"""Opus packets in fragmented MP4 (ISO 14496-12, "Encapsulation of Opus in ISO BMFF"), as HLS wants them."""

import struct
from collections.abc import Sequence

from multaqa.live.listen.opus import PACKET_SAMPLES, PRE_SKIP, RATE

_TRACK = 1
_IDENTITY = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
_UNDETERMINED = 0x55C4  # the language "und", three letters of five bits
_EVERY_SAMPLE_IS_A_START = 0x02000000
_MOOF_TO_DATA = 8  # the header of the mdat box stands between the end of the moof and the first packet


def write_init() -> bytes:
    """The initialisation segment: one mono Opus track at 48 kHz, with no packets in it."""
    return _box(b"ftyp", b"iso6", struct.pack(">I", 0), b"iso6mp41dash") + _box(
        b"moov",
        _full(b"mvhd", struct.pack(">4I", 0, 0, RATE, 0), struct.pack(">IH10x", 0x10000, 0x0100), _IDENTITY,
              bytes(24), struct.pack(">I", _TRACK + 1)),
        _box(b"trak", _write_track_header(), _write_media()),
        _box(b"mvex", _full(b"trex", struct.pack(">5I", _TRACK, 1, PACKET_SAMPLES, 0, _EVERY_SAMPLE_IS_A_START))),
    )  # fmt: skip


def write_fragment(packets: Sequence[bytes], *, sequence: int, time: int) -> bytes:
    """One moof and its mdat. `sequence` counts fragments from 1; `time` is the first packet's, in samples of 48 kHz."""
    sizes = struct.pack(f">{len(packets)}I", *map(len, packets))
    run_size = 8 + 4 + 8 + len(sizes)
    frame = _full(b"tfhd", struct.pack(">II", _TRACK, PACKET_SAMPLES), flags=0x020008)
    start = _full(b"tfdt", struct.pack(">Q", time), version=1)
    order = _full(b"mfhd", struct.pack(">I", sequence))
    moof_size = 8 + len(order) + 8 + len(frame) + len(start) + run_size
    run = _full(b"trun", struct.pack(">Ii", len(packets), moof_size + _MOOF_TO_DATA), sizes, flags=0x000201)
    return _box(b"moof", order, _box(b"traf", frame, start, run)) + _box(b"mdat", *packets)


def _write_track_header() -> bytes:
    times = struct.pack(">5I8x", 0, 0, _TRACK, 0, 0)
    sound = struct.pack(">4H", 0, 0, 0x0100, 0)
    return _full(b"tkhd", times, sound, _IDENTITY, bytes(8), flags=0x000003)


def _write_media() -> bytes:
    handler = struct.pack(">I4s12x", 0, b"soun") + b"multaqa\0"
    return _box(
        b"mdia",
        _full(b"mdhd", struct.pack(">4IHH", 0, 0, RATE, 0, _UNDETERMINED, 0)),
        _full(b"hdlr", handler),
        _box(b"minf", _full(b"smhd", bytes(4)), _write_data_place(), _write_sample_table()),
    )


def _write_data_place() -> bytes:
    return _box(b"dinf", _full(b"dref", struct.pack(">I", 1), _full(b"url ", flags=1)))


def _write_sample_table() -> bytes:
    entry = struct.pack(">6xH8xHHIHH", 1, 1, 16, 0, RATE, 0)
    configuration = _box(b"dOps", struct.pack(">BBHIhB", 0, 1, PRE_SKIP, RATE, 0, 0))
    nothing = struct.pack(">I", 0)
    return _box(
        b"stbl",
        _full(b"stsd", struct.pack(">I", 1), _box(b"Opus", entry, configuration)),
        _full(b"stts", nothing),
        _full(b"stsc", nothing),
        _full(b"stsz", nothing, nothing),
        _full(b"stco", nothing),
    )


def _box(kind: bytes, *body: bytes) -> bytes:
    content = b"".join(body)
    return struct.pack(">I4s", 8 + len(content), kind) + content


def _full(kind: bytes, *body: bytes, version: int = 0, flags: int = 0) -> bytes:
    return _box(kind, struct.pack(">I", version << 24 | flags), *body)
