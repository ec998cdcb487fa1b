"""A gathering's sound: from the speaker's connection, through the gate, to everybody else who listens."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from multaqa.live.connection import Connection
from multaqa.live.core.bundles import Bundler, bundle_size
from multaqa.live.core.sound import Gate, Verdict
from multaqa.live.frames import sound_frame
from multaqa.live.recorder import Tapes
from multaqa.live.sweep import Cast, Sweep
from multaqa.wire.audio import with_stream
from multaqa.wire.events import SoundHeard
from multaqa.wire.views import Picture

MOST_VOICES = 4


class Rows(NamedTuple):
    """Those who may speak are near; the rest are the gallery."""

    near: list[Connection]
    gallery: list[Connection]


class Sound:
    """`connections` are all of the gathering; `clock` measures durations, `wall` tells tapes the hour. `on_sound` is given each
    message that goes out (the HTTP doors), `publish` each that came in here (the other nodes), `tapes` what is recorded of it."""

    def __init__(
        self,
        connections: dict[str, Connection],
        sweep: Sweep,
        clock: Callable[[], int],
        wall: Callable[[], int],
        *,
        on_sound: Callable[[bytes], None],
        publish: Callable[[bytes], None],
        tapes: Tapes | None = None,
    ) -> None:
        self.gate = Gate()
        self._connections, self._sweep, self._clock, self._wall = connections, sweep, clock, wall
        self._on_sound, self._publish, self._tapes = on_sound, publish, tapes
        self._near: frozenset[int] = frozenset()
        self._ended_well: frozenset[int] = frozenset()
        self._rows: Rows | None = None
        self._bundlers: dict[int, Bundler] = {}
        self._speakers: dict[str, Connection] = {}
        self._alarm: asyncio.TimerHandle | None = None

    def obey(self, picture: Picture) -> None:
        """Takes in a new picture; whoever is off the air in it is silent from this moment on."""
        self.gate.obey(picture, self._clock())
        if self._tapes is not None:
            self._tapes.obey(picture, self._wall())
        # Whoever ended a turn said the last word of it with the floor: what is on its way still goes out. Whoever was
        # taken off the air is silent at once.
        self._ended_well = frozenset(turn.stream for turn in picture.spoke[:MOST_VOICES] if turn.state == "finished")
        self._forget_streams()
        near = frozenset(turn.person.id for turn in picture.turns) | {person.id for person in picture.staff}
        if near != self._near:
            # What is held for the gallery goes out before anybody changes rows, or they would miss it.
            self._flush_all()
            self._near, self._rows = near, None

    def silence(self, person: int) -> None:
        """Takes somebody off the air before the picture says so."""
        self.gate.silence(person, self._clock())
        self._forget_streams()

    def rows_changed(self) -> None:
        """Somebody came, left, or changed the door."""
        self._rows = None

    def take(self, speaker: Connection, message: bytes, packets: int) -> Verdict:
        """A checked audio message from a connection: passed on, or not, and why."""
        now = self._clock()
        verdict = self.gate.judge(speaker.person_id, speaker.id, message, packets, now)
        if verdict == "pass":
            stream = self.gate.stream_of(speaker.person_id)
            assert stream is not None
            self._speakers[speaker.id] = speaker
            stamped = with_stream(message, stream)
            if self._tapes is not None:
                self._tapes.take(stream, stamped, self._wall())
            self._publish(stamped)
            self.spread(stamped, stream, speaker)
        return verdict

    def hear(self, message: bytes, *, is_senior: bool) -> None:
        """A message whose speaker is at another node; that node checked it, this one checks the stream."""
        stream = int.from_bytes(message[2:4], "big")
        if self.gate.hear(stream, is_senior, self._clock()):
            self.spread(message, stream, None)

    def spread(self, message: bytes, stream: int, speaker: Connection | None) -> None:
        """To all listeners but the speaker's own connection; `speaker` is None when they are at another node."""
        now = self._clock()
        self._on_sound(message)
        rows = self._rows or self._seat()
        self._send(message, stream, rows.near, speaker)
        if rows.gallery:
            bundler = self._bundlers.setdefault(stream, Bundler())
            for bundle in bundler.add(message, bundle_size(len(rows.gallery)), now):
                self._send(bundle, stream, rows.gallery, speaker)
            self._set_alarm(now)

    def acknowledge(self) -> None:
        """Tells each speaker up to where their sound was taken."""
        for speaker in self._speakers.values():
            for stream, slot in self.gate.heard_from(speaker.id):
                speaker.say(SoundHeard(stream=stream, slot=slot))
        self._speakers.clear()

    def let_go(self, connection: Connection) -> None:
        """A connection ended."""
        self.gate.let_go(connection.id)
        self._speakers.pop(connection.id, None)
        self._rows = None

    def stop(self) -> None:
        """Nothing more goes out."""
        if self._tapes is not None:
            self._tapes.stop(self._wall())
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None

    def _send(self, message: bytes, stream: int, to: list[Connection], speaker: Connection | None) -> None:
        cast = Cast(sound_frame(message), stream, int.from_bytes(message[4:8], "big"), self._clock(), speaker)
        self._sweep.sound(to, cast, partial(self._may_go_out, stream))

    def _may_go_out(self, stream: int) -> bool:
        return self._is_on_air(stream) or stream in self._ended_well

    def _is_on_air(self, stream: int) -> bool:
        return stream in self.gate.streams()

    def _seat(self) -> Rows:
        rows = Rows([], [])
        for connection in self._connections.values():
            if connection.door == "live":
                (rows.near if connection.person_id in self._near else rows.gallery).append(connection)
        self._rows = rows
        return rows

    def _forget_streams(self) -> None:
        streams = self.gate.streams()
        for stream in self._ended_well & self._bundlers.keys():
            for bundle in self._bundlers[stream].flush():
                self._send(bundle, stream, (self._rows or self._seat()).gallery, None)
        self._bundlers = {stream: bundler for stream, bundler in self._bundlers.items() if stream in streams}

    def _flush_all(self) -> None:
        rows = self._rows or self._seat()
        for stream, bundler in self._bundlers.items():
            for bundle in bundler.flush():
                self._send(bundle, stream, rows.gallery, None)

    def _set_alarm(self, now: int) -> None:
        due = min((bundler.due for bundler in self._bundlers.values() if bundler.due is not None), default=None)
        if due is not None and self._alarm is None:
            self._alarm = asyncio.get_running_loop().call_later(max(0, due - now) / 1000, self._flush_due)

    def _flush_due(self) -> None:
        self._alarm, now = None, self._clock()
        rows = self._rows or self._seat()
        for stream, bundler in self._bundlers.items():
            if bundler.due is not None and bundler.due <= now:
                for bundle in bundler.flush():
                    self._send(bundle, stream, rows.gallery, None)
        self._set_alarm(now)
