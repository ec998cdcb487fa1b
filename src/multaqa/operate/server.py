"""The process around the ASGI application: ready only when it listens, quiet memory, and a stop that keeps its time."""

import asyncio
import gc
import os
import signal
import socket
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any, Protocol

import structlog
import uvicorn

log = structlog.get_logger("multaqa.server")

DRAIN_SECONDS = 5.0
CLOSE_SECONDS = 2
STOP_SECONDS = 9.5


class Application(Protocol):
    """The ASGI application, which can also send its people elsewhere before the end."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """ASGI 3."""
        ...

    async def drain(self) -> None:
        """Tells everybody to come back in a moment, and waits until they have gone."""
        ...


class Server(uvicorn.Server):
    """uvicorn, with a warm-up before and a drain after."""

    def __init__(self, config: uvicorn.Config, application: Application, when_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._application = application
        self._when_ready = when_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listens, answers one page to itself, then says that it is ready."""
        await super().startup(sockets)
        await warm_up(self._application)
        quiet_memory()
        self._when_ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Takes nobody in any more, drains the rooms, then closes what is left."""
        for server in self.servers:
            server.close()
        try:
            await asyncio.wait_for(self._application.drain(), DRAIN_SECONDS)
        except Exception as error:
            log.error("drain failed", error=repr(error))
        await super().shutdown(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """A signal is an orderly wish: the process ends with 0, and within ten seconds whatever a thread is doing."""
        if self.should_exit and sig == signal.SIGINT:
            self.force_exit = True
            return
        self.should_exit = True
        watch = threading.Timer(STOP_SECONDS, os._exit, (1,))
        watch.daemon = True
        watch.start()


async def warm_up(application: Application) -> None:
    """Asks for the first page, so that its modules, templates and translations are loaded before the first visitor."""
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": "/",
        "raw_path": b"/",
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", b"localhost")],
        "client": ("127.0.0.1", 0),
        "server": ("127.0.0.1", 0),
        "state": {},
    }
    asked = False

    async def receive() -> dict[str, Any]:
        nonlocal asked
        if asked:
            await asyncio.Event().wait()
        asked = True
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start" and message["status"] >= 500:
            log.error("the first page failed", status=message["status"])

    try:
        await asyncio.wait_for(application(scope, receive, send), 20)
    except Exception:
        log.exception("the first page failed")


def quiet_memory() -> None:
    """A full collection over Django's heap stops the sound for 60 to 100 ms; what is loaded by now stays anyway."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20000, 20, 100)
