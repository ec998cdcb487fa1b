"""Who is calling, when reverse proxies stand in front: the address the outermost of them wrote down."""

from typing import Any


class BehindProxies:
    """Sets the client's address and the scheme from X-Forwarded-For and X-Forwarded-Proto.

    `count` proxies are believed: each appends the address it was called from, so the caller stands that many places from
    the end. Anything further left was written by the caller, who may write what they like.
    """

    def __init__(self, application: Any, count: int) -> None:
        self._application = application
        self._count = count

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if self._count and scope["type"] in ("http", "websocket"):
            scope = {**scope, **self._seen_from_outside(scope)}
        await self._application(scope, receive, send)

    async def drain(self) -> None:
        """Passes on."""
        await self._application.drain()

    def _seen_from_outside(self, scope: Any) -> dict[str, Any]:
        seen: dict[str, Any] = {}
        places = _listed(scope["headers"], b"x-forwarded-for")
        if len(places) >= self._count:
            seen["client"] = (places[-self._count], 0)
        schemes = _listed(scope["headers"], b"x-forwarded-proto")
        if schemes and schemes[-1] in ("http", "https"):
            seen["scheme"] = schemes[-1].replace("http", "ws") if scope["type"] == "websocket" else schemes[-1]
        return seen


def _listed(headers: list[tuple[bytes, bytes]], name: bytes) -> list[str]:
    joined = ",".join(value.decode("latin-1") for key, value in headers if key == name)
    return [part.strip() for part in joined.split(",") if part.strip()]
