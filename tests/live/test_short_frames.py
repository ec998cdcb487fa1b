"""A short text is given to its reader at once. Nothing else may tell that way from the library's: neither what is read and in
which order, nor what is answered, nor how it ends."""

import asyncio
import socket
from collections.abc import Callable
from typing import Any

import pytest
import uvicorn
from hypothesis import given, settings
from hypothesis import strategies as st
from uvicorn.server import ServerState
from websockets.frames import Close, Frame, Opcode

from multaqa.live.fanout import EXTENSION, FanoutProtocol
from multaqa.live.frames import short_text

HANDSHAKE = (
    b"GET /live HTTP/1.1\r\nHost: majlis\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)
HEARD = b'{"do":"heard","stream":41,"slot":4294967295}'
Said = tuple[str, Any]


def masked(opcode: Opcode, data: bytes, *, fin: bool = True) -> bytes:
    return Frame(opcode, data, fin).serialize(mask=True)


class Wire(asyncio.Transport):
    """The server's end of a connection whose other end is the test: it keeps what is written, and what comes while nobody
    reads."""

    def __init__(self) -> None:
        super().__init__({"socket": socket.socket()})
        self.written, self.waiting, self.protocol = b"", b"", None
        self.is_reading, self.is_closed = True, False

    def come(self, data: bytes) -> None:
        self.waiting += data
        if self.is_reading and not self.is_closed and self.waiting:
            data, self.waiting = self.waiting, b""
            self.protocol.data_received(data)

    def write(self, data: Any) -> None:
        self.written += data

    def pause_reading(self) -> None:
        self.is_reading = False

    def resume_reading(self) -> None:
        self.is_reading = True
        asyncio.get_running_loop().call_soon(self.come, b"")

    def is_closing(self) -> bool:
        return self.is_closed

    def close(self) -> None:
        if not self.is_closed:
            self.is_closed = True
            asyncio.get_running_loop().call_soon(self.protocol.connection_lost, None)

    abort = close

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None: ...

    def get_write_buffer_size(self) -> int:
        return 0


class Desk:
    """An application that writes down what it reads; `at_once` asks for short texts as they come."""

    def __init__(self, *, at_once: bool) -> None:
        self.at_once, self.heard, self.directly = at_once, list[Said](), 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        if self.at_once:
            scope["extensions"][EXTENSION].on_text = self.take
        while (message := await receive())["type"] == "websocket.receive":
            self.heard.append(("text", message["text"]) if "text" in message else ("bytes", bytes(message["bytes"])))
        self.heard.append(("end", message["code"]))

    def take(self, text: bytes) -> None:
        self.directly += 1
        self.heard.append(("text", text.decode()))


async def settle() -> None:
    for _ in range(8):
        await asyncio.sleep(0)


async def read(chops: list[tuple[bytes, bool]], *, at_once: bool) -> tuple[Desk, bytes, bool]:
    """What an application is given of these bytes, what is answered, and whether the connection is closed. After a chop
    marked so the loop turns before the next one comes."""
    desk, wire = Desk(at_once=at_once), Wire()
    config = uvicorn.Config(desk, ws_per_message_deflate=False, ws_max_size=65536, lifespan="off", log_config=None)
    config.load()
    protocol = wire.protocol = FanoutProtocol(config, ServerState(), {})
    protocol.connection_made(wire)
    wire.come(HANDSHAKE)
    await settle()
    wire.come(masked(Opcode.TEXT, b"hello"))
    await settle()
    assert (desk.heard.pop(), desk.directly) == (("text", "hello"), 0)
    opened = len(wire.written)
    for data, turns in chops:
        wire.come(data)
        if turns:
            await settle()
    await settle()
    try:
        return desk, wire.written[opened:], wire.is_closed
    finally:
        heard = desk.heard.copy()
        wire.close()
        await settle()
        desk.heard = heard
        wire.get_extra_info("socket").close()


def chopped(data: bytes, cuts: list[tuple[int, bool]]) -> list[tuple[bytes, bool]]:
    places = sorted((cut % (len(data) + 1), turns) for cut, turns in cuts)
    ends = [*places, (len(data), True)]
    return [(data[start:end], turns) for (start, _), (end, turns) in zip([(0, True), *places], ends, strict=True)]


TEXTS = st.sampled_from([HEARD, b"", b"x" * 125, b"x" * 126, "مرحبا".encode(), b"\xc3\x28"]) | st.binary(max_size=130)
FRAMES = st.one_of(
    TEXTS.map(lambda text: masked(Opcode.TEXT, text)),
    TEXTS.map(lambda text: masked(Opcode.TEXT, text, fin=False) + masked(Opcode.CONT, HEARD)),
    st.sampled_from(
        [
            masked(Opcode.TEXT, HEARD),
            masked(Opcode.BINARY, HEARD),
            masked(Opcode.PING, b"here?"),
            masked(Opcode.TEXT, HEARD, fin=False),
            masked(Opcode.CONT, HEARD),
            masked(Opcode.CLOSE, Close(1000, "").serialize()),
            Frame(Opcode.TEXT, HEARD).serialize(mask=False),
            b"\xc1" + masked(Opcode.TEXT, HEARD)[1:],
            b"\x81\xfe\x00\x05" + bytes(9),
            b"\x81",
        ]
    ),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(FRAMES, max_size=8), st.lists(st.tuples(st.integers(0, 2000), st.booleans()), max_size=8), st.booleans())
def test_whatever_comes_however_it_is_chopped_both_ways_are_one(
    frames: list[bytes], cuts: list[tuple[int, bool]], by_frame: bool
) -> None:
    chops = [(frame, turns) for frame in frames for turns in (bool(cuts),)] if by_frame else chopped(b"".join(frames), cuts)
    desk, answered, is_closed = asyncio.run(read(chops, at_once=True))
    slow, slowly, was_closed = asyncio.run(read(chops, at_once=False))
    assert (answered, is_closed) == (slowly, was_closed)
    if slow.heard[-1:] == [("end", 1002)]:
        # Of a piece that holds a broken frame the library gives nothing; what came before it may have been given already.
        assert desk.heard[-1] == slow.heard[-1]
        assert desk.heard[: len(slow.heard) - 1] == slow.heard[:-1]
    else:
        assert desk.heard == slow.heard


@pytest.mark.parametrize("size", [1, 3, 4, 5, 125])
@pytest.mark.asyncio
async def test_one_short_text_alone_is_given_at_once(size: int) -> None:
    desk, _, _ = await read([(masked(Opcode.TEXT, b"t" * size), False)] * 3, at_once=True)
    assert (desk.heard, desk.directly) == ([("text", "t" * size)] * 3, 3)


@pytest.mark.parametrize(
    "before",
    [masked(Opcode.TEXT, "مرحبا".encode()), masked(Opcode.BINARY, b"sound"), masked(Opcode.TEXT, b"x" * 126)],
    ids=["a text beyond ASCII", "sound", "a long text"],
)
@pytest.mark.asyncio
async def test_what_waits_is_read_first(before: bytes) -> None:
    desk, _, _ = await read(
        [(before, False), (masked(Opcode.TEXT, HEARD), True), (masked(Opcode.TEXT, HEARD), True)], at_once=True
    )
    assert [said for _, said in desk.heard[1:]] == [HEARD.decode()] * 2
    assert desk.directly == 2


@pytest.mark.parametrize("cut", [1, 2, 5, 6, 20])
@pytest.mark.asyncio
async def test_half_a_frame_is_left_to_the_library_and_so_is_what_looks_like_one_in_its_rest(cut: int) -> None:
    inner = masked(Opcode.TEXT, HEARD)
    outer = Frame(Opcode.BINARY, inner).serialize(mask=False)
    whole = bytes((outer[0], outer[1] | 0x80)) + bytes(4) + inner
    head = len(whole) - len(inner)
    desk, _, _ = await read([(whole[:head], True), (whole[head:], True)], at_once=True)
    assert (desk.heard, desk.directly) == ([("bytes", inner)], 0)
    desk, _, _ = await read([(inner[:cut], True), (inner[cut:], True), (inner, True)], at_once=True)
    assert (desk.heard, desk.directly) == ([("text", HEARD.decode())] * 2, 1)


@pytest.mark.asyncio
async def test_a_reader_that_breaks_ends_its_own_socket_with_a_code() -> None:
    def broken(self: Desk, text: bytes) -> None:
        raise RuntimeError(text)

    take: Callable[[Desk, bytes], None] = Desk.take
    Desk.take = broken  # type: ignore[method-assign]
    try:
        desk, answered, _ = await read([(masked(Opcode.TEXT, HEARD), True)] * 2, at_once=True)
    finally:
        Desk.take = take  # type: ignore[method-assign]
    assert desk.heard == [("end", 4002)]
    assert answered[2:4] == (4002).to_bytes(2, "big")


def test_only_a_whole_short_masked_ascii_text_is_one() -> None:
    whole = masked(Opcode.TEXT, HEARD)
    assert short_text(whole) == HEARD
    for other in (whole[:-1], whole + b"x", b"\x01" + whole[1:], b"\xc1" + whole[1:], b"", b"\x81", masked(Opcode.TEXT, b"")):
        assert short_text(other) is None
