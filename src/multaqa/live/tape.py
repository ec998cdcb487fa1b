"""The file of one turn while it grows: packets as the speaker's browser made them, a page at least every second."""

import os
import secrets
import time
from pathlib import Path

from multaqa.live.core.placing import Placing
from multaqa.live.listen.ogg import OggStream
from multaqa.live.listen.opus import PACKETS_PER_SECOND, SILENCE, lasts_one_slot
from multaqa.live.mending import mend
from multaqa.live.ports import Mended
from multaqa.wire.audio import decode_audio

PAGE_PACKETS = PACKETS_PER_SECOND
PAGE_SECONDS = 1.0
SYNC_PAGES = 5


class Tape:
    """Every page is written by itself and unbuffered, so that a program that is killed leaves all but the last second.
    `path` must not exist. Not for the event loop: the disk may take its time."""

    def __init__(self, path: Path, starts_ms: int) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path, self._placing = path, Placing(starts_ms)
        self._file = path.open("xb", buffering=0)
        self._stream = OggStream(secrets.randbits(32))
        self._waiting: list[bytes] = []
        self._pages = 0
        self._wrote_at = self.touched_at = time.monotonic()
        self._write(self._stream.begin())

    def add(self, message: bytes, at_ms: int) -> bool:
        """Takes a message of sound, with silence in place of what is missing before it. False, and nothing is taken, when
        too much is missing: then it begins another part."""
        sound = decode_audio(message)
        self.touched_at = time.monotonic()
        if not sound.packets:
            return True
        place = self._placing.place(sound.slot, len(sound.packets), at_ms)
        if place is None:
            return False
        for _ in range(place.hole):
            self._put(SILENCE)
        for packet in sound.packets[place.known :]:
            self._put(packet if lasts_one_slot(packet) else SILENCE)
        return True

    def turn_page(self) -> None:
        """Writes what has waited for a second."""
        if self._waiting and time.monotonic() - self._wrote_at >= PAGE_SECONDS:
            self._page()

    def end(self) -> Mended:
        """Closes the file as a whole stream. After an error of the disk: as much of it as was written."""
        try:
            if self._waiting:
                self._page()
            self._write(self._stream.end())
        finally:
            self._file.close()
        return mend(self.path)

    def _put(self, packet: bytes) -> None:
        self._waiting.append(packet)
        if len(self._waiting) >= PAGE_PACKETS:
            self._page()

    def _page(self) -> None:
        packets, self._waiting = self._waiting, []
        self._write(self._stream.page(packets))
        self._pages += 1
        if self._pages % SYNC_PAGES == 0:
            os.fsync(self._file.fileno())

    def _write(self, page: bytes) -> None:
        self._wrote_at = time.monotonic()
        view = memoryview(page)
        while view:
            view = view[self._file.write(view) :]
