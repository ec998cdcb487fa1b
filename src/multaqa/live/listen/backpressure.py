"""Making a full socket felt at once.

A listener's stream is some 4 KB a second. With the usual buffers of the kernel and of the server a reader who has
stopped is noticed after fifteen minutes and four megabytes; with small ones, after seconds. ASGI does not show the
connection, so it is looked for where uvicorn keeps it: behind the `send` it hands out. Where it is not found (a
wrapped `send`, another server) streams work the same, and only slow readers are noticed late.
"""

import socket
from typing import Any, Protocol

from multaqa.live.listen.answers import Send
from multaqa.live.listen.player import Page

KERNEL_BYTES = 16 * 1024
SERVER_BYTES = 8 * 1024


class Connection(Protocol):
    """What is used of an `asyncio.Transport`."""

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None: ...
    def get_extra_info(self, name: str, default: Any = None) -> Any: ...
    def get_write_buffer_size(self) -> int: ...
    def is_closing(self) -> bool: ...
    def write(self, data: bytes) -> None: ...
    def abort(self) -> None: ...


class ChunkPipe:
    """The body of an answer that uvicorn sends in chunks, written past it: what it would do for each listener is done once
    for all. Only between two calls of `send`, and before the one that ends the answer."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def take(self, page: Page) -> bool:
        """Writes a page; False, and nothing written, when the server holds as much as it may. To one who has gone nothing
        is written, and nothing kept for them."""
        connection = self._connection
        if connection.get_write_buffer_size() > SERVER_BYTES:
            return False
        if not connection.is_closing():
            connection.write(page.chunk)
        return True

    def force(self, page: Page) -> None:
        """Writes a page, full or not."""
        if not self._connection.is_closing():
            self._connection.write(page.chunk)


def find_pipe(send: Send) -> ChunkPipe | None:
    """The way past uvicorn's own `send` once it has begun an answer in chunks; None behind any other."""
    connection = find_connection(send)
    chunked = getattr(getattr(send, "__self__", None), "chunked_encoding", None)
    return ChunkPipe(connection) if connection is not None and chunked is True else None


def find_connection(send: Send) -> Connection | None:
    """The connection behind uvicorn's own `send`; None behind any other."""
    connection: Connection | None = getattr(getattr(send, "__self__", None), "transport", None)
    return connection


def narrow(connection: Connection | None) -> None:
    """Leaves room for a few seconds of the stream; the connection is good for nothing else afterwards."""
    if connection is None or connection.is_closing():
        return
    connection.set_write_buffer_limits(high=SERVER_BYTES)
    wire = connection.get_extra_info("socket")
    if wire is not None:
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, KERNEL_BYTES)
