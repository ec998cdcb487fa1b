"""Making a full socket felt at once.

A listener's stream is some 4 KB a second. With the usual buffers of the kernel and of the server a reader who has
stopped is noticed after fifteen minutes and four megabytes; with small ones, after seconds. ASGI does not show the
connection, so it is looked for where uvicorn keeps it: behind the `send` it hands out. Where it is not found (a
wrapped `send`, another server) streams work the same, and only slow readers are noticed late.
"""

import socket
from typing import Any, Protocol

from multaqa.live.listen.answers import Send

KERNEL_BYTES = 16 * 1024
SERVER_BYTES = 8 * 1024


class Connection(Protocol):
    """What is used of an `asyncio.Transport`."""

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None: ...
    def get_extra_info(self, name: str, default: Any = None) -> Any: ...
    def abort(self) -> None: ...


def find_connection(send: Send) -> Connection | None:
    """The connection behind uvicorn's own `send`; None behind any other."""
    connection: Connection | None = getattr(getattr(send, "__self__", None), "transport", None)
    return connection


def narrow(connection: Connection | None) -> None:
    """Leaves room for a few seconds of the stream; the connection is good for nothing else afterwards."""
    if connection is None:
        return
    connection.set_write_buffer_limits(high=SERVER_BYTES)
    wire = connection.get_extra_info("socket")
    if wire is not None:
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, KERNEL_BYTES)
