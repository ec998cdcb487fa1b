"""What we rely on in uvicorn's protocol and in the transport. A new minor of uvicorn is taken when this passes."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import pytest
import uvicorn
import uvloop
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from multaqa.live import fanout
from multaqa.live.fanout import EXTENSION, FanoutProtocol
from multaqa.live.frames import sound_frame, text_frame
from multaqa.wire.close_codes import CloseCode


def on_both_loops(story: Callable[[], Coroutine[Any, Any, None]]) -> Callable[..., None]:
    """Ours to rely on in both: tests run in one, people are served in the other."""

    @pytest.mark.parametrize("loop", [asyncio.new_event_loop, uvloop.new_event_loop], ids=["asyncio", "uvloop"])
    def test(loop: Callable[[], asyncio.AbstractEventLoop]) -> None:
        with asyncio.Runner(loop_factory=loop) as runner:
            runner.run(story())

    return test


class Room:
    """A bare application: it accepts, says what it reads back through ASGI, and keeps its sockets."""

    def __init__(self) -> None:
        self.sockets: list[FanoutProtocol] = []
        self.clients: list[ClientConnection] = []
        self.ended: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.port = 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        self.sockets.append(scope["extensions"][EXTENSION])
        while (message := await receive())["type"] == "websocket.receive":
            await send({"type": "websocket.send", "text": message.get("text") or "bytes"})
        await self.ended.put(message)

    async def enter(self, **more: Any) -> tuple[ClientConnection, FanoutProtocol]:
        client = await connect(f"ws://127.0.0.1:{self.port}/", max_size=None, proxy=None, ping_interval=None, **more)
        self.clients.append(client)
        await client.send("here")
        assert await client.recv() == "here"
        return client, self.sockets[-1]

    async def enter_deaf(self) -> tuple[ClientConnection, FanoutProtocol]:
        """One that reads nothing, behind a small pipe."""
        pipe = socket.socket()
        pipe.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        pipe.setblocking(False)
        await asyncio.get_running_loop().sock_connect(pipe, ("127.0.0.1", self.port))
        client, protocol = await self.enter(sock=pipe, max_queue=1, compression=None)
        client.transport.pause_reading()
        return client, protocol


@asynccontextmanager
async def a_room() -> AsyncIterator[Room]:
    room = Room()
    config = uvicorn.Config(
        room, port=0, ws=FanoutProtocol, ws_per_message_deflate=False, ws_max_size=65536, ws_ping_interval=None,
        lifespan="off", log_level="error", timeout_graceful_shutdown=1,
    )  # fmt: skip
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    room.port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield room
    finally:
        for protocol in room.sockets:
            protocol.transport.abort()
        for client in room.clients:
            client.transport.abort()
        server.should_exit = True
        await serving


@asynccontextmanager
async def shorter(name: str, seconds: float) -> AsyncIterator[None]:
    """The same patience, sooner at its end."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fanout, name, seconds)
        yield


async def read_out(client: ClientConnection) -> tuple[list[str | bytes], int]:
    """Everything up to the close code."""
    client.transport.resume_reading()
    read: list[str | bytes] = []
    try:
        while True:
            read.append(await asyncio.wait_for(client.recv(), 5))
    except ConnectionClosed as end:
        return read, end.rcvd.code if end.rcvd else 1006


def fill(push: Callable[[bytes], bool], frame: bytes, most: int) -> int:
    """Pushes until one is not taken; how many were."""
    return next(i for i in range(most) if not push(frame))


@on_both_loops
async def test_no_compression_is_agreed_even_when_asked_for() -> None:
    async with a_room() as room:
        client, _ = await room.enter(compression="deflate")
        assert client.response is not None
        assert "Sec-WebSocket-Extensions" not in client.response.headers


@on_both_loops
async def test_pushed_frames_stand_whole_between_what_the_application_sends() -> None:
    async with a_room() as room:
        client, protocol = await room.enter()
        big = "ملتقى" * 5000
        expected: list[str | bytes] = []
        for i in range(20):
            assert protocol.push_words(text_frame(f"{i} {big}".encode()))
            await protocol.send({"type": "websocket.send", "text": f"asgi {i}"})
            assert protocol.push(sound_frame(bytes([i]) * 300)) or protocol.dropped
            expected += [f"{i} {big}", f"asgi {i}"]
            assert [await client.recv(), await client.recv()] == expected[-2:]
            if not protocol.dropped:
                assert await client.recv() == bytes([i]) * 300
        assert protocol.dropped == 0


@on_both_loops
async def test_sound_is_dropped_for_one_who_does_not_read_and_words_are_not() -> None:
    async with a_room() as room:
        client, protocol = await room.enter_deaf()
        frame = sound_frame(b"s" * 1000)
        assert fill(protocol.push, frame, 100_000) > 0
        assert protocol.dropped == 1
        assert protocol.push_words(text_frame(b"words"))
        assert not protocol.push(frame)
        client.transport.resume_reading()
        while await client.recv() != "words":
            pass
        assert protocol.push(frame)
        assert await client.recv() == b"s" * 1000


@on_both_loops
async def test_one_whose_words_pile_up_is_closed_and_told_why() -> None:
    async with a_room() as room:
        client, protocol = await room.enter_deaf()
        taken = fill(protocol.push_words, text_frame(b"w" * 10_000), 1000)
        assert taken * 10_000 > fanout.BACKLOG
        assert not protocol.push_words(text_frame(b"late"))
        read, code = await read_out(client)
        assert len(read) == taken
        assert code == CloseCode.TOO_SLOW


@on_both_loops
async def test_a_welcome_larger_than_any_backlog_is_no_offence() -> None:
    async with a_room() as room:
        client, protocol = await room.enter_deaf()
        welcome = text_frame(b"p" * 600_000)
        assert protocol.push_words(welcome, allowance=len(welcome))
        assert protocol.push_words(text_frame(b"next"))
        client.transport.resume_reading()
        assert len(await client.recv()) == 600_000
        assert await client.recv() == "next"


@on_both_loops
async def test_one_who_stays_behind_is_closed_after_a_while() -> None:
    async with shorter("PATIENCE_SECONDS", 0.1), a_room() as room:
        client, protocol = await room.enter_deaf()
        while protocol.writable.is_set():
            protocol.push_words(text_frame(b"w" * 5_000))
        assert (await asyncio.wait_for(room.ended.get(), 2))["code"] == CloseCode.TOO_SLOW
        assert (await read_out(client))[1] == CloseCode.TOO_SLOW


@on_both_loops
async def test_one_who_catches_up_in_time_stays() -> None:
    async with shorter("PATIENCE_SECONDS", 0.3), a_room() as room:
        client, protocol = await room.enter_deaf()
        while protocol.writable.is_set():
            protocol.push_words(text_frame(b"w" * 5_000))
        protocol.push_words(text_frame(b"end"))
        client.transport.resume_reading()
        while await client.recv() != "end":
            pass
        await asyncio.sleep(0.4)
        assert protocol.is_open


@on_both_loops
async def test_what_a_closed_one_never_read_is_thrown_away() -> None:
    async with shorter("LINGER_SECONDS", 0.1), a_room() as room:
        _, protocol = await room.enter_deaf()
        fill(protocol.push_words, text_frame(b"w" * 10_000), 1000)
        await asyncio.sleep(0.3)
        assert protocol.disconnected
        assert protocol.transport.get_write_buffer_size() == 0


@on_both_loops
async def test_words_that_were_held_leave_in_order_and_before_a_close() -> None:
    async with a_room() as room:
        client, protocol = await room.enter()
        protocol.hold()
        assert [protocol.push_words(text_frame(word)) for word in (b"one", b"two")] == [True, True]
        assert protocol.transport.get_write_buffer_size() == 0
        protocol.let_out()
        protocol.push_words(text_frame(b"three"))
        protocol.hold()
        protocol.push_words(text_frame(b"four"))
        protocol.shut(CloseCode.REMOVED)
        protocol.let_out()
        assert await read_out(client) == (["one", "two", "three", "four"], CloseCode.REMOVED)


@on_both_loops
async def test_a_close_is_said_once_and_nothing_follows_it() -> None:
    async with a_room() as room:
        client, protocol = await room.enter()
        protocol.shut(CloseCode.REMOVED)
        protocol.shut(CloseCode.MOVING)
        assert not protocol.push(sound_frame(b"s"))
        assert not protocol.push_words(text_frame(b"w"))
        assert await read_out(client) == ([], CloseCode.REMOVED)
        assert (await asyncio.wait_for(room.ended.get(), 2))["code"] == CloseCode.REMOVED


@on_both_loops
async def test_a_frame_above_the_limit_is_answered_with_our_code() -> None:
    async with a_room() as room:
        client, _ = await room.enter(compression=None)
        with pytest.raises(ConnectionClosed):
            await client.send(b"x" * 2_000_000)
            await client.recv()
        assert client.close_code == CloseCode.TOO_BIG


@on_both_loops
async def test_a_connection_keeps_no_dictionary_and_no_headers_of_its_handshake() -> None:
    async with a_room() as room:
        _, protocol = await room.enter()
        assert vars(protocol) == {}
        protocol.forget_handshake()
        assert (list(protocol.request.headers), list(protocol.response.headers), protocol.scope["headers"]) == ([], [], [])
