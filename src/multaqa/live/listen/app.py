"""The HTTP door to the light stream: a raw ASGI application.

    GET /rooms/<slug>/listen.ogg                    one endless Ogg/Opus stream, for players
    GET /rooms/<slug>/listen.m3u8                   low-latency HLS; its playlist leads to
    GET /rooms/<slug>/listen/init.mp4, <n>.m4s, <n>.<p>.m4s

`?t=` carries the token of someone whom the room is not open to anyway.
"""

import asyncio
import secrets
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import replace
from typing import Any

from multaqa.live.listen import answers
from multaqa.live.listen.address import InitWish, MediaWish, OggWish, PlaylistWish, Query, Wish, read_path, read_query
from multaqa.live.listen.admission import Admission, Find, Verdict
from multaqa.live.listen.answers import MP4, OGG, PLAYLIST, TEXT, Headers, Receive, Scope, Send
from multaqa.live.listen.backpressure import ChunkPipe, find_connection, find_pipe, narrow
from multaqa.live.listen.fmp4 import write_init
from multaqa.live.listen.hls import write_variants
from multaqa.live.listen.player import Player
from multaqa.live.listen.recall import Recall
from multaqa.live.listen.station import Station, TooFarAhead

# A piece of sound never changes, and is out of every list after half a minute.
MEDIA_KEPT_SECONDS = 30
RETRY_SECONDS = 15
RECHECK_SECONDS = 30.0
GOODBYE_SECONDS = 1.0

_STATUS = {Verdict.NOT_FOUND: 404, Verdict.FORBIDDEN: 403, Verdict.NOT_LIVE: 503}
_NOTICE = {
    Verdict.NOT_FOUND: "There is no such room here.",
    Verdict.FORBIDDEN: "This room is not open to you.",
    Verdict.NOT_LIVE: "This room is silent now: no gathering is open. Try again later.",
}
_INIT = write_init()


class ListenApp:
    """`find` answers who may listen to which gathering; `stations` gives the station of a gathering by its number.

    An Ogg listener is asked about again every `recheck_seconds`, for a stream may outlast the right to hear it.
    The many small requests of HLS share an answer of `find` for `recall_seconds`.
    """

    def __init__(
        self,
        find: Find,
        stations: Callable[[int], Station],
        *,
        recheck_seconds: float = RECHECK_SECONDS,
        recall_seconds: float = 2.0,
    ) -> None:
        self._find = find
        self._recall = Recall(find, seconds=recall_seconds)
        self._stations = stations
        self._recheck_seconds = recheck_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        exchange = Exchange(scope, receive, send)
        wish = read_path(scope["path"])
        if wish is None:
            await exchange.refuse(404, _NOTICE[Verdict.NOT_FOUND])
        elif scope["method"] not in ("GET", "HEAD"):
            await exchange.refuse(405, "Only GET and HEAD.", [(b"allow", b"GET, HEAD")])
        else:
            await self._admit(exchange, wish)

    async def _admit(self, exchange: "Exchange", wish: Wish) -> None:
        find = self._find if isinstance(wish, OggWish) else self._recall
        admission = await find(wish.slug, exchange.query.token)
        if admission.verdict is not Verdict.ALLOWED or admission.gathering is None:
            await exchange.turn_away(admission)
            return
        station = self._stations(admission.gathering)
        if not isinstance(wish, OggWish):
            await _serve_hls(exchange, wish, station)
        elif station.closed:
            await exchange.turn_away(Admission(Verdict.NOT_LIVE))
        else:
            await self._pour(exchange, wish, station)

    async def _pour(self, exchange: "Exchange", wish: OggWish, station: Station) -> None:
        """Streams until the gathering ends, the listener goes, falls 8 s behind, or may not listen any more."""
        await answers.begin_stream(exchange.send, OGG)
        if not exchange.is_get:
            await answers.end_stream(exchange.send)
            return
        connection = find_connection(exchange.send)
        narrow(connection)
        pipe = find_pipe(exchange.send)
        player = station.ogg()
        try:
            await _first_of(
                _write_pages(exchange.send, player) if pipe is None else _pour(exchange.send, player, pipe),
                player.dropped.wait(),
                _wait_for_parting(exchange.receive),
                self._wait_for_barring(wish.slug, exchange.query.token),
            )
        finally:
            player.leave()
        if player.dropped.is_set() and connection:
            connection.abort()
        else:
            await _say_goodbye(exchange.send)

    async def _wait_for_barring(self, slug: str, token: str | None) -> None:
        while True:
            await asyncio.sleep(self._recheck_seconds)
            if (await self._find(slug, token)).verdict is not Verdict.ALLOWED:
                return


class Exchange:
    """One request and the way to answer it."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.query: Query = read_query(scope["query_string"])
        self.is_get: bool = scope["method"] == "GET"
        self.receive = receive
        self.send = send

    async def give(self, kind: bytes, body: bytes, *, keep_seconds: int = 0) -> None:
        """What a token opened is kept by nobody."""
        keep_seconds = 0 if self.query.token else keep_seconds
        await answers.answer(self.send, 200, kind, body, with_body=self.is_get, keep_seconds=keep_seconds)

    async def refuse(self, status: int, notice: str, more: Headers | None = None) -> None:
        text = f"{notice}\n".encode()
        await answers.answer(self.send, status, TEXT, text, with_body=self.is_get, more=more)

    async def turn_away(self, admission: Admission) -> None:
        verdict = Verdict.NOT_LIVE if admission.verdict is Verdict.ALLOWED else admission.verdict
        retry = [(b"retry-after", str(RETRY_SECONDS).encode())] if verdict is Verdict.NOT_LIVE else None
        await self.refuse(_STATUS[verdict], admission.notice or _NOTICE[verdict], retry)


async def _serve_hls(exchange: Exchange, wish: PlaylistWish | InitWish | MediaWish, station: Station) -> None:
    if exchange.query.visitor:
        station.see(exchange.query.visitor)
    match wish:
        case PlaylistWish():
            await _serve_playlist(exchange, station)
        case InitWish():
            await exchange.give(MP4, _INIT, keep_seconds=MEDIA_KEPT_SECONDS)
        case MediaWish(segment=segment, part=None):
            await _serve_media(exchange, station.segment(segment))
        case MediaWish(segment=segment, part=int(part)):
            await _serve_media(exchange, await station.part(segment, part))


async def _serve_playlist(exchange: Exchange, station: Station) -> None:
    query = exchange.query
    if query.visitor is None:
        variants = write_variants(replace(query, visitor=secrets.token_urlsafe(9)).carry())
        await exchange.give(PLAYLIST, variants.encode())
        return
    try:
        playlist = await station.playlist(query.carry_to_media(), segment=query.segment, part=query.part)
    except TooFarAhead:
        await exchange.refuse(400, "That segment is too far ahead.")
        return
    await exchange.give(PLAYLIST, playlist.encode())


async def _serve_media(exchange: Exchange, media: bytes | None) -> None:
    if media is None:
        await exchange.refuse(404, "This piece of sound is not here, or not here any more.")
    else:
        await exchange.give(MP4, media, keep_seconds=MEDIA_KEPT_SECONDS)


async def _write_pages(send: Send, player: Player) -> None:
    async for page in player:
        await answers.continue_stream(send, page)


async def _pour(send: Send, player: Player, pipe: ChunkPipe) -> None:
    await answers.continue_stream(send, player.opening)
    player.pour_into(pipe)
    await player.ended.wait()


async def _say_goodbye(send: Send) -> None:
    """Ends the answer in order, unless the socket is full: then the server closes it without."""
    with suppress(TimeoutError):
        async with asyncio.timeout(GOODBYE_SECONDS):
            await answers.end_stream(send)


async def _wait_for_parting(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _first_of(*deeds: Coroutine[Any, Any, object]) -> None:
    """Runs all until one is done, ends the others, and passes on the error of the one that broke."""
    tasks = [asyncio.ensure_future(deed) for deed in deeds]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    for outcome in outcomes:
        if isinstance(outcome, Exception):
            raise outcome
