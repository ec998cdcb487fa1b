"""A light WebSocket client, so that one process can be thousands of listeners. It speaks to our own node only: no
compression, no fragments."""

import asyncio
import functools
import os
import ssl
import struct
from base64 import b64encode
from collections.abc import Callable
from typing import cast
from urllib.parse import urlsplit

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10


class Socket(asyncio.Protocol):
    """`on_text` and `on_binary` are called with whole messages; `on_close` once, with the close code (1006: cut off)."""

    def __init__(
        self, on_text: Callable[[bytes], None], on_binary: Callable[[bytes], None], on_close: Callable[[int], None]
    ) -> None:
        self.on_text, self.on_binary, self.on_close = on_text, on_binary, on_close
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.transport: asyncio.Transport | None = None
        self._buffer = b""
        self._code = 1006

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transport has every method of asyncio's, and is none of its children.
        self.transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self._buffer = buffer = self._buffer + data if self._buffer else data
        if not self.opened.done() and not self._open(buffer):
            return
        buffer, at, size = self._buffer, 0, len(self._buffer)
        while size - at >= 2:
            length, start = buffer[at + 1] & 0x7F, at + 2
            if length == 126:
                if size - at < 4:
                    break
                (length,) = struct.unpack_from(">H", buffer, at + 2)
                start = at + 4
            elif length == 127:
                if size - at < 10:
                    break
                (length,) = struct.unpack_from(">Q", buffer, at + 2)
                start = at + 10
            if size - start < length:
                break
            self._frame(buffer[at] & 0x0F, buffer[start : start + length])
            at = start + length
        self._buffer = buffer[at:]

    def _open(self, buffer: bytes) -> bool:
        end = buffer.find(b"\r\n\r\n")
        if end < 0:
            return False
        status = buffer[:end].split(b"\r\n", 1)[0]
        self._buffer = buffer[end + 4 :]
        if b" 101 " not in status:
            self.opened.set_exception(ConnectionError(status.decode("latin-1")))
            return False
        self.opened.set_result(None)
        return True

    def _frame(self, opcode: int, payload: bytes) -> None:
        if opcode == BINARY:
            self.on_binary(payload)
        elif opcode == TEXT:
            self.on_text(payload)
        elif opcode == PING:
            self._write(PONG, payload)
        elif opcode == CLOSE:
            self._code = int.from_bytes(payload[:2], "big") if len(payload) >= 2 else 1005
            if self.transport is not None:
                self.transport.close()

    def connection_lost(self, error: Exception | None) -> None:
        if not self.opened.done():
            self.opened.set_exception(ConnectionError("closed before it opened"))
        self.on_close(self._code)

    def send_text(self, text: bytes) -> None:
        """One text message."""
        self._write(TEXT, text)

    def send_binary(self, data: bytes) -> None:
        """One binary message."""
        self._write(BINARY, data)

    def close(self, code: int = 1000) -> None:
        """Closes in order."""
        self._write(CLOSE, code.to_bytes(2, "big"))

    def cut(self) -> None:
        """Drops the connection as a lost network does."""
        if self.transport is not None:
            self.transport.abort()

    def stall(self, stalled: bool) -> None:
        """Stops or goes on reading, as a phone in a tunnel does."""
        if self.transport is not None and not self.transport.is_closing():
            (self.transport.pause_reading if stalled else self.transport.resume_reading)()

    def _write(self, opcode: int, payload: bytes) -> None:
        if self.transport is None or self.transport.is_closing():
            return
        mask, size = os.urandom(4), len(payload)
        if size < 126:
            head = struct.pack(">BB", 0x80 | opcode, 0x80 | size)
        else:
            head = struct.pack(">BBH", 0x80 | opcode, 0x80 | 126, size)
        key = int.from_bytes((mask * (size // 4 + 1))[:size], "big")
        masked = (int.from_bytes(payload, "big") ^ key).to_bytes(size, "big") if size else b""
        self.transport.write(head + mask + masked)


async def connect(
    url: str, on_text: Callable[[bytes], None], on_binary: Callable[[bytes], None], on_close: Callable[[int], None]
) -> Socket:
    """Opens `url` (http:// or https://, path /live). Certificates are those this machine trusts, or of the file that
    SSL_CERT_FILE names. Raises OSError, of which ConnectionError and ssl.SSLError are kinds."""
    parts = urlsplit(url)
    loop = asyncio.get_running_loop()
    secure = parts.scheme == "https"
    _, protocol = await loop.create_connection(
        lambda: Socket(on_text, on_binary, on_close),
        parts.hostname or "localhost",
        parts.port or (443 if secure else 80),
        ssl=_trusting() if secure else None,
    )
    assert protocol.transport is not None
    key = b64encode(os.urandom(16)).decode()
    protocol.transport.write(
        f"GET /live HTTP/1.1\r\nHost: {parts.netloc}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
    )
    await protocol.opened
    return protocol


@functools.cache
def _trusting() -> ssl.SSLContext:
    return ssl.create_default_context()
