"""Mumble: its server with Debian's own settings, and a light client that listens by UDP or by the TCP tunnel."""

import asyncio
import os
import ssl
import struct
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from bench.peers import mark
from bench.peers.ears import LOOKS, Counts
from bench.peers.machine import Tree, free_port, started
from bench.peers.ocb2 import Crypt

VERSION, TUNNEL, LOGIN, PING, REJECT, SYNC, CRYPT = 0, 1, 2, 3, 4, 5, 15
AT_ONCE = 16
PING_SECONDS = 10
PACKETS = 3  # one Opus packet of 60 ms: what our own speakers send
_HEAD = struct.Struct(">HI")

# Debian's mumble-server.ini, with room for the crowd; a ban would shut out the one address everybody comes from.
CONFIG = """database={folder}/mumble.sqlite
logfile={folder}/mumble.log
pidfile=
welcometext=
host=127.0.0.1
port={port}
serverpassword=
bandwidth=72000
users=20000
messageburst=5
messagelimit=1
allowping=true
autobanAttempts=0
"""


@contextmanager
def murmur() -> Iterator[tuple[int, Tree]]:
    """A running server: its port, for TCP and UDP, and its processes."""
    with tempfile.TemporaryDirectory(prefix="multaqa-mumble-", ignore_cleanup_errors=True) as folder:
        port, config = free_port(), Path(folder) / "mumble.ini"
        config.write_text(CONFIG.format(folder=folder, port=port))
        Path(folder).chmod(0o777)
        user = "mumble-server" if os.geteuid() == 0 else None
        with started(["murmurd", "-fg", "-ini", str(config)], port=port, user=user, cwd=folder) as process:
            yield port, Tree(process.pid)


class Listener(asyncio.Protocol):
    """One client. `synced` is done when it is in; `crypt` is there by then."""

    def __init__(self, counts: Counts, name: str, looks: bool) -> None:
        self.counts, self.name, self.looks = counts, name, looks
        self.synced: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.crypt: Crypt | None = None
        self.staying: asyncio.Task[None] | None = None
        self.transport: asyncio.Transport | None = None
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.send(VERSION, b"\x08" + _varint(0x010304) + _text(2, "bench"))
        self.send(LOGIN, _text(1, self.name) + b"\x28\x01")

    async def stay(self) -> None:
        """Whoever says nothing for half a minute is put out."""
        while self.transport is not None and not self.transport.is_closing():
            await asyncio.sleep(PING_SECONDS)
            self.send(PING, b"")

    def send(self, kind: int, body: bytes) -> None:
        """One message of the control connection."""
        if self.transport is not None and not self.transport.is_closing():
            self.transport.write(_HEAD.pack(kind, len(body)) + body)

    def data_received(self, data: bytes) -> None:
        buffer, at = self._buffer + data if self._buffer else data, 0
        while len(buffer) - at >= _HEAD.size:
            kind, size = _HEAD.unpack_from(buffer, at)
            if len(buffer) - at < _HEAD.size + size:
                break
            at += _HEAD.size
            self._message(kind, buffer[at : at + size])
            at += size
        self._buffer = buffer[at:]

    def _message(self, kind: int, body: bytes) -> None:
        if kind == TUNNEL:
            heard(self.counts, self.looks, body)
        elif kind == CRYPT and 1 in (parts := dict(_fields(body))):  # without a key it only asks how far we counted
            self.crypt = Crypt(parts[1], parts[2], parts[3])
        elif kind == SYNC and not self.synced.done():
            self.synced.set_result(None)
        elif kind == REJECT and not self.synced.done():
            self.synced.set_exception(ConnectionError(repr(body)))

    def connection_lost(self, error: Exception | None) -> None:
        self.counts.lost += 1
        if self.staying is not None:
            self.staying.cancel()
        if not self.synced.done():
            self.synced.set_exception(ConnectionError("closed before it was in"))


class Datagrams(asyncio.DatagramProtocol):
    """The UDP side of a listener: it pings once, so that the server knows where to send, and hears."""

    def __init__(self, listener: Listener) -> None:
        self.listener = listener
        self.pinged: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert self.listener.crypt is not None
        cast(asyncio.DatagramTransport, transport).sendto(self.listener.crypt.seal(b"\x20\x01"))

    def datagram_received(self, data: bytes, address: object) -> None:
        listener = self.listener
        if not self.pinged.done():
            self.pinged.set_result(None)
        if not listener.looks:
            heard(listener.counts, False, data)
        elif listener.crypt is not None and (plain := listener.crypt.open(data)) is not None:
            heard(listener.counts, True, plain + b"1234")


def heard(counts: Counts, looks: bool, body: bytes) -> None:
    """Sound came."""
    if counts.measuring:
        counts.reads += 1
        counts.bytes += len(body)
        if looks:
            counts.delays.extend(mark.delays(body, mark.now_ms()))


async def crowd(port: int, listeners: int, *, udp: bool) -> tuple[Counts, list[Listener]]:
    """So many, all in; with `udp` all known to the server by their datagrams. Raises ConnectionError or TimeoutError."""
    counts, gate, loop = Counts(), asyncio.Semaphore(AT_ONCE), asyncio.get_running_loop()

    async def come(number: int) -> Listener:
        async with gate, asyncio.timeout(120):
            listener = await connect(port, counts, f"ear{number}", number % LOOKS == 0)
            if udp:
                _, side = await loop.create_datagram_endpoint(lambda: Datagrams(listener), remote_addr=("127.0.0.1", port))
                await side.pinged
            return listener

    return counts, list(await asyncio.gather(*(come(number) for number in range(listeners))))


async def connect(port: int, counts: Counts, name: str, looks: bool) -> Listener:
    """One client, in."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    loop = asyncio.get_running_loop()
    _, listener = await loop.create_connection(lambda: Listener(counts, name, looks), "127.0.0.1", port, ssl=context)
    await listener.synced
    listener.staying = loop.create_task(listener.stay())
    return listener


async def speak(speaker: Listener) -> None:
    """Marked packets of 60 ms, each sent when its last sample has been spoken. Until cancelled."""
    loop, count = asyncio.get_running_loop(), 0
    began, spoken = loop.time(), mark.now_ms()
    while True:
        sound = b"".join(mark.packet(spoken + (count + i) * mark.PACKET_MS) for i in range(PACKETS))
        count += PACKETS
        await asyncio.sleep(max(0.0, began + count * mark.PACKET_MS / 1000 - loop.time()))
        # Opus to everybody; the number of its first 10 ms; its length.
        speaker.send(TUNNEL, b"\x80" + _mumble_int(count * 2) + _mumble_int(len(sound)) + sound)


def _mumble_int(value: int) -> bytes:
    if value < 0x80:
        return bytes((value,))
    if value < 0x4000:
        return bytes((0x80 | value >> 8, value & 0xFF))
    return bytes((0xC0 | value >> 16, value >> 8 & 0xFF, value & 0xFF))


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes(out) + bytes((value,))


def _text(number: int, text: str) -> bytes:
    return bytes((number << 3 | 2, len(text))) + text.encode()


def _fields(body: bytes) -> Iterator[tuple[int, bytes]]:
    """The short byte fields of a protobuf message."""
    at = 0
    while at < len(body) and body[at] & 7 == 2:
        size = body[at + 1]
        yield body[at] >> 3, body[at + 2 : at + 2 + size]
        at += 2 + size
