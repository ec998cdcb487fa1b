"""Sound to listeners: the same packets, the same pace, as many listeners; what a second of listening costs the server."""

import asyncio
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import uvloop

from bench.peers import ears, icecast, janus, live, mumble
from bench.peers.figures import NOT_ALL, Sample, interleaved, quantile
from bench.peers.house import house, room
from bench.peers.machine import Tree

SENDER = Path(__file__).parents[1] / "fanout" / "sender.c"
IDLE_SECONDS, WARM_SECONDS, SECONDS = 1.0, 1.0, 3.5
# In a gallery our listeners say more often how far they have heard until they know their way to be good.
CALM_SECONDS, MANY = 14.0, 500
ENOUGH, FULL = 0.95, 0.9
QUICK, TWICE_ABOVE = 200, 1000
QUICK_DOORS = ("multaqa live", "multaqa listen.ogg", "icecast 300 ms pages", "mumble UDP", "bare C sender")


def contenders(listeners: int) -> list[Callable[[], Sample]]:
    """Who is measured with so many listeners, in turn."""
    found: list[Callable[[], Sample]] = []
    for name, measure in (
        ("multaqa live", our_live),
        ("multaqa listen.ogg", our_ogg),
        ("icecast 100 ms pages", partial(icecast_with, 5)),
        ("icecast 300 ms pages", partial(icecast_with, 15)),
        ("mumble UDP", partial(mumble_by, True)),
        ("mumble TCP tunnel", partial(mumble_by, False)),
        ("bare C sender", bare),
    ):
        act: Any = partial(measure, listeners)
        act.name = name
        found.append(act)
    return found


async def _heard(
    name: str, tree: Tree, crowd: Any, empty: int, speaking: Any, notes: str = "", *, warm: float = WARM_SECONDS
) -> Sample:
    """Measures a crowd that is let in: alone with the server, and then with the speaker."""
    counts, listeners = crowd
    await asyncio.sleep(1)
    memory = (tree.memory_bytes() - empty) / len(listeners) / 1024
    idle, _, _ = await ears.over(IDLE_SECONDS, ears.Counts(), tree)
    task = asyncio.create_task(speaking)
    await asyncio.sleep(warm)
    busy, took, listening = await ears.over(SECONDS, counts, tree)
    await ears.rest(task)
    numbers = {
        "cpu_us_per_listener_s": busy / len(listeners) * 1e6,
        "cpu_percent": busy * 100,
        "idle_percent": idle * 100,
        "kib_per_listener": memory,
        "delay_p50_ms": quantile(counts.delays, 50),
        "delay_p99_ms": quantile(counts.delays, 99),
        "bytes_per_listener_s": counts.bytes / took / len(listeners),
        "packets_heard_share": len(counts.delays) / (took * 50 * -(-len(listeners) // ears.LOOKS)),
        "reads_per_listener_s": counts.reads / took / len(listeners),
        "lost": counts.lost,
    }
    if numbers["packets_heard_share"] < ENOUGH:
        notes = f"{NOT_ALL}: {_gave_out(busy, listening)}"
    return Sample(name, numbers, notes)


def _gave_out(busy: float, listening: float) -> str:
    """What there was not enough of, by the shares of a core."""
    if listening > FULL:
        return "the listeners' own process had its core full, so the server's limit is not seen here"
    if busy > FULL:
        return f"the server asked for {busy:.0%} of a core"
    return f"the server had {busy:.0%} of a core and the listeners {listening:.0%}, of a machine that is shared"


def our_live(listeners: int) -> Sample:
    """The WebSocket door."""

    async def play(url: str, tree: Tree, cast: Any) -> Sample:
        person = await live.take_floor(url, cast)
        empty = tree.memory_bytes()
        crowd = await live.live_crowd(url, cast.listeners)
        warm = CALM_SECONDS if listeners >= MANY else WARM_SECONDS
        sample = await _heard("multaqa live", tree, crowd, empty, live.speak(person), warm=warm)
        for ear in [*crowd[1], person]:
            ear.leave()
        return sample

    with house() as (url, tree), room(listeners) as cast:
        return uvloop.run(play(url, tree, cast))


def our_ogg(listeners: int) -> Sample:
    """The HTTP door."""

    async def play(url: str, tree: Tree, cast: Any) -> Sample:
        person = await live.take_floor(url, cast)
        port, path = int(url.rstrip("/").rsplit(":", 1)[1]), f"/rooms/{cast.gathering.room.slug}/listen.ogg"
        empty = tree.memory_bytes()
        crowd = await ears.http_crowd(port, path, listeners)
        sample = await _heard("multaqa listen.ogg", tree, crowd, empty, live.speak(person))
        ears.leave(crowd[1])
        person.leave()
        return sample

    with house() as (url, tree), room(0) as cast:
        return uvloop.run(play(url, tree, cast))


def icecast_with(packets_a_page: int, listeners: int, *, burst: int = 0) -> Sample:
    """Icecast with pages of so many packets; without a burst listeners hear what is spoken now."""
    name = f"icecast {packets_a_page * 20} ms pages" + (", Debian's burst" if burst else "")

    async def play(port: int, tree: Tree) -> Sample:
        source = asyncio.create_task(icecast.speak(port, packets_a_page))
        await asyncio.sleep(1)
        empty = tree.memory_bytes()
        crowd = await ears.http_crowd(port, icecast.MOUNT, listeners, icecast.AT_ONCE, icecast.AGAIN_SECONDS)
        # Its mount exists only while its source speaks: there is no idle to be measured.
        sample = await _heard(name, tree, crowd, empty, asyncio.sleep(3600))
        sample.numbers["idle_percent"] = float("nan")
        ears.leave(crowd[1])
        await ears.rest(source)
        return sample

    with icecast.icecast(burst=burst) as (port, tree):
        return uvloop.run(play(port, tree))


def mumble_by(udp: bool, listeners: int) -> Sample:
    """Mumble with packets of 60 ms, as our own speakers send; TLS or OCB-AES are part of its protocol."""
    name = "mumble UDP" if udp else "mumble TCP tunnel"

    async def play(port: int, tree: Tree) -> Sample:
        speaker = await mumble.connect(port, ears.Counts(), "speaker", False)
        empty = tree.memory_bytes()
        crowd = await mumble.crowd(port, listeners, udp=udp)
        sample = await _heard(name, tree, crowd, empty, mumble.speak(speaker), "encrypted, as its protocol asks")
        for ear in [*crowd[1], speaker]:
            if ear.transport is not None:
                ear.transport.abort()
        return sample

    with mumble.murmur() as (port, tree):
        return uvloop.run(play(port, tree))


def bare(listeners: int) -> Sample:
    """The floor nobody can beat: C writes the live door's frames at its pace, and does nothing else."""
    from multaqa.live.core.bundles import bundle_size

    packets = -(-bundle_size(listeners) // live.BUNDLE) * live.BUNDLE
    frame = 12 + packets * 62
    with tempfile.TemporaryDirectory() as folder:
        binary = Path(folder) / "sender"
        subprocess.run(["cc", "-O2", "-o", str(binary), str(SENDER)], check=True)
        cpu = uvloop.run(_bare(binary, listeners, frame + 4, packets * 20_000))
    numbers = {
        "cpu_us_per_listener_s": cpu / listeners * 1e6,
        "cpu_percent": cpu * 100,
        "bytes_per_listener_s": (frame + 4) * 50 / packets,
        "reads_per_listener_s": 50 / packets,
    }
    return Sample("bare C sender", numbers)


async def _bare(binary: Path, listeners: int, size: int, interval_us: int) -> float:
    """CPU seconds a second."""
    loop, rounds = asyncio.get_running_loop(), int(SECONDS * 1e6 / interval_us)
    process = await asyncio.create_subprocess_exec(
        str(binary), str(listeners), str(size), str(interval_us), str(rounds), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    port, counts = int(await process.stdout.readline()), ears.Counts()
    counts.measuring = True
    crowd = [(await loop.create_connection(lambda: _Sink(counts), "127.0.0.1", port))[0] for _ in range(listeners)]
    napping = loop.create_task(ears.nap())
    cpu = float(await process.stdout.readline())
    await process.wait()
    await ears.rest(napping)
    for transport in crowd:
        transport.abort()
    return cpu / (rounds * interval_us / 1e6)


class _Sink(asyncio.Protocol):
    def __init__(self, counts: ears.Counts) -> None:
        self.counts = counts

    def data_received(self, data: bytes) -> None:
        self.counts.reads += 1
        self.counts.bytes += len(data)


def measure(quick: bool, runs: int, say: Callable[[str], None], sizes: Sequence[int] = ()) -> dict[str, list[Sample]]:
    """A small crowd and fewer doors when quick, two crowds otherwise; and a few real WebRTC listeners, who cost their own
    machine far more."""
    found = {}
    for size in sizes or ((QUICK,) if quick else (500, 2000)):
        asked = [act for act in contenders(size) if not quick or _name(act) in QUICK_DOORS]
        found[f"{size:,} listeners"] = interleaved(asked, runs if size <= TWICE_ABOVE else min(runs, 2), say)
    few = 20 if quick else 100
    small = [act for act in contenders(few) if _name(act) in ("multaqa live", "mumble UDP")[: 1 if quick else 2]]
    webrtc: Any = partial(janus.listened, few)
    webrtc.name = "janus videoroom"
    return found | {f"{few} listeners, beside WebRTC": interleaved([*small, webrtc], 1 if quick else runs, say)}


def _name(act: Any) -> str:
    return str(act.name)
