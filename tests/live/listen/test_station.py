"""A station's day: it starts when somebody listens, carries who speaks, counts, drops, rests, ends."""

import asyncio

import pytest

from multaqa.live.listen.fmp4 import write_init
from multaqa.live.listen.hls import AHEAD_PARTS, Place
from multaqa.live.listen.player import Player
from multaqa.live.listen.station import TooFarAhead

from .clock import HandClock
from .sound import bundle, decode, encode, find_in, hum, loudness

pytestmark = pytest.mark.asyncio


async def collect(player: Player) -> bytes:
    return b"".join([page async for page in player])


async def test_a_room_nobody_hears_does_no_work() -> None:
    station = HandClock().station
    for message in bundle(encode(hum(1, seed=1))):
        station.feed(message)
    assert not station.is_running
    assert station.listeners == 0


async def test_a_listener_starts_the_clock_and_half_a_minute_after_the_last_it_stops() -> None:
    clock = HandClock()
    player = clock.station.ogg()
    assert clock.station.is_running
    assert clock.station.listeners == 1
    await clock.go_seconds(5)
    player.leave()
    assert clock.station.listeners == 0
    await clock.go_seconds(29)
    assert clock.station.is_running
    await clock.go_seconds(1)
    assert not clock.station.is_running


async def test_a_rested_station_forgets_old_sound_and_numbers_its_segments_on() -> None:
    clock = HandClock()
    first = await clock.station.playlist("")
    assert "#EXT-X-MEDIA-SEQUENCE:0\n" in first
    await clock.go_seconds(30)
    clock.station.feed(bundle(encode(hum(1, seed=1)))[0])
    assert not clock.station.is_running
    again = await clock.station.playlist("")
    assert "#EXT-X-MEDIA-SEQUENCE:19\n" in again
    assert clock.station.is_running
    clock.station.close()


async def test_a_pause_of_three_seconds_between_two_speakers_keeps_the_stream_going_in_silence() -> None:
    clock = HandClock()
    hearing = asyncio.create_task(collect(clock.station.ogg()))
    hind, omar = hum(2, seed=5), hum(2, seed=6)
    await clock.speak(bundle(encode(hind), stream=4, slot=100))
    await clock.go_seconds(3)
    await clock.speak(bundle(encode(omar), stream=5, slot=9_000))
    await clock.go_seconds(1)
    clock.station.close()
    heard = decode(await hearing)

    hind_at, hind_likeness = find_in(heard, hind)
    omar_at, omar_likeness = find_in(heard, omar)
    assert min(hind_likeness, omar_likeness) > 0.95
    assert abs(omar_at - hind_at - 48_000 * 5) <= 3 * 960
    assert loudness(heard[hind_at + 48_000 * 21 // 10 : omar_at - 4_800]) < 1e-9
    assert loudness(heard[: hind_at - 4_800]) < 1e-9


async def test_everybody_hears_the_same_packets_and_whoever_comes_late_hears_from_there() -> None:
    clock = HandClock()
    early = asyncio.create_task(collect(clock.station.ogg()))
    said = hum(3, seed=7)
    messages = bundle(encode(said))
    await clock.speak(messages[:25])
    late = asyncio.create_task(collect(clock.station.ogg()))
    await clock.speak(messages[25:])
    await clock.go_seconds(1)
    clock.station.close()
    heard_early, heard_late = decode(await early), decode(await late)
    assert find_in(heard_early, said)[1] > 0.95
    assert find_in(heard_late, said[96_000:])[1] > 0.95
    assert 48_000 < len(heard_early) - len(heard_late) < 2 * 48_000


async def test_a_reader_eight_seconds_behind_is_dropped_and_delays_nobody() -> None:
    clock = HandClock()
    slow, quick = clock.station.ogg(), clock.station.ogg()
    hearing = asyncio.create_task(collect(quick))
    await anext(slow)
    await clock.go_seconds(8)
    assert clock.station.listeners == 2
    await clock.go(5)
    assert clock.station.listeners == 1
    assert slow.dropped.is_set()
    with pytest.raises(StopAsyncIteration):
        await anext(slow)
    await clock.go_seconds(1)
    clock.station.close()
    assert len(decode(await hearing)) > 9 * 48_000


async def test_hls_visitors_count_for_fifteen_seconds_after_their_last_word() -> None:
    clock = HandClock()
    await clock.station.playlist("")
    clock.station.see("maryam_0001")
    clock.station.see("yasin_00001")
    clock.station.see("maryam_0001")
    assert clock.station.listeners == 2
    await clock.go_seconds(10)
    clock.station.see("maryam_0001")
    await clock.go_seconds(6)
    assert clock.station.listeners == 1
    await clock.go_seconds(10)
    assert clock.station.listeners == 0
    clock.station.close()


async def test_a_playlist_asked_for_ahead_waits_for_exactly_that_part() -> None:
    clock = HandClock()
    await clock.station.playlist("")
    asked = asyncio.create_task(clock.station.playlist("", segment=3, part=1))
    await clock.go(10)
    assert not asked.done()
    await clock.go(10)
    assert 'URI="listen/3.1.m4s?"' in asked.result()
    clock.station.close()


async def test_a_playlist_asked_for_by_segment_waits_for_the_whole_of_it() -> None:
    clock = HandClock()
    await clock.station.playlist("")
    asked = asyncio.create_task(clock.station.playlist("", segment=3))
    await clock.go(99)
    assert not asked.done()
    await clock.go(1)
    assert "\nlisten/3.m4s?" in asked.result()
    clock.station.close()


async def test_a_playlist_too_far_ahead_is_refused() -> None:
    clock = HandClock()
    await clock.station.playlist("")
    with pytest.raises(TooFarAhead):
        await clock.station.playlist("", segment=6)
    clock.station.close()


async def test_the_announced_part_is_waited_for_and_one_far_ahead_is_not() -> None:
    clock = HandClock()
    await clock.station.playlist("")
    assert await clock.station.part(3, AHEAD_PARTS + 1) is None
    asked = asyncio.create_task(clock.station.part(3, 0))
    await clock.go(9)
    assert not asked.done()
    await clock.go(1)
    assert asked.result() == await clock.station.part(3, 0) is not None
    clock.station.close()


async def test_a_part_that_another_node_has_already_is_waited_for() -> None:
    clock = HandClock()
    await clock.station.playlist("")
    asked = asyncio.create_task(clock.station.part(3, 1))
    await clock.go(19)
    assert not asked.done()
    await clock.go(1)
    assert asked.result() == await clock.station.part(3, 1) is not None
    clock.station.close()


async def test_stations_of_two_nodes_number_their_parts_alike_whenever_they_began() -> None:
    """By the clock: 46 packets into segment 1,000; the second is first asked 3 s later."""
    early, late = HandClock(Place(1_000, 46)), HandClock(Place(1_001, 96))
    await early.station.playlist("")
    await early.go_seconds(3)
    for clock in (early, late):
        playlist = await clock.station.playlist("")
        assert "#EXT-X-MEDIA-SEQUENCE:99" in playlist
        assert 'TYPE=PART,URI="listen/1001.9.m4s?"' in playlist
    said = hum(1, seed=4)
    for clock in (early, late):
        await clock.speak(bundle(encode(said)))
        await clock.go_seconds(1)
    parts = [await clock.station.part(1_002, part) for clock, part in ((early, 0), (late, 1), (early, 2), (late, 3))]
    assert all(parts)
    assert early.station.segment(1_000) is not None
    for clock in (early, late):
        clock.station.close()


async def test_what_khadija_said_is_heard_whole_from_the_parts() -> None:
    clock = HandClock()
    await clock.station.playlist("")
    said = hum(3, seed=8)
    await clock.speak(bundle(encode(said)))
    await clock.go_seconds(1)
    parts = [await clock.station.part(segment, part) for segment in (3, 4) for part in range(10)]
    heard = decode(write_init() + b"".join(part or b"" for part in parts))
    assert find_in(heard, said)[1] > 0.95
    clock.station.close()


async def test_closing_ends_streams_with_their_last_page_and_frees_those_who_wait() -> None:
    clock = HandClock()
    await clock.station.playlist("")
    hearing = asyncio.create_task(collect(clock.station.ogg()))
    asked = asyncio.create_task(clock.station.playlist("", segment=4))
    await clock.go(53)
    clock.station.close()
    clock.station.close()
    stream = await hearing
    assert stream[stream.rindex(b"OggS") + 5] == 4
    assert len(decode(stream)) in range(54 * 960 - 400, 54 * 960 + 1)
    assert (await asked).endswith("#EXT-X-ENDLIST\n")
    assert not clock.station.is_running
    assert clock.station.listeners == 0


async def test_a_closed_station_gives_an_ended_stream_and_does_not_start_again() -> None:
    station = HandClock().station
    station.close()
    assert len(decode(await collect(station.ogg()))) <= 960
    assert (await station.playlist("")).endswith("#EXT-X-ENDLIST\n")
    assert not station.is_running


async def test_a_thousand_made_up_visitors_cannot_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("multaqa.live.listen.audience.MAX_SEEN", 10)
    clock = HandClock()
    await clock.station.playlist("")
    for number in range(1_000):
        clock.station.see(f"visitor_{number}")
    assert clock.station.listeners == 10
    clock.station.close()


async def test_a_clock_that_breaks_ends_the_streams(caplog: pytest.LogCaptureFixture) -> None:
    from multaqa.live.listen.station import Station

    async def break_at_once():  # type: ignore[no-untyped-def]
        raise RuntimeError("no time")
        yield 1

    station = Station(ticks=break_at_once)
    assert len(decode(await collect(station.ogg()))) <= 960
    assert station.closed
    assert "slot clock" in caplog.text


async def test_whoever_hears_is_told_of_when_they_come_and_leave() -> None:
    clock = HandClock()
    player = clock.station.ogg()
    player.leave()
    player.leave()
    assert clock.told == [("came", ""), ("left", "")]
    assert clock.keys[0] == clock.keys[1]


async def test_a_visitor_is_told_of_after_staying_a_while_and_looking_in_leaves_nothing() -> None:
    clock = HandClock()
    await clock.station.playlist("")
    for visitor in ("stays", "looks in"):
        clock.station.see(visitor)
    await clock.go_seconds(6)
    assert clock.told == []
    clock.station.see("stays")
    await clock.go_seconds(1)
    assert clock.told == [("came", "stays")]
    await clock.go_seconds(16)
    assert clock.told == [("came", "stays"), ("left", "stays")]
    assert clock.station.listeners == 0


async def test_everybody_has_left_when_it_is_closed() -> None:
    clock = HandClock()
    player = clock.station.ogg()
    clock.station.see("stays")
    await clock.go_seconds(6)
    clock.station.see("stays")
    await clock.go_seconds(1)
    clock.station.close()
    await collect(player)
    assert sorted(clock.told) == [("came", ""), ("came", "stays"), ("left", ""), ("left", "stays")]
