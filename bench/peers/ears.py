"""Listeners on plain TCP: they read and count, and every sixteenth looks how old the sound is."""

import asyncio
import time
from contextlib import suppress
from typing import Any, cast

from bench.peers import mark

LOOKS = 16
AT_ONCE = 64
NAP_SECONDS = 0.01
TRY_SECONDS = 15.0


class Counts:
    """What a crowd heard together."""

    def __init__(self) -> None:
        self.reads = 0
        self.bytes = 0
        self.lost = 0
        self.delays: list[int] = []
        self.measuring = False


class Ear(asyncio.Protocol):
    """One listener. `hello` is what is sent to be let in."""

    def __init__(self, counts: Counts, hello: bytes, looks: bool) -> None:
        self.counts, self.hello, self.looks = counts, hello, looks
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.transport.write(self.hello)

    def data_received(self, data: bytes) -> None:
        if not self.opened.done():
            if b" 200 " not in data[:20]:
                self.opened.set_exception(ConnectionError(data[:60].decode("latin-1")))
                return
            self.opened.set_result(None)
        counts = self.counts
        if counts.measuring:
            counts.reads += 1
            counts.bytes += len(data)
            if self.looks:
                counts.delays.extend(mark.delays(data, mark.now_ms()))

    def connection_lost(self, error: Exception | None) -> None:
        if self.opened.done():
            self.counts.lost += 1
        else:
            self.opened.set_exception(ConnectionError("closed before it opened"))


async def http_crowd(
    port: int, path: str, listeners: int, at_once: int = AT_ONCE, again: float = TRY_SECONDS
) -> tuple[Counts, list[Ear]]:
    """So many listeners of one stream, all let in, no more than `at_once` knocking at a time; who gets no answer knocks `again`.
    Raises TimeoutError when that takes longer than anybody waits."""
    counts, gate = Counts(), asyncio.Semaphore(at_once)
    hello = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUser-Agent: ear\r\n\r\n".encode()

    async def come(number: int) -> Ear:
        while True:
            async with gate:
                ear = Ear(counts, hello, number % LOOKS == 0)
                if await _let_in(ear, port, again):
                    return ear

    coming = [asyncio.create_task(come(number)) for number in range(listeners)]
    _, outside = await asyncio.wait(coming, timeout=patience(listeners))
    for task in outside:
        task.cancel()
    if outside:
        raise TimeoutError(f"{len(outside)} of {listeners:,} were not let in within {patience(listeners):.0f} s")
    counts.lost = 0
    return counts, [task.result() for task in coming]


async def _let_in(ear: Ear, port: int, seconds: float) -> bool:
    """A kernel whose queue of knocks is full drops them in silence, and knocks again only after seconds."""
    try:
        async with asyncio.timeout(seconds):
            await asyncio.get_running_loop().create_connection(lambda: ear, "127.0.0.1", port)
            await ear.opened
    except (OSError, TimeoutError):
        if ear.transport is not None:
            ear.transport.abort()
        return False
    return True


def patience(listeners: int) -> float:
    """Seconds after which so many are not waited for any more."""
    return 80 + listeners / 100


def leave(ears: list[Ear]) -> None:
    """Everybody goes at once."""
    for ear in ears:
        if ear.transport is not None:
            ear.transport.abort()


async def nap() -> None:
    """Lets this process look at its sockets a hundred times a second only. On a loopback the sender pays for waking who
    reads: a slow server would wake it for every write, a fast one once, and over a network nobody does."""
    while True:
        time.sleep(NAP_SECONDS)  # noqa: ASYNC251
        await asyncio.sleep(0)


async def rest(task: asyncio.Task[Any]) -> None:
    """Ends a task of ours."""
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def over(seconds: float, counts: Any, tree: Any) -> tuple[float, float, float]:
    """Measures for so long: CPU seconds of the server's tree a second, the seconds it really took, and the share of a core that
    the listeners' own process asked for."""
    loop = asyncio.get_running_loop()
    napping = loop.create_task(nap())
    await asyncio.sleep(0.5)
    counts.measuring, cpu, own, began = True, tree.cpu_seconds(), time.process_time(), loop.time()
    await asyncio.sleep(seconds)
    counts.measuring, took = False, loop.time() - began
    used, listening = (tree.cpu_seconds() - cpu) / took, (time.process_time() - own) / took
    await rest(napping)
    return used, took, listening
