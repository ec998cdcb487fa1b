"""A WebSocket by hand: frames that no library would send, and what comes back."""

import os
import socket
import struct
from base64 import b64encode
from contextlib import suppress

import msgspec

from multaqa.wire.codec import VERSION

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
PATIENCE_SECONDS = 20.0


def frame(opcode: int, payload: bytes = b"", *, fin: bool = True, reserved: int = 0, masked: bool = True) -> bytes:
    """One frame; `reserved` are the three bits as a number from 0 to 7."""
    head, size = (0x80 if fin else 0) | reserved << 4 | opcode, len(payload)
    bit = 0x80 if masked else 0
    if size < 126:
        start = struct.pack(">BB", head, bit | size)
    elif size < 65536:
        start = struct.pack(">BBH", head, bit | 126, size)
    else:
        start = struct.pack(">BBQ", head, bit | 127, size)
    if not masked:
        return start + payload
    mask = os.urandom(4)
    return start + mask + bytes(byte ^ mask[i % 4] for i, byte in enumerate(payload))


class Raw:
    """One socket. Raises OSError when the server does not open it."""

    def __init__(self, port: int, *, origin: str = "", holds: int = 0) -> None:
        """`holds`: how many bytes the system takes in for a reader who does not read; 0: as it likes."""
        self.socket = socket.socket()
        self.socket.settimeout(PATIENCE_SECONDS)
        if holds:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, holds)
        self.socket.connect(("127.0.0.1", port))
        said = f"Origin: {origin}\r\n" if origin else ""
        self.socket.sendall(
            f"GET /live HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n{said}"
            f"Sec-WebSocket-Key: {b64encode(os.urandom(16)).decode()}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        self._buffer = b""
        while b"\r\n\r\n" not in self._buffer:
            self._more()
        head, self._buffer = self._buffer.split(b"\r\n\r\n", 1)
        if b" 101 " not in head.split(b"\r\n")[0]:
            raise ConnectionError(head.split(b"\r\n")[0].decode())

    def hello(self, ticket: str, *, version: int = VERSION) -> None:
        """Says it; the answer is for `until`."""
        command = {"do": "hello", "key": "hello-hello", "ticket": ticket, "version": version}
        self.send(frame(TEXT, msgspec.json.encode(command)))

    def send(self, data: bytes) -> None:
        """Bytes as they are. A server that has closed already is no error: what it said is still to be read."""
        with suppress(OSError):
            self.socket.sendall(data)

    def until(self, opcode: int, containing: bytes = b"") -> bytes:
        """The payload of the next such frame. Raises ConnectionError when the other side closes before."""
        while True:
            found, payload = self._frame()
            if found == opcode and containing in payload:
                return payload
            if found == CLOSE:
                raise ConnectionError(f"closed with {int.from_bytes(payload[:2], 'big')}")

    def close_code(self) -> int:
        """The code the server closes with; 1005 for none said, 1006 when it says nothing."""
        try:
            while True:
                found, payload = self._frame()
                if found == CLOSE:
                    return int.from_bytes(payload[:2], "big") if payload else 1005
        except OSError:
            return 1006

    def end(self) -> None:
        """Gone."""
        self.socket.close()

    def _frame(self) -> tuple[int, bytes]:
        self._need(2)
        size, start = self._buffer[1] & 0x7F, 2
        if size >= 126:
            start = 4 if size == 126 else 10
            self._need(start)
            size = int.from_bytes(self._buffer[2:start], "big")
        self._need(start + size)
        opcode, payload = self._buffer[0] & 0x0F, self._buffer[start : start + size]
        self._buffer = self._buffer[start + size :]
        return opcode, payload

    def _need(self, size: int) -> None:
        while len(self._buffer) < size:
            self._more()

    def _more(self) -> None:
        data = self.socket.recv(65536)
        if not data:
            raise ConnectionError("the connection ended")
        self._buffer += data
