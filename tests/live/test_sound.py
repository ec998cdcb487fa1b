"""Sound passes from whoever is on air, from nobody else, and not a moment longer."""

import asyncio

import pytest
from msgspec.structs import replace

from multaqa.live.ports import Announcement, Kept
from multaqa.wire.audio import FIRST, LAST, decode_audio
from multaqa.wire.close_codes import CloseCode
from multaqa.wire.codec import encode
from multaqa.wire.events import Floor, SoundHeard

from .house import AMAL, LAYLA, NOUR, SAMI
from .majlis import Browser, Node, a_node, speech

pytestmark = pytest.mark.asyncio


async def sounds(browser: Browser) -> list[bytes]:
    """The sound that came up to a ping of now."""
    return [message for message in await browser.everything() if isinstance(message, bytes)]


async def on_air(node: Node, browser: Browser) -> int:
    """Puts Sami on air and waits until his page has heard of it; answers the stream."""
    turn = node.house.put_on_air(SAMI)
    while (await browser.until(Floor)).what != "started":
        pass
    return turn.stream


async def test_the_speaker_is_heard_by_all_but_the_page_that_speaks() -> None:
    async with a_node() as node:
        sami, other_page, amal, reader = [await node.enter(who) for who in (SAMI, SAMI, AMAL)] + [
            await node.enter(NOUR, door="text")
        ]
        station = node.engine.station(7)
        stream = await on_air(node, sami)
        fed: list[bytes] = []
        station.feed = fed.append  # type: ignore[method-assign]
        for i in range(10):
            await sami.socket.send(speech(i * 3, flags=FIRST if i == 0 else 0))
        await sami.everything()
        heard = await sounds(amal)
        assert [decode_audio(message).slot for message in heard] == [i * 3 for i in range(10)]
        assert {decode_audio(message).stream for message in heard} == {stream}
        assert decode_audio(heard[0]).packets == decode_audio(speech(0)).packets
        assert await sounds(other_page) == heard == fed
        assert await sounds(sami) == await sounds(reader) == []


async def test_the_speaker_is_told_how_far_they_were_taken() -> None:
    async with a_node() as node:
        sami = await node.enter(SAMI)
        stream = await on_air(node, sami)
        for i in range(4):
            await sami.socket.send(speech(i * 3))
        assert await sami.until(SoundHeard) == SoundHeard(stream=stream, slot=11)


async def test_whoever_asks_or_keeps_order_hears_small_bundles_and_the_gallery_larger_ones() -> None:
    async with a_node() as node:
        sami, layla, amal = [await node.enter(who) for who in (SAMI, LAYLA, AMAL)]
        await on_air(node, sami)
        for i in range(6):
            await sami.socket.send(speech(i, packets=1, flags=LAST if i == 5 else 0))
        await sami.everything()
        assert [len(decode_audio(message).packets) for message in await sounds(layla)] == [1] * 6
        assert [len(decode_audio(message).packets) for message in await sounds(amal)] == [3, 3]
        await sami.socket.send(speech(6, packets=1))
        assert len(decode_audio(await amal.until(bytes)).packets) == 1


async def test_sound_without_the_floor_goes_nowhere_and_ends_the_connection() -> None:
    async with a_node() as node:
        amal, sami, nour = [await node.enter(who) for who in (AMAL, SAMI, NOUR)]
        await on_air(node, sami)
        for i in range(40):
            await nour.socket.send(speech(i, packets=1))
        await nour.everything()
        assert await sounds(amal) == []
        for i in range(20):
            await nour.socket.send(speech(i, packets=1))
        assert await nour.closed() == CloseCode.NO_FLOOR
        await sami.socket.send(speech(0))
        assert isinstance(await amal.until(bytes), bytes)


async def test_after_revoke_nothing_is_heard_in_the_same_turn_of_the_loop() -> None:
    async with a_node() as node:
        sami, amal = await node.enter(SAMI), await node.enter(AMAL)
        await on_air(node, sami)
        live = node.live[7]
        speaker = next(connection for connection in live.connections.values() if connection.person_id == SAMI.id)
        assert live.sound.take(speaker, speech(0), 3) == "pass"
        turn = node.house.turns[1]
        node.house.mute = True
        node.house.change("revoked", turn, state="revoked", spent_ms=5, running_since=0)
        live.hear(Announcement([node.house.events[-1]]))
        assert live.sound.take(speaker, speech(3), 3) == "late"
        seen = await amal.everything()
        assert sum(isinstance(message, bytes) for message in seen) == 1
        assert [m.what for m in seen if isinstance(m, Floor)][-1] == "revoked"


async def test_a_revoke_that_comes_before_the_event_before_it_silences_all_the_same() -> None:
    async with a_node() as node:
        sami = await node.enter(SAMI)
        await on_air(node, sami)
        live = node.live[7]
        speaker = next(iter(live.connections.values()))
        revoked = Floor(n=9, at=1, what="revoked", turns=[replace(node.house.turns[1], state="revoked")], order=[])
        live.hear(Announcement([Kept(9, encode(revoked))]))
        assert live.sound.take(speaker, speech(0), 3) == "late"


async def test_whoever_is_removed_is_silent_at_once() -> None:
    async with a_node() as node:
        sami, amal = await node.enter(SAMI), await node.enter(AMAL)
        await on_air(node, sami)
        live = node.live[7]
        speaker = next(connection for connection in live.connections.values() if connection.person_id == SAMI.id)
        live.hear(Announcement(remove=[SAMI.id]))
        assert live.sound.take(speaker, speech(0), 3) == "late"
        assert await sami.closed() == CloseCode.REMOVED
        assert await sounds(amal) == []


async def test_bytes_that_are_no_sound_end_the_connection() -> None:
    async with a_node() as node:
        sami = await node.enter(SAMI)
        await sami.socket.send(b"\x11\x00\x00\x00")
        assert await sami.closed() == CloseCode.BAD_FRAME


async def test_faster_than_speech_ends_the_connection() -> None:
    async with a_node() as node:
        sami = await node.enter(SAMI)
        await on_air(node, sami)
        for i in range(100):
            await sami.socket.send(speech(i * 16, packets=16))
        assert await sami.closed() == CloseCode.TOO_FAST


async def test_whoever_loses_the_connection_on_air_is_interrupted_and_comes_back() -> None:
    async with a_node() as node:
        sami, amal = await node.enter(SAMI), await node.enter(AMAL)
        await on_air(node, sami)
        second = await node.enter(SAMI)
        await sami.socket.close()
        await asyncio.sleep(0.05)
        assert node.house.asked["absent 2"] == 0
        await second.socket.close()
        while (event := await amal.until(Floor)).what != "interrupted":
            pass
        assert event.turns[0].interrupted
        back = await node.enter(SAMI)
        while (await back.until(Floor)).what != "returned":
            pass
        await back.socket.send(speech(0, flags=FIRST))
        assert decode_audio(await amal.until(bytes)).slot == 0
        assert (node.house.asked["absent 2"], node.house.asked["returned 2"]) == (1, 1)


async def test_a_listener_who_acknowledges_nothing_more_is_sent_nothing_more() -> None:
    moment = [1_000_000_000]
    async with a_node(clock=lambda: moment[0]) as node:
        sami, amal = await node.enter(SAMI), await node.enter(AMAL)
        stream = await on_air(node, sami)

        async def speak(i: int) -> int:
            await sami.socket.send(speech(i * 3))
            await sami.everything()
            moment[0] += 60
            return len(await sounds(amal))

        assert await speak(0) == 1
        await amal.do("heard", stream=stream, slot=0, next=500)
        heard = [await speak(i) for i in range(1, 41)]
        assert heard == [1] * 26 + [0] * 14
        await amal.do("heard", stream=stream, slot=26 * 3)
        await amal.everything()
        assert await speak(41) == 1
