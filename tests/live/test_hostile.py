"""Whatever one socket is sent, only that socket bears it."""

import asyncio
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from websockets.exceptions import ConnectionClosed

from multaqa.wire.close_codes import CloseCode

from .house import AMAL, SAMI
from .majlis import Browser, Node, a_node

WORDS = st.sampled_from(["do", "key", "text", "ticket", "turn", "t", "stream", "slot", "say", "heard", "people", "door"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=5),
    max_leaves=12,
)
FRAMES = st.lists(st.binary(max_size=300) | st.text(max_size=300) | JSON.map(json.dumps), max_size=12)
BROKEN = (
    b"\xff" * 50,  # reserved bits
    b"\x81\x82\x00\x00\x00\x00\xc3\x28",  # text that is no UTF-8
    b"\x00" * 9,  # a continuation of nothing
    b"\x89\xfe\xff\xff" + b"p" * 70_000,  # a ping too long
)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(frames=FRAMES, welcomed=st.booleans())
def test_whatever_is_sent_a_bystander_is_unharmed(frames: list[str | bytes], welcomed: bool) -> None:
    asyncio.run(_bystander(frames, welcomed))


async def _bystander(frames: list[str | bytes], welcomed: bool) -> None:
    async with a_node() as node:
        amal = await node.enter(AMAL)
        hostile = Browser(await node.socket(compression=None))
        if welcomed:
            await hostile.hello(node.house.ticket("hostile"))
        try:
            for frame in frames:
                await hostile.socket.send(frame)
            await hostile.do("ping", t=1)
        except ConnectionClosed:
            pass
        await say_something(node, amal)
        if hostile.socket.close_code is not None:
            assert hostile.socket.close_code in (CloseCode.BAD_FRAME, CloseCode.TOO_FAST, CloseCode.NO_FLOOR)
        hostile.socket.transport.abort()


async def say_something(node: Node, listener: Browser) -> None:
    node.house.say(SAMI, "كل شيء بخير")
    assert await listener.said() == "كل شيء بخير"


@pytest.mark.asyncio
async def test_broken_protocol_and_broken_utf8_end_only_their_own_socket() -> None:
    async with a_node() as node:
        amal = await node.enter(AMAL)
        for raw in BROKEN:
            hostile = await node.socket(compression=None)
            hostile.transport.write(raw)
            with pytest.raises(ConnectionClosed):
                while True:
                    await asyncio.wait_for(hostile.recv(), 2)
        await say_something(node, amal)
