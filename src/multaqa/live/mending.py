"""A recording whose writer was stopped in the middle of a page: cut after its last whole page, and ended there."""

import mmap
import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from multaqa.live.listen.ogg import checksum
from multaqa.live.listen.opus import PRE_SKIP, RATE
from multaqa.live.ports import Mended

_LAST = 4
_HEAD = 27
_GRANULE, _CHECKSUM = struct.Struct("<q"), struct.Struct("<I")
_GRANULE_AT, _FLAGS_AT, _CHECKSUM_AT = 6, 5, 22
HEADER_PAGES = 2


class Page(NamedTuple):
    """Where a whole page stands in the file, and the samples played at its end."""

    at: int
    end: int
    samples: int


def mend(path: Path) -> Mended:
    """Makes the file whole. A file that is whole stays as it is, however often it is mended; a missing one is empty."""
    if not path.exists() or path.stat().st_size == 0:
        return Mended(0, 0)
    with path.open("r+b") as file:
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            pages = list(whole_pages(data))
            last = bytes(data[pages[-1].at : pages[-1].end]) if pages else b""
        if len(pages) <= HEADER_PAGES:
            return Mended(0, path.stat().st_size)
        file.truncate(pages[-1].end)
        if not last[_FLAGS_AT] & _LAST:
            file.seek(pages[-1].at)
            file.write(_ended(last))
        file.flush()
        os.fsync(file.fileno())
    return Mended(length_ms(pages[-1].samples), pages[-1].end)


def whole_pages(data: "bytes | mmap.mmap") -> Iterator[Page]:
    """The pages from the beginning up to the first that is cut short or spoilt."""
    at = 0
    while data[at : at + 4] == b"OggS" and at + _HEAD <= len(data):
        laces = data[at + _HEAD - 1]
        body = at + _HEAD + laces
        end = body + sum(data[at + _HEAD : body])
        if end > len(data) or body > len(data):
            return
        page = bytearray(data[at:end])
        (kept,) = _CHECKSUM.unpack_from(page, _CHECKSUM_AT)
        _CHECKSUM.pack_into(page, _CHECKSUM_AT, 0)
        if checksum(page) != kept:
            return
        yield Page(at, end, _GRANULE.unpack_from(page, _GRANULE_AT)[0])
        at = end


def length_ms(samples: int) -> int:
    """How long a stream plays that counts this many samples at its end."""
    return max(0, samples - PRE_SKIP) * 1000 // RATE


def _ended(page: bytes) -> bytes:
    """The same page, said to be the last of its stream."""
    ended = bytearray(page)
    ended[_FLAGS_AT] |= _LAST
    _CHECKSUM.pack_into(ended, _CHECKSUM_AT, 0)
    _CHECKSUM.pack_into(ended, _CHECKSUM_AT, checksum(ended))
    return bytes(ended)
