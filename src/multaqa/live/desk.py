"""Where a connection's frames are dealt with: answered here, passed on, or refused. Nothing here waits."""

from collections.abc import Callable
from typing import cast

from multaqa.live.connection import Connection
from multaqa.live.core.presence import Door as DoorName
from multaqa.live.deeds import Deeds
from multaqa.live.gathering import LiveGathering
from multaqa.live.metrics import FRAMES_IN, REFUSED_SOUND
from multaqa.wire.audio import BadAudio, count_packets
from multaqa.wire.close_codes import CloseCode
from multaqa.wire.codec import BadCommand, decode_command
from multaqa.wire.commands import AnyCommand, Door, Heard, Hello, Keyed, People, Ping
from multaqa.wire.events import Pong, Refusal, Reply

BAD_AT_MOST = 10
SILENT_MS = 60_000

_words_in = FRAMES_IN.labels("words")
_sound_in = FRAMES_IN.labels("sound")


class Desk:
    """One connection's. `clock` tells the hour, `steady` how long something took."""

    __slots__ = ("__weakref__", "_clock", "_connection", "_deeds", "_gathering", "_steady")

    def __init__(
        self,
        connection: Connection,
        gathering: LiveGathering,
        deeds: Deeds,
        clock: Callable[[], int],
        steady: Callable[[], int],
    ) -> None:
        self._connection, self._gathering, self._deeds = connection, gathering, deeds
        self._clock, self._steady = clock, steady

    def end_if_silent(self) -> None:
        """A browser sends at least a ping every 20 s; one that has not for a minute is gone without saying so."""
        if self._steady() - self._connection.seen_at > SILENT_MS:
            self._connection.close(CloseCode.SILENT)

    # ── words ──

    def take_text(self, text: bytes) -> None:
        """A text frame."""
        _words_in.inc()
        now = self._connection.seen_at = self._steady()
        if self._connection.credit.frames.take(now):
            self._connection.close(CloseCode.TOO_FAST)
            return
        try:
            command = decode_command(text)
        except BadCommand as bad:
            self._refuse_bad(bad.code, bad.key)
            return
        self._take(command, now)

    def _take(self, command: AnyCommand, now: int) -> None:
        match command:
            case Ping(t=t):
                self._connection.say(Pong(t=t, now=self._clock()))
            case Heard(stream=stream, slot=slot, next=next_ms):
                self._connection.hearing.heard(stream, slot, now, next_ms)
            case Hello(key=key):
                self._refuse_bad("malformed", key)
            case Keyed(key=key):
                wait = self._connection.credits.take(command, now)
                if wait:
                    self._refuse_haste(key, wait)
                else:
                    self._do(command)

    def _do(self, command: Keyed) -> None:
        match command:
            case People(key=key, search=search, page=page):
                people, total = self._gathering.present.people(search, page)
                self._connection.say(Reply(re=key, people=people, total=total))
            case Door(key=key, door=door):
                self._gathering.change_door(self._connection, cast(DoorName, door))
                self._connection.say(Reply(re=key))
            case _:
                if not self._deeds.put(command):
                    self._refuse_haste(command.key, 1000)

    def _refuse_haste(self, key: str, wait_ms: int) -> None:
        self._connection.say(Refusal(re=key, refused="too_fast", facts={"seconds": -(-wait_ms // 1000)}))

    def _refuse_bad(self, code: str, key: str) -> None:
        self._connection.bad += 1
        if self._connection.bad >= BAD_AT_MOST:
            self._connection.close(CloseCode.BAD_FRAME)
        else:
            self._connection.say(Refusal(re=key, refused=code))

    # ── sound ──

    def take_sound(self, message: bytes) -> None:
        """A binary frame."""
        _sound_in.inc()
        now = self._connection.seen_at = self._steady()
        try:
            packets = count_packets(message)
        except BadAudio:
            self._connection.close(CloseCode.BAD_FRAME)
            return
        if self._connection.credit.packets.take(now, packets):
            self._offend("too_fast", CloseCode.TOO_FAST, now)
            return
        verdict = self._gathering.sound.take(self._connection, message, packets)
        if verdict == "no_floor":
            self._offend(verdict, CloseCode.NO_FLOOR, now)
        elif verdict != "pass":
            REFUSED_SOUND.labels(verdict).inc()

    def _offend(self, verdict: str, code: CloseCode, now: int) -> None:
        """A few may be a page that has not heard yet; more is somebody trying."""
        REFUSED_SOUND.labels(verdict).inc()
        if self._connection.credit.offences.take(now):
            self._connection.close(code)
