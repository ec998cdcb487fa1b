"""The door, asked as an ASGI server asks it: who is let in, what is said to the others, and who is shown out."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from multaqa.live.listen.admission import Admission, Verdict
from multaqa.live.listen.app import ListenApp
from multaqa.live.listen.player import BACKLOG_SECONDS

from .clock import HandClock
from .sound import bundle, decode, encode, find_in, hum

pytestmark = pytest.mark.asyncio

DIWAN = 7


class House:
    """Two rooms: the diwan, whose gathering is open, and the council, which wants a token; both may change."""

    def __init__(self) -> None:
        self.clock = HandClock()
        self.asked = 0
        self.verdicts = {"ديوان": Verdict.ALLOWED, "majlis": Verdict.FORBIDDEN, "empty": Verdict.NOT_LIVE}
        self.app = ListenApp(self.find, lambda gathering: {DIWAN: self.clock.station}[gathering])

    async def find(self, slug: str, token: str | None) -> Admission:
        self.asked += 1
        verdict = self.verdicts.get(slug, Verdict.NOT_FOUND)
        if slug == "majlis" and token == "let me in":
            verdict = Verdict.ALLOWED
        return Admission(verdict, DIWAN if verdict is Verdict.ALLOWED else None)


class Visit:
    """One request: what was sent back, a socket that can be full, and a caller who can hang up."""

    def __init__(self, app: ListenApp, path: str, query: str = "", method: str = "GET") -> None:
        self.status = 0
        self.headers: dict[str, str] = {}
        self.body = b""
        self.ended = False
        self.flowing = asyncio.Event()
        self.flowing.set()
        self._received: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._received.put_nowait({"type": "http.request", "body": b"", "more_body": False})
        scope = {"type": "http", "method": method, "path": path, "query_string": query.encode()}
        self.task = asyncio.create_task(app(scope, self._received.get, self._take))

    async def _take(self, message: Any) -> None:
        await self.flowing.wait()
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        else:
            self.body += message["body"]
            self.ended = not message.get("more_body", False)

    def hang_up(self) -> None:
        self._received.put_nowait({"type": "http.disconnect"})


async def until(holds: Callable[[], bool]) -> None:
    """Lets the loop turn until it is so; fails after a thousand turns."""
    for _ in range(1_000):
        if holds():
            return
        await asyncio.sleep(0)
    raise AssertionError("it never came to be so")


async def visit(app: ListenApp, path: str, query: str = "", method: str = "GET") -> Visit:
    """A request answered to its end."""
    caller = Visit(app, path, query, method)
    await asyncio.wait_for(caller.task, 5)
    return caller


async def tune_in(house: House, path: str = "/rooms/ديوان/listen.ogg", query: str = "") -> Visit:
    caller = Visit(house.app, path, query)
    await until(lambda: caller.body != b"")
    return caller


async def test_a_player_gets_an_endless_ogg_that_nobody_keeps() -> None:
    house = House()
    caller = await tune_in(house)
    assert caller.status == 200
    assert caller.headers == {
        "content-type": "audio/ogg; codecs=opus",
        "access-control-allow-origin": "*",
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "accept-ranges": "none",
        "x-accel-buffering": "no",
        "connection": "close",
    }
    said = hum(2, seed=9)
    await house.clock.speak(bundle(encode(said)))
    await house.clock.go_seconds(1)
    assert not caller.ended
    house.clock.station.close()
    await caller.task
    assert caller.ended
    assert find_in(decode(caller.body), said)[1] > 0.95


@pytest.mark.parametrize(
    ("path", "status", "text", "retry"),
    [
        ("/rooms/nowhere/listen.ogg", 404, "There is no such room here.\n", None),
        ("/rooms/nowhere/listen.m3u8", 404, "There is no such room here.\n", None),
        ("/rooms/ديوان/listen.mp3", 404, "There is no such room here.\n", None),
        ("/rooms/majlis/listen.ogg", 403, "This room is not open to you.\n", None),
        ("/rooms/empty/listen.ogg", 503, "This room is silent now: no gathering is open. Try again later.\n", "15"),
        ("/rooms/empty/listen.m3u8", 503, "This room is silent now: no gathering is open. Try again later.\n", "15"),
    ],
)
async def test_whoever_is_turned_away_is_told_why(path: str, status: int, text: str, retry: str | None) -> None:
    house = House()
    caller = await visit(house.app, path)
    assert (caller.status, caller.body.decode(), caller.headers.get("retry-after")) == (status, text, retry)
    assert caller.headers["content-type"] == "text/plain; charset=utf-8"
    assert not house.clock.station.is_running


async def test_the_houses_own_words_are_passed_on() -> None:
    async def find(slug: str, token: str | None) -> Admission:
        return Admission(Verdict.NOT_LIVE, notice="لا مجلس الآن")

    caller = await visit(ListenApp(find, lambda _: HandClock().station), "/rooms/diwan/listen.ogg")
    assert caller.body.decode() == "لا مجلس الآن\n"


async def test_a_token_opens_a_closed_room_and_every_address_carries_it() -> None:
    house = House()
    variants = await visit(house.app, "/rooms/majlis/listen.m3u8", "t=let+me+in")
    address = variants.body.decode().splitlines()[-1]
    assert address.startswith("listen.m3u8?s=")
    assert address.endswith("&t=let+me+in")
    playlist = await visit(house.app, "/rooms/majlis/listen.m3u8", address.partition("?")[2])
    links = [line for line in playlist.body.decode().splitlines() if "listen/" in line]
    assert len(links) == 1 + 30 + 3 + 1
    assert all('?t=let+me+in"' in f'{link}"' for link in links)
    house.clock.station.close()


async def test_a_cache_on_the_way_keeps_the_sound_of_an_open_room_and_nothing_else() -> None:
    house = House()
    kept = {}
    for room, query in (("ديوان", "s=visitor-0001"), ("majlis", "s=visitor-0001&t=let+me+in")):
        for path in ("listen.m3u8", "listen/init.mp4", "listen/0.m4s", "listen/0.0.m4s", "listen/9.m4s"):
            caller = await visit(house.app, f"/rooms/{room}/{path}", query)
            kept[room, path] = caller.status, caller.headers["cache-control"]
    for_a_while = (200, "public, max-age=30")
    assert kept["ديوان", "listen.m3u8"] == (200, "no-store")
    assert kept["ديوان", "listen/9.m4s"] == (404, "no-store")
    assert [kept["ديوان", path] for path in ("listen/init.mp4", "listen/0.m4s", "listen/0.0.m4s")] == [for_a_while] * 3
    assert {said for (room, _), (_, said) in kept.items() if room == "majlis"} == {"no-store"}
    house.clock.station.close()


async def test_asking_for_the_headers_only_starts_nothing() -> None:
    house = House()
    stream = await visit(house.app, "/rooms/ديوان/listen.ogg", method="HEAD")
    assert (stream.status, stream.body, stream.ended) == (200, b"", True)
    absent = await visit(house.app, "/rooms/nowhere/listen.ogg", method="HEAD")
    assert (absent.status, absent.body, absent.headers["content-length"]) == (404, b"", "28")
    assert not house.clock.station.is_running


async def test_nothing_can_be_posted() -> None:
    caller = await visit(House().app, "/rooms/ديوان/listen.ogg", method="POST")
    assert (caller.status, caller.headers["allow"]) == (405, "GET, HEAD")


async def test_listeners_are_counted_as_they_come_and_go() -> None:
    house = House()
    zahra, bilal = await tune_in(house), await tune_in(house)
    assert house.clock.station.listeners == 2
    zahra.hang_up()
    await zahra.task
    assert house.clock.station.listeners == 1
    await visit(house.app, "/rooms/ديوان/listen.m3u8", "s=visitor-0001")
    await visit(house.app, "/rooms/ديوان/listen/init.mp4", "s=visitor-0001")
    assert house.clock.station.listeners == 2
    bilal.hang_up()
    await bilal.task
    await house.clock.go_seconds(16)
    assert house.clock.station.listeners == 0
    await house.clock.go_seconds(29)
    assert not house.clock.station.is_running


async def test_one_who_does_not_read_is_dropped_and_the_other_hears_on() -> None:
    house = House()
    stuck, well = await tune_in(house), await tune_in(house)
    stuck.flowing.clear()
    said = hum(BACKLOG_SECONDS + 1, seed=10)
    await house.clock.speak(bundle(encode(said)))
    assert house.clock.station.listeners == 1
    house.clock.station.close()
    await well.task
    assert find_in(decode(well.body), said)[1] > 0.95
    await asyncio.wait_for(stuck.task, 3)
    assert not stuck.ended


async def test_who_loses_the_right_to_listen_is_shown_out_of_a_running_stream() -> None:
    house = House()
    house.app = ListenApp(house.find, lambda _: house.clock.station, recheck_seconds=0.01)
    caller = await tune_in(house)
    house.verdicts["ديوان"] = Verdict.FORBIDDEN
    await asyncio.wait_for(caller.task, 5)
    assert caller.ended
    assert house.clock.station.listeners == 0


async def test_the_many_requests_of_hls_ask_the_house_once_in_two_seconds() -> None:
    house = House()
    for _ in range(20):
        await visit(house.app, "/rooms/ديوان/listen.m3u8", "s=visitor-0001")
    assert house.asked == 1
    house.clock.station.close()


async def test_segments_and_parts_are_served_and_what_is_gone_is_not() -> None:
    house = House()
    await visit(house.app, "/rooms/ديوان/listen.m3u8", "s=visitor-0001")
    whole = await visit(house.app, "/rooms/ديوان/listen/2.m4s")
    part = await visit(house.app, "/rooms/ديوان/listen/2.0.m4s")
    assert whole.body.startswith(part.body)
    assert whole.headers["content-type"] == "audio/mp4"
    assert (await visit(house.app, "/rooms/ديوان/listen/77.m4s")).status == 404
    too_far = await visit(house.app, "/rooms/ديوان/listen.m3u8", "s=visitor-0001&_HLS_msn=77")
    assert too_far.status == 400
    house.clock.station.close()


async def test_a_blocking_reload_is_answered_when_its_part_is_there() -> None:
    house = House()
    await visit(house.app, "/rooms/ديوان/listen.m3u8", "s=visitor-0001")
    caller = Visit(house.app, "/rooms/ديوان/listen.m3u8", "s=visitor-0001&_HLS_msn=3&_HLS_part=0")
    await house.clock.go(9)
    assert caller.status == 0
    await house.clock.go(1)
    await caller.task
    assert b"listen/3.0.m4s" in caller.body
    house.clock.station.close()


async def test_an_error_of_the_house_is_not_swallowed() -> None:
    async def find(slug: str, token: str | None) -> Admission:
        raise RuntimeError("the database is away")

    app = ListenApp(find, lambda _: HandClock().station)
    with pytest.raises(RuntimeError, match="the database is away"):
        await visit(app, "/rooms/diwan/listen.ogg")
