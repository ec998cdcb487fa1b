"""Behind proxies the caller is who the outermost of them saw, not who the caller says they are."""

import asyncio
from typing import Any

import pytest

from multaqa.proxies import BehindProxies


def _seen(count: int, kind: str = "http", **headers: str) -> dict[str, Any]:
    seen: dict[str, Any] = {}

    async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
        seen.update(scope)

    scheme = "ws" if kind == "websocket" else "http"
    given = [(f"x-forwarded-{name}".encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": kind, "scheme": scheme, "client": ("127.0.0.1", 5), "headers": given}
    asyncio.run(BehindProxies(application, count)(scope, None, None))
    return seen


def test_without_proxies_nothing_said_by_the_caller_is_believed() -> None:
    assert _seen(0, **{"for": "203.0.113.9", "proto": "https"})["client"] == ("127.0.0.1", 5)


@pytest.mark.parametrize(
    ("count", "places", "client"),
    [
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", "127.0.0.1"),
    ],
)
def test_as_many_places_as_there_are_proxies_are_believed(count: int, places: str, client: str) -> None:
    assert _seen(count, **{"for": places})["client"][0] == client


def test_a_socket_behind_tls_is_a_secure_socket() -> None:
    assert _seen(1, "websocket", proto="https")["scheme"] == "wss"
    assert _seen(1, proto="https")["scheme"] == "https"
    assert _seen(1, proto="gopher")["scheme"] == "http"
