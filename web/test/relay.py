"""A node of thirty lines: serves the built page under the product's content policy and passes sound between sockets."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from websockets.asyncio.server import ServerConnection, serve
from websockets.datastructures import Headers
from websockets.http11 import Request, Response

POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; media-src 'self' blob:"
PAGE = b'<!doctype html><meta charset="utf-8"><title>sound</title><script type="module" src="/page.js"></script>'
KINDS = {".js": "text/javascript", ".json": "application/json"}


@dataclass
class Relay:
    """`echoes`: the speaker hears itself too, so that one context's clock measures the whole way."""

    folder: Path
    echoes: bool = True
    sockets: list[ServerConnection] = field(default_factory=list)
    sound: list[bytes] = field(default_factory=list)
    heard: list[dict[str, int]] = field(default_factory=list)
    held: list[tuple[ServerConnection, bytes]] | None = None
    port: int = 0

    def answer(self, _connection: ServerConnection, request: Request) -> Response | None:
        if "Upgrade" in request.headers:
            return None
        path = request.path.split("?")[0].lstrip("/")
        file = self.folder / path
        body = PAGE if path == "" else file.read_bytes() if file.is_file() else None
        headers = Headers({"Content-Type": KINDS.get(file.suffix, "text/html"), "Content-Security-Policy": POLICY})
        headers["Content-Length"] = str(len(body or b""))
        return Response(404 if body is None else 200, "", headers, body or b"")

    async def attend(self, socket: ServerConnection) -> None:
        self.sockets.append(socket)
        slots: dict[str, int] = {}
        acknowledging = asyncio.create_task(self.acknowledge(socket, slots))
        try:
            async for message in socket:
                if isinstance(message, str):
                    await self.take_words(socket, message)
                else:
                    slots["last"] = int.from_bytes(message[4:8]) + count_packets(message) - 1
                    await self.take_sound(socket, message)
        finally:
            acknowledging.cancel()
            self.sockets.remove(socket)

    async def take_words(self, socket: ServerConnection, text: str) -> None:
        words = json.loads(text)
        if words.get("do") == "heard":
            self.heard.append(words)
        else:
            await socket.send(text)

    async def take_sound(self, sender: ServerConnection, message: bytes) -> None:
        self.sound.append(message)
        stream = (self.sockets.index(sender) + 1).to_bytes(2, "big")
        stamped = message[:2] + stream + message[4:]
        for socket in self.sockets:
            if socket is sender and not self.echoes:
                continue
            if self.held is not None:
                self.held.append((socket, stamped))
            else:
                await socket.send(stamped)

    async def hold(self, seconds: float) -> None:
        """Keeps all sound back, then lets it go in one burst, as a blackout on TCP does."""
        self.held = []
        await asyncio.sleep(seconds)
        held, self.held = self.held, None
        for socket, message in held:
            await socket.send(message)

    async def acknowledge(self, socket: ServerConnection, slots: dict[str, int]) -> None:
        while True:
            await asyncio.sleep(0.5)
            if self.held is None and "last" in slots:
                await socket.send(json.dumps({"ev": "heard", "stream": 1, "slot": slots["last"]}))


def count_packets(message: bytes) -> int:
    """How many Opus packets stand in an audio message."""
    at, count = 12, 0
    while at < len(message):
        at += 2 + int.from_bytes(message[at : at + 2])
        count += 1
    return count


@asynccontextmanager
async def running_relay(folder: Path, *, echoes: bool = True) -> AsyncIterator[Relay]:
    """A relay on a free port, serving the page built into `folder`."""
    relay = Relay(folder, echoes)
    async with serve(relay.attend, "127.0.0.1", 0, process_request=relay.answer, compression=None) as server:
        relay.port = server.sockets[0].getsockname()[1]
        yield relay
