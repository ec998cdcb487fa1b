"""The one ASGI application: the live engine, the listening doors and the pages, on one port."""

import asyncio
import os
import re
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "multaqa.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.handlers.asgi import ASGIHandler  # noqa: E402

from multaqa.node import Node  # noqa: E402
from multaqa.proxies import BehindProxies  # noqa: E402

_LISTEN = re.compile(r"/rooms/[^/]+/listen[./]")
_GOING_AWAY = {"type": "websocket.close", "code": 1001}


class Application:
    """Sends each connection to its door. The node is made at start-up, so that importing this opens nothing."""

    def __init__(self) -> None:
        self._pages = ASGIHandler()
        self._node: Node | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "websocket":
            await self._enter(scope, receive, send)
        elif self._node is not None and _LISTEN.match(scope["path"]):
            await self._node.listen(scope, receive, send)
        else:
            await self._pages(scope, receive, send)

    async def drain(self) -> None:
        """Tells everybody in the rooms to come back in a moment."""
        if self._node is not None:
            await self._node.drain()

    async def _enter(self, scope: Any, receive: Any, send: Any) -> None:
        if self._node is None or scope["path"] != "/live":
            await receive()
            await send(_GOING_AWAY)
        else:
            await self._node.engine.asgi(scope, receive, send)

    async def _live(self, receive: Any, send: Any) -> None:
        await receive()
        try:
            self._node = await Node.start(settings.CONFIG)
        except Exception as error:
            await send({"type": "lifespan.startup.failed", "message": repr(error)})
            raise
        await send({"type": "lifespan.startup.complete"})
        try:
            await receive()
        except asyncio.CancelledError:
            await self._node.close()
            raise
        await self._node.close()
        await send({"type": "lifespan.shutdown.complete"})


application = BehindProxies(Application(), settings.CONFIG.proxy_count)
