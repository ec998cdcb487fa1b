"""A machine's clock is set, by an hour, forward and back: nobody is sent away for it, silenced or made to wait."""

import time

import pytest

from multaqa.live.engine import steady_clock, wall_clock
from multaqa.wire.events import Pong, Reply

from .house import AMAL, SAMI
from .majlis import a_node, speech
from .test_sound import on_air, sounds

pytestmark = pytest.mark.asyncio
HOUR = 3_600_000


@pytest.mark.parametrize("step", [HOUR, -HOUR])
async def test_a_clock_that_is_set_changes_nothing_but_the_hour(step: int) -> None:
    ahead = [0]
    async with a_node(clock=lambda: wall_clock() + ahead[0], steady=steady_clock) as node:
        sami, amal = await node.enter(SAMI), await node.enter(AMAL)
        stream = await on_air(node, sami)
        await sami.socket.send(speech(0))
        await sami.everything()
        await amal.do("heard", stream=stream, slot=0, next=500)
        for at in (step, 0, step):
            ahead[0] = at
            for desk in tuple(node.engine.asgi.desks):
                desk.end_if_silent()
            assert isinstance(await amal.ask("say", text=f"الساعة {at}"), Reply)
        await sami.socket.send(speech(3))
        await sami.everything()
        assert len(await sounds(amal)) == 1
        await amal.do("ping", t=1)
        pong = await amal.until(Pong)
        assert abs(pong.now - step - time.time() * 1000) < HOUR / 2
