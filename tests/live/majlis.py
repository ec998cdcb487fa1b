"""A node on loopback with a real server, and browsers that are real WebSocket clients."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import msgspec
import uvicorn
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from multaqa.live.bus.memory import MemoryBus
from multaqa.live.engine import Engine
from multaqa.live.fanout import FanoutProtocol
from multaqa.live.ports import Bus
from multaqa.wire.audio import AudioMessage, encode_audio
from multaqa.wire.codec import VERSION, decode_event
from multaqa.wire.events import AnyEvent, Floor, Quiet, Refusal, Reply, Said, Welcome
from multaqa.wire.views import PersonView

from .house import TinyHouse

ORIGIN = "https://multaqa.example"
PATIENCE = 5.0
_keys = itertools.count(1)


def key() -> str:
    return f"key-{next(_keys):08d}"


def speech(slot: int, packets: int = 3, flags: int = 0) -> bytes:
    return encode_audio(AudioMessage(flags, 0, slot, slot * 20, [b"\xf8\xff" * 30] * packets))


class Node:
    def __init__(self, house: TinyHouse, engine: Engine, port: int, server: uvicorn.Server) -> None:
        self.house, self.engine, self.port, self.server = house, engine, port, server
        self.browsers: list[Browser] = []

    @property
    def live(self) -> Any:
        return self.engine._hub.live

    def socket(self, *, origin: str | None = ORIGIN, **more: Any) -> connect:
        return connect(
            f"ws://127.0.0.1:{self.port}/live",
            origin=origin,
            max_size=None,
            ping_interval=None,
            proxy=None,
            **more,  # type: ignore[arg-type]
        )

    def die(self) -> None:
        """As if the power went: nothing is said to anybody any more."""
        for task in self.engine._tasks:
            task.cancel()
        self.engine.announce = lambda subject, data: None  # type: ignore[method-assign]
        for protocol in tuple(self.engine.asgi.sockets):
            protocol.transport.abort()

    async def enter(self, who: PersonView | str, **hello: Any) -> "Browser":
        """A browser of somebody, welcomed."""
        browser = Browser(await self.socket(compression=None))
        self.browsers.append(browser)
        await browser.hello(self.house.ticket(who), **hello)
        browser.welcome = await browser.until(Welcome)
        return browser


class Browser:
    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.welcome: Welcome
        self.heard: list[AnyEvent | Reply | Refusal | bytes] = []

    async def hello(self, ticket: str, *, version: int = VERSION, **more: Any) -> None:
        await self.do("hello", ticket=ticket, version=version, **more)

    async def do(self, what: str, **fields: Any) -> str:
        named = fields.pop("key", None) or key()
        if what not in ("ping", "heard"):
            fields["key"] = named
        await self.socket.send(msgspec.json.encode({"do": what, **fields}).decode())
        return named

    async def ask(self, what: str, **fields: Any) -> Reply | Refusal:
        """Does something and waits for its answer."""
        named = await self.do(what, **fields)
        while True:
            message = await self.next()
            if isinstance(message, Reply | Refusal) and message.re == named:
                return message

    async def next(self) -> Any:
        data = await asyncio.wait_for(self.socket.recv(), PATIENCE)
        message = data if isinstance(data, bytes) else understood(data)
        self.heard.append(message)
        return message

    async def until(self, kind: type[Any]) -> Any:
        while True:
            message = await self.next()
            if isinstance(message, kind):
                return message

    async def said(self) -> str:
        said: Said = await self.until(Said)
        return said.message.text

    async def closed(self) -> int:
        """Reads to the end and answers the close code."""
        try:
            while True:
                await self.next()
        except ConnectionClosed as end:
            return end.rcvd.code if end.rcvd else 1006

    async def everything(self) -> list[Any]:
        """What has been written up to a ping of now."""
        await self.do("ping", t=99)
        seen = []
        while getattr(message := await self.next(), "t", None) != 99:
            seen.append(message)
        return seen

    @property
    def numbers(self) -> list[int]:
        return [message.n for message in self.heard if isinstance(message, Floor | Said | Quiet) or _is_lasting(message)]


def _is_lasting(message: Any) -> bool:
    return type(message).__name__ in ("Closed", "Sanctioned", "Lifted", "Hidden", "Pinned")


def understood(data: str) -> AnyEvent | Reply | Refusal:
    raw = data.encode()
    fields = msgspec.json.decode(raw)
    if "ev" in fields:
        return decode_event(raw)
    return msgspec.json.decode(raw, type=Refusal if "refused" in fields else Reply)


@asynccontextmanager
async def a_node(house: TinyHouse | None = None, bus: Bus | None = None, **options: Any) -> AsyncIterator[Node]:
    house = house or TinyHouse()
    engine = Engine(house, bus or MemoryBus(), allowed_origins=[ORIGIN], **{"node_name": "اختبار", **options})
    house.publish = engine.announce
    await engine.start()
    config = uvicorn.Config(
        engine.asgi,
        port=0,
        ws=FanoutProtocol,
        ws_per_message_deflate=False,
        ws_max_size=65536,
        ws_ping_interval=None,
        lifespan="off",
        log_level="error",
        timeout_graceful_shutdown=6,
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    node = Node(house, engine, port, server)
    try:
        yield node
    finally:
        for browser in node.browsers:
            # One that has not read everything would not see the end.
            browser.socket.transport.abort()
        for protocol in tuple(engine.asgi.sockets):
            protocol.transport.abort()
        server.should_exit = True
        await serving
        await engine.drain()
