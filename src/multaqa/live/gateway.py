"""The door for browsers: a raw ASGI WebSocket application. Accepts, checks, lets in, and reads frames until the end.

No cookie is used on this socket: the ticket in `hello` is the only credential, so a page of somebody else gains nothing
by opening it; it is turned away all the same, with a code that says why.
"""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from secrets import token_hex
from typing import Any, cast

import structlog

from multaqa.live.connection import Connection, head_of
from multaqa.live.core.presence import Door
from multaqa.live.deeds import Deeds
from multaqa.live.desk import Desk
from multaqa.live.fanout import EXTENSION, FanoutProtocol
from multaqa.live.frames import text_frame
from multaqa.live.gathering import Closing, LiveGathering
from multaqa.live.hub import Hub
from multaqa.live.metrics import CONNECTIONS
from multaqa.live.ports import House, Ticket, TicketRefused
from multaqa.wire.close_codes import CloseCode
from multaqa.wire.codec import VERSION, BadCommand, decode_command, encode
from multaqa.wire.commands import Hello, Keyed
from multaqa.wire.events import Refusal

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Scope = MutableMapping[str, Any]

HELLO_SECONDS = 10.0
BAD_BEFORE_HELLO = 3
logger = structlog.get_logger(__name__)


class Gateway:
    """`scope["type"]` is `websocket`; the server must run with `ws=FanoutProtocol`."""

    def __init__(
        self,
        hub: Hub,
        house: House,
        clock: Callable[[], int],
        steady: Callable[[], int],
        *,
        allowed_origins: frozenset[str],
        most_connections: int,
        deeds_at_once: int,
        joins_at_once: int,
    ) -> None:
        self._hub, self._house, self._clock, self._steady = hub, house, clock, steady
        self._allowed_origins, self._most_connections = allowed_origins, most_connections
        self._deed_places = asyncio.Semaphore(deeds_at_once)
        self._join_places = asyncio.Semaphore(joins_at_once)
        self.hello_seconds = HELLO_SECONDS
        self.sockets: set[FanoutProtocol] = set()
        self.desks: set[Desk] = set()
        self._empty = asyncio.Event()
        self.is_draining = False
        self.on_shutdown: Callable[[], None] = lambda: None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One socket, from its handshake to its end."""
        protocol = scope.get("extensions", {}).get(EXTENSION)
        await receive()
        if not isinstance(protocol, FanoutProtocol):
            logger.error("The server must run with ws=multaqa.live.fanout.FanoutProtocol")
            await send({"type": "websocket.close"})
            return
        await send({"type": "websocket.accept"})
        protocol.on_shutdown = self.on_shutdown
        self.sockets.add(protocol)
        CONNECTIONS.inc()
        try:
            await self._serve(scope, receive, protocol)
        except Closing as closing:
            protocol.shut(closing.code)
        except Exception:
            logger.exception("A connection failed")
            protocol.shut(CloseCode.LOST_TRACK)
        finally:
            self.sockets.discard(protocol)
            CONNECTIONS.dec()
            if not self.sockets:
                self._empty.set()

    async def until_empty(self) -> None:
        """Waits until no socket is left."""
        while self.sockets:
            self._empty.clear()
            await self._empty.wait()

    async def _serve(self, scope: Scope, receive: Receive, protocol: FanoutProtocol) -> None:
        self._refuse_door(scope)
        protocol.forget_handshake()
        try:
            async with asyncio.timeout(self.hello_seconds):
                hello = await self._hello(receive, protocol)
        except TimeoutError:
            raise Closing(CloseCode.HELLO_LATE) from None
        if hello is None:
            return
        ticket = self._check(hello)
        gathering = await self._gathering(ticket)
        connection = self._connection(protocol, ticket, hello, gathering)
        try:
            async with self._join_places:
                await gathering.join(connection, hello)
            await self._read(receive, connection, gathering)
        finally:
            gathering.leave(connection)

    def _refuse_door(self, scope: Scope) -> None:
        if self.is_draining:
            raise Closing(CloseCode.MOVING)
        if len(self.sockets) > self._most_connections:
            raise Closing(CloseCode.OVERLOADED)
        # Programs send no Origin; browsers always do, and cannot forge it.
        origins = [value.decode("latin-1").lower() for name, value in scope["headers"] if name == b"origin"]
        if any(origin not in self._allowed_origins for origin in origins):
            raise Closing(CloseCode.FOREIGN_ORIGIN)

    async def _hello(self, receive: Receive, protocol: FanoutProtocol) -> Hello | None:
        """The first command; None when the socket ended before it."""
        for _ in range(BAD_BEFORE_HELLO):
            message = await receive()
            if message["type"] != "websocket.receive":
                return None
            if (text := message.get("text")) is None:
                break
            try:
                command = decode_command(text.encode())
            except BadCommand as bad:
                protocol.push_words(text_frame(encode(Refusal(re=bad.key, refused=bad.code))))
                continue
            if isinstance(command, Hello):
                return command
            key = command.key if isinstance(command, Keyed) else ""
            protocol.push_words(text_frame(encode(Refusal(re=key, refused="hello_first"))))
        raise Closing(CloseCode.BAD_FRAME)

    def _check(self, hello: Hello) -> Ticket:
        if hello.version != VERSION:
            raise Closing(CloseCode.BAD_VERSION)
        try:
            ticket = self._house.check_ticket(hello.ticket)
        except TicketRefused as refused:
            raise Closing(CloseCode.STALE_TICKET if refused.stale else CloseCode.BAD_TICKET) from None
        if hello.gathering not in (None, ticket.gathering):
            raise Closing(CloseCode.BAD_TICKET)
        return ticket

    async def _gathering(self, ticket: Ticket) -> LiveGathering:
        try:
            gathering = await self._hub.find(ticket.gathering)
        except Exception:
            logger.exception("A gathering could not be loaded")
            raise Closing(CloseCode.OVERLOADED) from None
        if gathering is None:
            raise Closing(CloseCode.GATHERING_ENDED)
        return gathering

    def _connection(self, protocol: FanoutProtocol, ticket: Ticket, hello: Hello, gathering: LiveGathering) -> Connection:
        newcomer = ticket.person is None or ticket.person.kind == "visitor"
        credits = gathering.credits_of(head_of(ticket), newcomer=newcomer)
        return Connection(token_hex(8), protocol, ticket, cast(Door, hello.door), credits, self._steady())

    async def _read(self, receive: Receive, connection: Connection, gathering: LiveGathering) -> None:
        deeds = Deeds(connection, gathering, self._house, self._deed_places)
        desk = Desk(connection, gathering, deeds, self._clock, self._steady)
        self.desks.add(desk)
        connection.protocol.on_text = desk.take_text
        try:
            while (message := await receive())["type"] == "websocket.receive":
                if (text := message.get("text")) is not None:
                    desk.take_text(text.encode())
                else:
                    desk.take_sound(message["bytes"])
        finally:
            connection.protocol.on_text = None
            self.desks.discard(desk)
