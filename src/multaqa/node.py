"""One node: the bus, the house, the engine and the listening doors, joined. Whoever adds a door joins it here."""

import asyncio
import secrets
import socket
from typing import Self

from multaqa.bridge import announce, crowds, health
from multaqa.bridge.house import DjangoHouse
from multaqa.bridge.recording import DjangoShelf
from multaqa.common.arabic.fold import search_key
from multaqa.common.clockwork import Clockwork
from multaqa.config import Config
from multaqa.live.bus.memory import MemoryBus
from multaqa.live.bus.nats import NatsBus
from multaqa.live.engine import Engine
from multaqa.live.listen.app import ListenApp


class Node:
    """Made by `start`, ended by `close`; `drain` before `close` lets people leave in order."""

    def __init__(self, config: Config) -> None:
        # A name of this run: a node that comes back must not take its earlier messages for its own.
        name = f"{socket.gethostname()}-{secrets.token_hex(4)}"
        self._house, self._bus = DjangoHouse(), bus_of(config, name)
        self._shelf = DjangoShelf()
        self.engine = Engine(
            self._house,
            self._bus,
            allowed_origins=origins_of(config),
            node_name=name,
            most_connections=config.connections_number,
            search_key=search_key,
            shelf=self._shelf,
        )
        self.listen = ListenApp(self._house.find, self.engine.station)
        self.clockwork = Clockwork()
        self._told = [
            announce.through(self.engine.announce),
            crowds.counted_by(self.engine.listeners),
            health.told_by(self.engine.bus_state, self._house.waits_seconds),
        ]

    @classmethod
    async def start(cls, config: Config) -> Self:
        """Begins to hear the bus and to keep deadlines."""
        node = cls(config)
        await asyncio.to_thread(node._shelf.close_left_open)
        if isinstance(node._bus, NatsBus):
            await node._bus.start()
        await node.engine.start()
        node.clockwork.start()
        return node

    async def drain(self) -> None:
        """Sends everybody to come back in a moment. Twice is once."""
        await self.engine.drain()

    async def close(self) -> None:
        """Lets go of everything, after what is under way."""
        await self.drain()
        await asyncio.to_thread(self.clockwork.stop)
        for stop in self._told:
            stop()
        await asyncio.to_thread(self._shelf.close)
        await self._bus.close()
        await self._house.close()


def bus_of(config: Config, name: str) -> MemoryBus | NatsBus:
    """Between nodes when an address is given, else inside this process."""
    return NatsBus(config.bus_servers, name=name, space=config.bus_space) if config.bus_url else MemoryBus()


def origins_of(config: Config) -> set[str]:
    """The pages that may open a socket here: those of the public address, and of this machine when nobody else reaches it."""
    origins = {config.public_url}
    if config.is_loopback:
        origins |= {f"http://{name}:{config.port}" for name in ("127.0.0.1", "localhost", "[::1]")}
    return origins
