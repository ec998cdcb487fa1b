"""Many recordings made one. As Ogg the packets stay as they were recorded; as MP3 they are decoded and encoded once."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from multaqa.common.store import store
from multaqa.library.domain.places import file_of
from multaqa.library.domain.timeline import WITHHELD_MS, Part, Timeline, timeline_of
from multaqa.library.models import Recording
from multaqa.rooms.models import Gathering

RATE, SLOT = 48_000, 960
SLOT_MS = 20
MP3_RATE = 64_000
# One full-band CELT frame with its silence bit set: a decoder plays nothing, and no noise of its own.
SILENCE = b"\xf8\xff\xfe"

Tell = Callable[[int], None]
Span = tuple[int, int, Part]
Start = tuple[int, str]  # ms, title


def join(gathering: Gathering, path: Path, kind: str, tell: Tell) -> None:
    """Writes the whole of a gathering to `path` as `ogg` or `mp3`, its chapters in the metadata; `tell` hears the percent."""
    timeline = timeline_of(gathering)
    with translation.override(settings.LANGUAGE_CODE), av.open(str(path), "w", format=kind) as target:
        target.metadata["title"] = gathering.title or gathering.room.name
        # The chapters stand at the head of the file: their places are counted before anything is written.
        spans = list(_spans(timeline))
        chapters = _chapters(timeline, spans)
        write = _ogg_writer(target, chapters) if kind == "ogg" else _mp3_writer(target, chapters)
        for done, (_, _, part) in enumerate(spans):
            tell(done * 100 // len(spans))
            for packet in _packets(part):
                write(packet)
        write(None)


def convert(source: Path, path: Path) -> None:
    """One recording, known by its place in the store, as MP3."""
    with av.open(str(path), "w", format="mp3") as target:
        write = _mp3_writer(target, [])
        for packet in _packets_of(source):
            write(packet)
        write(None)


def _packets(part: Part) -> Iterator[bytes]:
    """A part's packets of 20 ms; of a withheld one, silence."""
    if part.is_withheld:
        return iter([SILENCE] * (WITHHELD_MS // SLOT_MS))
    return _packets_of(file_of(part.recording))


def _packets_of(path: Path) -> Iterator[bytes]:
    with store().opened(path) as sound, av.open(str(sound)) as source:
        for packet in source.demux(audio=0):
            if packet.size:
                yield bytes(packet)


def _spans(timeline: Timeline) -> Iterator[Span]:
    """From which slot to which each part is in the file."""
    at = 0
    for part in timeline.parts:
        length = sum(1 for _ in _packets(part))
        yield at, at + length, part
        at += length


def _chapters(timeline: Timeline, spans: list[Span]) -> list[Start]:
    """Agenda items and decisions, and each turn under its speaker's name, in order and without overlaps."""
    starts = [(begin * SLOT_MS, _name(part.recording)) for begin, _, part in spans]
    for chapter in timeline.chapters:
        for begin, _, part in spans:
            into = chapter.position_ms - part.offset_ms
            if 0 <= into < part.length_ms:
                starts.append((begin * SLOT_MS + into, f"{chapter.mark.number} {chapter.mark.title}".strip()))
    titles: dict[int, list[str]] = {}
    for start, title in starts:
        titles.setdefault(start, []).insert(0, title)
    # An item and the turn that begin together are one chapter, the item first.
    return [(start, " · ".join(titles[start])) for start in sorted(titles)]


def _name(recording: Recording) -> str:
    if recording.withheld_at is not None:
        return gettext("Withheld: %(why)s") % {"why": recording.withheld_why}
    return recording.turn.name


def _ogg_writer(target: Any, chapters: list[Start]) -> Callable[[bytes | None], None]:
    stream = target.add_stream("libopus", rate=RATE)
    stream.layout, stream.time_base = "mono", Fraction(1, RATE)
    # FFmpeg rounds the second of a chapter up and keeps its ms: comments of our own say where it really begins.
    for number, (ms, title) in enumerate(chapters):
        clock = f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}.{ms % 1000:03}"
        stream.metadata[f"CHAPTER{number:03}"] = clock
        stream.metadata[f"CHAPTER{number:03}NAME"] = title
    at = 0

    def write(packet: bytes | None) -> None:
        nonlocal at
        if packet is None:
            return
        kept = av.Packet(packet)
        kept.stream, kept.time_base = stream, Fraction(1, RATE)
        kept.pts = kept.dts = at
        kept.duration = SLOT
        at += SLOT
        target.mux(kept)

    return write


def _mp3_writer(target: Any, chapters: list[Start]) -> Callable[[bytes | None], None]:
    ends = [start for start, _ in chapters[1:]] + [start + 1 for start, _ in chapters[-1:]]
    target.set_chapters(
        [
            {"id": number, "start": start, "end": end, "time_base": Fraction(1, 1000), "metadata": {"title": title}}
            for number, ((start, title), end) in enumerate(zip(chapters, ends, strict=True))
        ]
    )
    decoder: Any = av.CodecContext.create("libopus", "r")
    decoder.sample_rate, decoder.layout = RATE, "mono"
    resampler = av.AudioResampler(format="s16p", layout="mono", rate=RATE)
    stream = target.add_stream("libmp3lame", rate=RATE)
    stream.layout, stream.format, stream.bit_rate = "mono", "s16p", MP3_RATE
    at = 0

    def write(packet: bytes | None) -> None:
        nonlocal at
        for heard in decoder.decode(av.Packet(packet)) if packet is not None else ():
            for frame in resampler.resample(heard):
                frame.pts, frame.time_base = at, Fraction(1, RATE)
                at += frame.samples
                target.mux(stream.encode(frame))
        if packet is None:
            target.mux(stream.encode(None))

    return write
