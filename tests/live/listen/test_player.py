"""A player whose pages go straight down a pipe: what it is given when the pipe is full, and how it ends."""

import asyncio

import pytest

from multaqa.live.listen import station as stations
from multaqa.live.listen.player import BACKLOG_PAGES, Page, Player, page_of

from .clock import HandClock
from .sound import bundle, decode, encode, find_in, hum

pytestmark = pytest.mark.asyncio
CLOSING = page_of(b"the end")


class Hose:
    """A pipe that holds `room` pages."""

    def __init__(self, room: int = 1_000_000) -> None:
        self.room, self.chunks = room, list[bytes]()

    def take(self, page: Page) -> bool:
        if len(self.chunks) >= self.room:
            return False
        self.force(page)
        return True

    def force(self, page: Page) -> None:
        self.chunks.append(page.chunk)

    @property
    def body(self) -> bytes:
        """What the chunks hold."""
        return b"".join(chunk.split(b"\r\n", 1)[1][:-2] for chunk in self.chunks)


def player_and_gone() -> tuple[Player, list[Player]]:
    gone: list[Player] = []
    return Player(b"opening", gone.append), gone


async def test_a_page_and_its_chunk_are_the_same() -> None:
    assert page_of(b"p" * 300) == (b"p" * 300, b"12c\r\n" + b"p" * 300 + b"\r\n")


async def test_pages_wait_in_order_while_the_pipe_is_full_and_go_on_when_it_is_not() -> None:
    player, _ = player_and_gone()
    hose = Hose(room=2)
    pages = [page_of(b"page %d" % n) for n in range(5)]
    player.hear(pages[0])
    player.pour_into(hose)
    for page in pages[1:4]:
        player.hear(page)
    assert hose.body == b"page 0page 1"
    hose.room = 4
    player.hear(pages[4])
    assert hose.body == b"page 0page 1page 2page 3"
    player.end(CLOSING)
    player.end(CLOSING)
    assert hose.body == b"page 0page 1page 2page 3page 4the end"
    assert player.ended.is_set()


async def test_one_whose_pipe_stays_full_is_given_up_after_eight_seconds() -> None:
    player, gone = player_and_gone()
    player.pour_into(Hose(room=0))
    for _ in range(BACKLOG_PAGES):
        player.hear(page_of(b"page"))
    assert (gone, player.dropped.is_set()) == ([], False)
    player.hear(page_of(b"page"))
    assert (gone, player.dropped.is_set()) == ([player], True)


async def test_a_page_is_made_once_and_whoever_comes_later_goes_on_in_the_same_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stations, "SLICE", 2)
    clock = HandClock()
    said = hum(3, seed=7)
    messages = bundle(encode(said))
    early = [(clock.station.ogg(), Hose()) for _ in range(5)]
    for player, hose in early:
        player.pour_into(hose)
    await clock.speak(messages[:25])
    late, hose = clock.station.ogg(), Hose()
    late.pour_into(hose)
    await clock.speak(messages[25:])
    await clock.go_seconds(1)
    clock.station.close()
    heard = early[0][1].chunks
    assert all(other.chunks == heard for _, other in early)
    assert heard[-len(hose.chunks) :] == hose.chunks
    assert heard[-1] is hose.chunks[-1]
    assert find_in(decode(late.opening + hose.body), said[96_000:])[1] > 0.95
    assert clock.station.listeners == 0


async def test_whoever_had_not_got_a_page_when_the_room_closes_still_gets_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stations, "SLICE", 1)
    clock = HandClock()
    hoses = [Hose() for _ in range(4)]
    for hose in hoses:
        clock.station.ogg().pour_into(hose)
    clock._due.put_nowait(5)
    while not hoses[0].chunks:  # noqa: ASYNC110
        await asyncio.sleep(0)
    assert [len(hose.chunks) for hose in hoses] == [1, 0, 0, 0]
    clock.station.close()
    assert [len(hose.chunks) for hose in hoses] == [2, 2, 2, 2]
