"""A sliding window of low-latency HLS (RFC 8216bis): parts, segments of them, and the playlist of both.

Pure: it is given packets and asked for texts and bytes; who waits for the next part, waits in `station`.
"""

from collections import deque
from typing import NamedTuple

from multaqa.live.listen.fmp4 import write_fragment
from multaqa.live.listen.opus import PACKET_SAMPLES, PACKETS_PER_SECOND, SILENCE

PART_PACKETS = 10
PARTS_PER_SEGMENT = 10
SEGMENT_PACKETS = PART_PACKETS * PARTS_PER_SEGMENT
PART_SECONDS = PART_PACKETS / PACKETS_PER_SECOND
SEGMENT_SECONDS = SEGMENT_PACKETS // PACKETS_PER_SECOND
LISTED_SEGMENTS = 6
KEPT_SEGMENTS = LISTED_SEGMENTS + 2  # a player may still be fetching what has just left the list
SEGMENTS_WITH_PARTS = 3
HISTORY_SEGMENTS = 3
AHEAD_PARTS = 5
# 2026-01-01T00:00:00Z: segments are numbered from then on, by the clock, and so alike at all nodes.
EPOCH_MS = 1_767_225_600_000

_HEAD = f"""#EXTM3U
#EXT-X-VERSION:9
#EXT-X-TARGETDURATION:{SEGMENT_SECONDS}
#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK={3 * PART_SECONDS:.1f},HOLD-BACK={3 * SEGMENT_SECONDS:.1f}
#EXT-X-PART-INF:PART-TARGET={PART_SECONDS:.1f}
"""


class Place(NamedTuple):
    """Where the clock stands: the segment being filled, and how many of its packets are past."""

    segment: int = 0
    packets: int = 0


def place_at(now_ms: int) -> Place:
    """The place at a moment, in ms since 1970."""
    return Place(*divmod((now_ms - EPOCH_MS) * PACKETS_PER_SECOND // 1000, SEGMENT_PACKETS))


class Window:
    """The last few segments, the one being filled, and the packets of the part being filled.

    A window is born with six seconds of silence behind it: players refuse a playlist that is too short, and with
    silence to begin on the first listener need not wait for it to grow. `first` is the number of its first segment;
    of the one being filled `filled` packets are past already.
    """

    def __init__(self, first: int = 0, filled: int = 0) -> None:
        self.ended = False
        self._segments: deque[list[bytes]] = deque([[]])
        self._next_number = first + 1
        self._packets: list[bytes] = []
        for _ in range(HISTORY_SEGMENTS * SEGMENT_PACKETS + filled):
            self.add(SILENCE)

    @property
    def number(self) -> int:
        """The number of the segment being filled."""
        return self._next_number - 1

    def add(self, packet: bytes) -> bool:
        """Takes the next 20 ms; whether that finished a part."""
        self._packets.append(packet)
        if len(self._packets) < PART_PACKETS:
            return False
        self._finish_part()
        return True

    def end(self) -> None:
        """Closes the window: its playlist says that nothing follows the part announced last, which silence fills."""
        if self.ended:
            return
        while not self.add(SILENCE):
            pass
        self.ended = True

    def reaches(self, segment: int, part: int | None) -> bool:
        """Whether the playlist has come to this part, or to the whole of this segment."""
        wanted = PARTS_PER_SEGMENT - 1 if part is None else min(part, PARTS_PER_SEGMENT)
        return self.number * PARTS_PER_SEGMENT + len(self._segments[-1]) > segment * PARTS_PER_SEGMENT + wanted

    def announces(self, segment: int, part: int) -> bool:
        """Whether this part will be here soon: the one the playlist hints at, or one that the playlist of another node does,
        which may be a little ahead."""
        ahead = (segment - self.number) * PARTS_PER_SEGMENT + part - len(self._segments[-1])
        return not self.ended and 0 <= ahead <= AHEAD_PARTS and 0 <= part < PARTS_PER_SEGMENT

    def segment(self, number: int) -> bytes | None:
        """The bytes of a whole segment; None when it is gone or not whole yet."""
        parts = self._parts(number)
        whole = number < self.number or (self.ended and bool(parts))
        return b"".join(parts) if whole and parts else None

    def part(self, number: int, part: int) -> bytes | None:
        """The bytes of one part; None when it is gone or not there yet."""
        parts = self._parts(number)
        return parts[part] if 0 <= part < len(parts) else None

    def playlist(self, query: str) -> str:
        """The media playlist; `query`, already encoded, is carried by every address in it."""
        listed = list(range(self.number - len(self._segments) + 1, self.number))[-LISTED_SEGMENTS:]
        lines = [f'#EXT-X-MEDIA-SEQUENCE:{listed[0]}\n#EXT-X-MAP:URI="listen/init.mp4?{query}"']
        for number in listed:
            if self.number - number <= SEGMENTS_WITH_PARTS:
                lines += self._list_parts(number, query)
            lines.append(_list_segment(number, PARTS_PER_SEGMENT, query))
        lines += self._list_edge(query)
        return _HEAD + "\n".join(lines) + "\n"

    def _list_edge(self, query: str) -> list[str]:
        filled = len(self._segments[-1])
        lines = self._list_parts(self.number, query)
        if not self.ended:
            hint = f'#EXT-X-PRELOAD-HINT:TYPE=PART,URI="listen/{self.number}.{filled}.m4s?{query}"'
            return [*lines, hint]
        if filled:
            lines.append(_list_segment(self.number, filled, query))
        return [*lines, "#EXT-X-ENDLIST"]

    def _list_parts(self, number: int, query: str) -> list[str]:
        return [
            f'#EXT-X-PART:DURATION={PART_SECONDS:.1f},INDEPENDENT=YES,URI="listen/{number}.{part}.m4s?{query}"'
            for part in range(len(self._parts(number)))
        ]

    def _parts(self, number: int) -> list[bytes]:
        back = self.number - number
        return self._segments[-1 - back] if 0 <= back < len(self._segments) else []

    def _finish_part(self) -> None:
        count = self.number * PARTS_PER_SEGMENT + len(self._segments[-1])
        time = count * PART_PACKETS * PACKET_SAMPLES
        self._segments[-1].append(write_fragment(self._packets, sequence=count + 1, time=time))
        self._packets = []
        if len(self._segments[-1]) == PARTS_PER_SEGMENT:
            self._segments.append([])
            self._next_number += 1
            if len(self._segments) > KEPT_SEGMENTS + 1:
                self._segments.popleft()


def write_variants(query: str) -> str:
    """The playlist a player opens first: one rendition, at the address that carries its query."""
    stream = '#EXT-X-STREAM-INF:BANDWIDTH=64000,AVERAGE-BANDWIDTH=40000,CODECS="opus"'
    return f"#EXTM3U\n#EXT-X-VERSION:9\n{stream}\nlisten.m3u8?{query}\n"


def _list_segment(number: int, parts: int, query: str) -> str:
    return f"#EXTINF:{parts * PART_SECONDS:.3f},\nlisten/{number}.m4s?{query}"
