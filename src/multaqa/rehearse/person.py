"""One simulated person: a connection with its memory, which comes back by itself and counts what it hears."""

import asyncio
import random
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from multaqa.rehearse.socket import Socket, connect
from multaqa.wire.audio import SLOT_MS, SPEAKERS_PACKETS
from multaqa.wire.close_codes import CLOSES
from multaqa.wire.codec import VERSION


class Heading(msgspec.Struct):
    """What is read of every text message; the rest is only looked at by those who need it."""

    ev: str = ""
    n: int = 0
    re: str = ""
    refused: str = ""
    picture: msgspec.Raw = msgspec.Raw(b"null")


class NumberOnly(msgspec.Struct):
    """The number a picture is true at."""

    n: int


_heading = msgspec.json.Decoder(Heading)
_number = msgspec.json.Decoder(NumberOnly)
LATE_MS = 60_000
# As the browser has it: web/src/audio/downlink.ts.
HEARD_EVERY_MS, HEARD_OF_MANY_EVERY_MS, HEARD_IN_CALM_EVERY_MS = 500, 1000, 4000
ROUGH_MS, CALM_AFTER_MS = 400, 10_000
JOIN_SECONDS, REPLY_SECONDS = 30, 20
RETURN_SECONDS = 30.0
BACK_MS = {int(code): close.back_ms for code, close in CLOSES.items()} | {1000: None}
CUT_OFF_MS = (200, 1500)


@dataclass
class Person:
    """`n` is the last lasting event heard, `twice` counts those heard again, `gaps` those jumped over. `frames` counts
    audio packets, `mixed` the times a turn sounded again after another; `delays` are ms from mouth to here, of every message
    while `measuring`.

    `others` are addresses to try when `url` does not answer. Somebody `faithful` comes back by themselves, as a browser does,
    and says again under the same key what was not answered."""

    url: str
    ticket: str
    name: str = ""
    on_event: Callable[["Person", bytes, str], None] | None = None
    others: list[str] = field(default_factory=list)
    faithful: bool = False
    n: int = 0
    twice: int = 0
    gaps: int = 0
    frames: int = 0
    delays: list[int] = field(default_factory=list)
    measuring: bool = True
    closes: list[int] = field(default_factory=list)
    replies: dict[str, asyncio.Future[bytes]] = field(default_factory=dict)
    socket: Socket | None = None
    welcomed: asyncio.Event = field(default_factory=asyncio.Event)
    clock: Callable[[], int] = staticmethod(lambda: int(time.time() * 1000))
    joined_at: int = 0
    mixed: int = 0
    returns: int = 0
    _stream: bytes = b""
    _told_heard_at: int = 0
    _promised_ms: int = 0
    _came_at: int = 0
    _came_slot: int = 0
    _rough_at: int = 0
    _streams: set[bytes] = field(default_factory=set)
    _unanswered: dict[str, bytes] = field(default_factory=dict)
    _returning: asyncio.Task[None] | None = None

    async def join(self) -> None:
        """Opens the connection and waits for the welcome. Raises ConnectionError or TimeoutError."""
        self.welcomed.clear()
        self.socket = await self._connect()
        hello: dict[str, Any] = {"do": "hello", "key": secrets.token_hex(6), "ticket": self.ticket, "version": VERSION}
        if self.n:
            hello["since"] = self.n
        self.socket.send_text(msgspec.json.encode(hello))
        try:
            async with asyncio.timeout(JOIN_SECONDS):
                await self.welcomed.wait()
        except TimeoutError:
            # Left open, it would be taken for somebody who is in.
            self._cut()
            raise
        self.joined_at = self.joined_at or self.clock()

    async def _connect(self) -> Socket:
        """At one's own node, else at the next one that answers, which then is one's own."""
        for _ in self.others:
            try:
                return await connect(self.url, self._text, self._binary, self._closed)
            except OSError:
                self.url, *self.others = [*self.others, self.url]
        return await connect(self.url, self._text, self._binary, self._closed)

    async def do(self, command: str, *, key: str = "", twice: bool = False, **fields: Any) -> dict[str, Any]:
        """Sends a command, `twice` under the same key when asked, and answers its reply. Raises TimeoutError."""
        key = key or secrets.token_hex(8)
        future: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self.replies[key] = future
        message = msgspec.json.encode({"do": command, "key": key, **fields})
        if self.faithful:
            self._unanswered[key] = message
        else:
            assert self.socket is not None
        for _ in range(2 if twice else 1):
            # Before its welcome a connection takes no word; whoever is faithful says it after.
            if self.socket is not None and self.welcomed.is_set():
                self.socket.send_text(message)
        async with asyncio.timeout(REPLY_SECONDS + (RETURN_SECONDS if self.faithful else 0)):
            reply: dict[str, Any] = msgspec.json.decode(await future)
        return reply

    def _text(self, text: bytes) -> None:
        head = _heading.decode(text)
        if head.re:
            self._unanswered.pop(head.re, None)
            waiting = self.replies.pop(head.re, None)
            if waiting is not None and not waiting.done():
                waiting.set_result(text)
            return
        if head.ev == "welcome":
            if bytes(head.picture) != b"null":
                self.n = _number.decode(head.picture).n
            self.welcomed.set()
        elif head.n:
            self._count(head.n)
        if self.on_event is not None:
            self.on_event(self, text, head.ev)

    def _count(self, n: int) -> None:
        if n <= self.n:
            self.twice += 1
        else:
            self.gaps += n - self.n - 1
            self.n = n

    def _binary(self, data: bytes) -> None:
        packets, at, size = 0, 12, len(data)
        while at < size:
            at += 2 + ((data[at] << 8) | data[at + 1])
            packets += 1
        self.frames += packets
        if data[2:4] != self._stream:
            self._stream = data[2:4]
            self.mixed += self._stream in self._streams
            self._streams.add(self._stream)
        now = self.clock()
        self.tell_heard(data, packets, now)
        if self.measuring:
            delay = (now - int.from_bytes(data[8:12], "big")) & 0xFFFFFFFF
            if delay < LATE_MS:
                self.delays.append(delay)

    def tell_heard(self, data: bytes, packets: int, now: int) -> None:
        """Says how far the sound came, when it is time to; `now` in ms."""
        slot = int.from_bytes(data[4:8], "big")
        if now - self._came_at - (slot - self._came_slot) * SLOT_MS > ROUGH_MS:
            self._rough_at = now
        self._came_at, self._came_slot = now, slot
        every_ms = HEARD_EVERY_MS
        if packets > SPEAKERS_PACKETS:
            every_ms = HEARD_OF_MANY_EVERY_MS if now - self._rough_at < CALM_AFTER_MS else HEARD_IN_CALM_EVERY_MS
        if now - self._told_heard_at >= min(every_ms, self._promised_ms) and self.socket is not None:
            self._told_heard_at, self._promised_ms = now, every_ms
            said = (int.from_bytes(data[2:4], "big"), slot + packets - 1, every_ms)
            self.socket.send_text(b'{"do":"heard","stream":%d,"slot":%d,"next":%d}' % said)

    def _closed(self, code: int) -> None:
        self.closes.append(code)
        self.socket = None
        back_ms = BACK_MS.get(code, CUT_OFF_MS)
        if self.faithful and back_ms is not None and (self._returning is None or self._returning.done()):
            self._returning = asyncio.get_running_loop().create_task(self._return(back_ms))

    async def _return(self, back_ms: tuple[int, int]) -> None:
        loop = asyncio.get_running_loop()
        until = loop.time() + RETURN_SECONDS
        while self.socket is None and loop.time() < until:
            await asyncio.sleep(random.uniform(*back_ms) / 1000)
            try:
                await self.join()
            except (OSError, TimeoutError):
                self._cut()
                continue
            self.returns += 1
            for message in self._unanswered.values():
                if self.socket is not None:
                    self.socket.send_text(message)

    def _cut(self) -> None:
        if self.socket is not None:
            self.socket.cut()

    def leave(self) -> None:
        """Goes in order, and does not come back."""
        self.faithful = False
        if self.socket is not None:
            self.socket.close()
