"""The HTTP answers of the door, as ASGI messages."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

OGG = b"audio/ogg; codecs=opus"
PLAYLIST = b"application/vnd.apple.mpegurl"
MP4 = b"audio/mp4"
TEXT = b"text/plain; charset=utf-8"

# A page of any site may play a room: what guards a closed one is the token, never the place it is played from.
_ALWAYS: Headers = [(b"access-control-allow-origin", b"*"), (b"x-content-type-options", b"nosniff")]
# Who may listen can change within the minute, and a list is old in a second.
_NOT_KEPT = (b"cache-control", b"no-store")


async def answer(
    send: Send, status: int, kind: bytes, body: bytes, *, with_body: bool, more: Headers | None = None, keep_seconds: int = 0
) -> None:
    """A whole answer at once. For HEAD, `with_body` is False: the same headers, and nothing after them. Caches on the way may
    keep it for `keep_seconds`."""
    length = (b"content-length", str(len(body)).encode())
    kept = (b"cache-control", f"public, max-age={keep_seconds}".encode()) if keep_seconds else _NOT_KEPT
    await _begin(send, status, kind, [length, kept, *(more or [])])
    await send({"type": "http.response.body", "body": body if with_body else b""})


async def begin_stream(send: Send, kind: bytes) -> None:
    """The headers of an answer whose end is not known. Proxies are asked to pass it on as it comes."""
    passing_on = [_NOT_KEPT, (b"accept-ranges", b"none"), (b"x-accel-buffering", b"no"), (b"connection", b"close")]
    await _begin(send, 200, kind, passing_on)


async def continue_stream(send: Send, body: bytes) -> None:
    """The next bytes; waits while the socket is full."""
    await send({"type": "http.response.body", "body": body, "more_body": True})


async def end_stream(send: Send) -> None:
    """Says that nothing follows."""
    await send({"type": "http.response.body", "body": b""})


async def _begin(send: Send, status: int, kind: bytes, headers: Headers) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", kind), *_ALWAYS, *headers]})
