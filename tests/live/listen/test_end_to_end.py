"""The door behind a real server, in real time: Ogg and HLS as ffmpeg and as our own eyes see them."""

import asyncio
import logging
import re
import socket
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from http.client import HTTPConnection
from urllib.parse import quote

import numpy as np
import pytest
import uvicorn

from multaqa.live.listen.admission import Admission, Verdict
from multaqa.live.listen.app import ListenApp
from multaqa.live.listen.station import Station

from .clock import HandClock
from .sound import Pcm, bundle, decode, encode, find_in, hum

pytestmark = pytest.mark.asyncio

ROOM = "/rooms/" + quote("ديوان")
SPEECH_SECONDS = 5

logger = logging.getLogger(__name__)


@asynccontextmanager
async def serve(station: Station) -> AsyncIterator[int]:
    """The port of a server whose only room is heard through the station."""

    async def find(slug: str, token: str | None) -> Admission:
        return Admission(Verdict.ALLOWED, 1) if slug == "ديوان" else Admission(Verdict.NOT_FOUND)

    config = uvicorn.Config(ListenApp(find, lambda _: station), port=0, log_level="warning", lifespan="off")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.01)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        station.close()
        server.should_exit = True
        await serving


class Ear:
    """A plain HTTP client in a thread, which notes when each piece of sound came."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=20)
        self.pieces: list[tuple[float, bytes]] = []

    def read(self, path: str) -> bytes:
        self._connection.request("GET", f"{ROOM}/{path}")
        response = self._connection.getresponse()
        assert response.status == 200
        return response.read()

    def hear_ogg(self) -> bytes:
        self._connection.request("GET", f"{ROOM}/listen.ogg")
        response = self._connection.getresponse()
        while piece := response.read1():
            self.pieces.append((time.monotonic(), piece))
        return b"".join(piece for _, piece in self.pieces)

    def hear_hls(self) -> bytes:
        """Follows the announced parts, as a low-latency player does, until the playlist ends."""
        address = self.read("listen.m3u8").decode().splitlines()[-1]
        playlist = self.read(address).decode()
        opening = self.read(address.replace("listen.m3u8", "listen/init.mp4"))
        while hint := re.search(r'PRELOAD-HINT.*URI="(listen/(\d+)\.(\d+)\.m4s[^"]*)"', playlist):
            part = self.read(hint[1])
            self.pieces.append((time.monotonic(), part))
            playlist = self.read(f"{address}&_HLS_msn={hint[2]}&_HLS_part={hint[3]}").decode()
        return opening + b"".join(piece for _, piece in self.pieces)

    def hang_up(self) -> None:
        self._connection.close()

    def delays(self, said_at: dict[bytes, float]) -> list[float]:
        """For every packet that was said: how many seconds later it came."""
        return [at - said_at[packet] for at, piece in self.pieces for packet in said_at if packet in piece]


async def ffmpeg(*arguments: str) -> Pcm:
    """What ffmpeg hears until the stream ends of itself."""
    command = ["ffmpeg", "-v", "error", *arguments, "-f", "f32le", "-"]
    process = await asyncio.create_subprocess_exec(*command, stdout=-1, stderr=-1)
    heard, complaints = await asyncio.wait_for(process.communicate(), 30)
    assert (process.returncode, complaints) == (0, b"")
    return np.frombuffer(heard, np.float32).astype(np.float64)


async def speak(station: Station, messages: list[bytes], packets: list[bytes]) -> dict[bytes, float]:
    """Feeds the bundles in real time; when each packet was spoken, which is up to 60 ms before it was fed."""
    said_at: dict[bytes, float] = {}
    start = time.monotonic()
    for number, message in enumerate(messages):
        await asyncio.sleep(max(0.0, start + 0.06 * (number + 1) - time.monotonic()))
        station.feed(message)
        for at in range(3 * number, min(3 * number + 3, len(packets))):
            said_at[packets[at]] = start + 0.02 * at
    return said_at


async def stop_reading(port: int) -> socket.socket:
    """A listener who asks for the stream and reads no more than fits into a small buffer."""
    caller = socket.socket()
    caller.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    caller.setblocking(False)
    loop = asyncio.get_running_loop()
    await loop.sock_connect(caller, ("127.0.0.1", port))
    await loop.sock_sendall(caller, f"GET {ROOM}/listen.ogg HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    return caller


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not holds():  # noqa: ASYNC110 - what a thread or a socket does tells no event
            await asyncio.sleep(0.02)


async def test_speech_comes_through_the_door_in_time_and_as_it_was_said() -> None:
    station = Station()
    said = hum(SPEECH_SECONDS, seed=11)
    packets = encode(said)
    async with serve(station) as port:
        base = f"http://127.0.0.1:{port}{ROOM}"
        ogg_ear, hls_ear = Ear(port), Ear(port)
        hearing = [
            asyncio.create_task(asyncio.to_thread(ogg_ear.hear_ogg)),
            asyncio.create_task(asyncio.to_thread(hls_ear.hear_hls)),
        ]
        watching = [
            asyncio.create_task(ffmpeg("-i", f"{base}/listen.ogg")),
            asyncio.create_task(ffmpeg("-live_start_index", "-1", "-i", f"{base}/listen.m3u8")),
        ]
        await until(lambda: station.listeners == 4)
        said_at = await speak(station, bundle(packets), packets)
        slot_of_rest = len(ogg_ear.pieces) + 30
        await until(lambda: len(ogg_ear.pieces) >= slot_of_rest)
        station.close()
        ogg, hls = await asyncio.gather(*hearing)
        ogg_ear.hang_up()
        hls_ear.hang_up()
        sounds = [decode(ogg), decode(hls), *await asyncio.gather(*watching)]

    for heard in sounds:
        assert find_in(heard, said)[1] > 0.95
    assert station.listeners <= 2  # the HLS visitors are remembered for a while; the Ogg streams are gone
    for name, ear, most in (("ogg", ogg_ear, 0.6), ("hls", hls_ear, 0.8)):
        delays = ear.delays(said_at)
        logger.info("%s: delay at the door, least, median, most: %s s", name, np.quantile(delays, (0, 0.5, 1)).round(3))
        assert len(delays) == len(packets)
        assert float(np.median(delays)) < most


async def test_a_player_that_comes_in_the_middle_of_a_word_plays_from_there_without_complaint() -> None:
    station = Station()
    said = hum(SPEECH_SECONDS, seed=13)
    packets = encode(said)
    messages = bundle(packets)
    async with serve(station) as port:
        first = Ear(port)
        hearing = asyncio.create_task(asyncio.to_thread(first.hear_ogg))
        await until(lambda: station.listeners == 1)
        await speak(station, messages[:34], packets)
        watching = asyncio.create_task(ffmpeg("-i", f"http://127.0.0.1:{port}{ROOM}/listen.ogg"))
        await until(lambda: station.listeners == 2)
        await speak(station, messages[34:], packets[102:])
        have = len(first.pieces)
        await until(lambda: len(first.pieces) >= have + 10)
        station.close()
        heard = await watching
        before = decode(await hearing)
        first.hang_up()
    assert min(find_in(sound, said[102 * 960 :])[1] for sound in (before, heard)) > 0.95
    assert len(heard) < len(before) - 102 * 960


async def test_a_reader_who_stopped_is_noticed_through_the_buffers_of_server_and_kernel() -> None:
    clock = HandClock()
    messages = bundle(encode(hum(60, seed=12)))
    async with serve(clock.station) as port:
        with await stop_reading(port):
            await until(lambda: clock.station.listeners == 1)
            heard = 0
            while clock.station.listeners and heard < len(messages):
                await clock.speak(messages[heard : heard + 1])
                heard += 1
    logger.info("dropped after %.0f s of stream", heard * 0.06)
    assert heard * 0.06 < 30
