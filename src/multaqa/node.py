"""One node: the bus, the house, the engine and the listening doors, joined. Whoever adds a door joins it here."""

import socket
from typing import Any, Self

from multaqa.bridge.house import DjangoHouse
from multaqa.config import Config
from multaqa.live.bus.memory import MemoryBus
from multaqa.live.engine import Engine
from multaqa.live.listen.app import ListenApp


class Node:
    """Made by `start`, ended by `close`; `drain` before `close` lets people leave in order."""

    def __init__(self, config: Config) -> None:
        self._house = DjangoHouse()
        self._bus = MemoryBus()
        self._engine = Engine(self._house, self._bus, allowed_origins=origins_of(config), node_name=socket.gethostname())
        self.live: Any = self._engine.asgi
        self.listen: Any = ListenApp(self._house.find, self._engine.stations)

    @classmethod
    async def start(cls, config: Config) -> Self:
        """Joins the bus and begins to keep deadlines."""
        node = cls(config)
        await node._engine.start()
        return node

    async def drain(self) -> None:
        """Sends everybody elsewhere with the close code that says when to come back."""
        await self._engine.drain()

    async def close(self) -> None:
        """Lets go of everything, after what is under way."""
        await self._engine.close()
        await self._bus.close()
        await self._house.close()


def origins_of(config: Config) -> set[str]:
    """The pages that may open a socket here: those of the public address, and of this machine when nobody else reaches it."""
    origins = {config.public_url}
    if config.is_loopback:
        origins |= {f"http://{name}:{config.port}" for name in ("127.0.0.1", "localhost", "[::1]")}
    return origins
