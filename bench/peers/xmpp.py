"""A light XMPP client, so that one process can be thousands of members of a room: TCP, SASL ANONYMOUS, MUC (XEP-0045)."""

import asyncio
import re
from typing import cast

from bench.peers.mark import now_ms

HOST, ROOM = "localhost", "room@rooms.localhost"
END = b"</body>"
_SAID = re.compile(rb"<body>(\d+)~")
_OPEN = (
    f"<?xml version='1.0'?><stream:stream to='{HOST}' xmlns='jabber:client' "
    "xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>"
)
_AUTH = "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='ANONYMOUS'/>"
_BIND = "<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>"


class Crowd:
    """What the members saw together."""

    def __init__(self) -> None:
        self.measuring = False
        self.delivered = 0
        self.delays: list[int] = []
        self.lost = 0


class Member(asyncio.Protocol):
    """One connection. `ready` is done when it is bound, `inside` when the room has let it in."""

    def __init__(self, crowd: Crowd, nick: str, looks: bool) -> None:
        loop = asyncio.get_running_loop()
        self.crowd, self.nick, self.looks = crowd, nick, looks
        self.ready: asyncio.Future[None] = loop.create_future()
        self.inside: asyncio.Future[None] = loop.create_future()
        self.refused = 0
        self._steps = [(b"ANONYMOUS", _AUTH), (b"<success", _OPEN), (b"xmpp-bind", _BIND), (b"<jid>", "")]
        self._buffer = b""
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.send(_OPEN)

    def send(self, text: str) -> None:
        """As it is."""
        if self.transport is not None and not self.transport.is_closing():
            self.transport.write(text.encode())

    def join(self) -> None:
        """Asks to be let in, without the room's history."""
        x = "<x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='0'/></x>"
        self.send(f"<presence to='{ROOM}/{self.nick}'>{x}</presence>")

    def say(self, number: int) -> None:
        """One message to everybody, with the time in it."""
        self.send(f"<message to='{ROOM}' type='groupchat' id='{self.nick}-{number}'><body>{now_ms()}~{TEXT}</body></message>")

    def data_received(self, data: bytes) -> None:
        buffer = self._buffer + data
        if self._steps:
            self._buffer = self._step(buffer)
            return
        if not self.inside.done() and b"110" in buffer and b"status" in buffer:
            self.inside.set_result(None)
        if b"type='error'" in buffer or b'type="error"' in buffer:
            self.refused += 1
        crowd, done = self.crowd, buffer.rfind(END) + len(END) if END in buffer else 0
        if crowd.measuring and done:
            crowd.delivered += buffer.count(END)
            if self.looks:
                now = now_ms()
                crowd.delays += [(now - int(said)) & 0xFFFFFFFF for said in _SAID.findall(buffer)]
        # A stanza is a few hundred bytes: what stands before the last of them is never needed again.
        self._buffer = buffer[max(done, len(buffer) - 600) :]

    def _step(self, buffer: bytes) -> bytes:
        while self._steps and self._steps[0][0] in buffer:
            _, answer = self._steps.pop(0)
            buffer = b""
            if answer:
                self.send(answer)
        if not self._steps and not self.ready.done():  # nobody waits any more for one who is so late
            self.ready.set_result(None)
        return buffer

    def connection_lost(self, error: Exception | None) -> None:
        self.crowd.lost += 1
        for waiting in (self.ready, self.inside):
            if not waiting.done():
                waiting.set_exception(ConnectionError(f"{self.nick} was cut off: {self._buffer[-200:]!r}"))
                waiting.exception()


TEXT = "كلمة في المجلس يسمعها كل من حضر، وما زاد عليها فهو من حق غيره"


async def enter(port: int, crowd: Crowd, number: int, looks: bool) -> Member:
    """Connects, signs in and joins. Raises ConnectionError or TimeoutError."""
    loop = asyncio.get_running_loop()
    _, member = await loop.create_connection(lambda: Member(crowd, f"m{number}", looks), "127.0.0.1", port)
    async with asyncio.timeout(60):
        await member.ready
        member.join()
        await member.inside
    return member
