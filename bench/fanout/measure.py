"""Interleaved runs: our node with one speaker and N listeners, then a bare C sender that writes frames of the same size
at the same pace to as many sockets. The listeners are a process of their own in both."""

import argparse
import asyncio
import json
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

import uvloop

HERE = Path(__file__).parent
SECONDS = 10
# Listeners say more often how far they have heard until they know their way to be good.
CALM_SECONDS = 14


class Sink(asyncio.Protocol):
    """Reads and counts; the cheapest listener there is."""

    frames = 0
    size = 0

    def data_received(self, data: bytes) -> None:
        Sink.frames += 1
        Sink.size = len(data)


async def bare(binary: Path, listeners: int, size: int, per_second: float) -> float:
    """µs of CPU per delivery of the C sender."""
    rounds = int(SECONDS * per_second)
    process = await asyncio.create_subprocess_exec(
        str(binary), str(listeners), str(size), str(int(1e6 / per_second)), str(rounds), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    port, loop = int(await process.stdout.readline()), asyncio.get_running_loop()
    for _ in range(listeners):
        await loop.create_connection(Sink, "127.0.0.1", port)
    cpu = float(await process.stdout.readline())
    await process.wait()
    return cpu / (rounds * listeners) * 1e6


async def ours(server, cast, packets) -> tuple[float, float, int]:  # type: ignore[no-untyped-def]
    """µs of CPU per delivery of our node, deliveries a second and listener, and the size of a frame on the wire."""
    from multaqa.rehearse.person import Person
    from multaqa.rehearse.speaking import Speaker

    sizes: list[int] = []

    class Ear(Person):
        messages = 0

        def _binary(self, data: bytes) -> None:
            Ear.messages += 1
            sizes.append(len(data)) if len(sizes) < 500 else None
            super()._binary(data)  # which says how far it heard, as a browser does

    people = [Ear(server.url, ticket, measuring=False) for ticket in cast.listeners]
    for start in range(0, len(people), 50):
        await asyncio.gather(*(person.join() for person in people[start : start + 50]))
    name, ticket = cast.speakers[0]
    speaker = Speaker(Person(server.url, ticket, name), packets)
    await speaker.person.join()
    await speaker.person.do("ask")
    await speaker.person.do("start")
    idle = await _cpu_over(server, 5)
    talk = asyncio.create_task(speaker.speak(CALM_SECONDS + SECONDS + 4))
    await asyncio.sleep(CALM_SECONDS)
    before, began = Ear.messages, time.monotonic()
    busy = await _cpu_over(server, SECONDS)
    delivered, took = Ear.messages - before, time.monotonic() - began
    await talk
    await speaker.person.do("finish")
    for person in [*people, speaker.person]:
        person.leave()
    await asyncio.sleep(1)
    cpu = busy * SECONDS - idle * SECONDS
    return cpu / delivered * 1e6, delivered / took / len(people), int(statistics.median(sizes)) + 4


async def _cpu_over(server, seconds: float) -> float:  # type: ignore[no-untyped-def]
    before = server.cpu_seconds()
    await asyncio.sleep(seconds)
    return (server.cpu_seconds() - before) / seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--listeners", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        binary = Path(folder) / "sender"
        subprocess.run(["cc", "-O2", "-o", str(binary), str(HERE / "sender.c")], check=True)
        rows = measure(binary, options.listeners, options.runs)
    ratios = sorted(row["ratio"] for row in rows)
    print(json.dumps({"listeners": options.listeners, "runs": rows, "ratio_median": statistics.median(ratios)}))


def measure(binary: Path, listeners: int, runs: int) -> list[dict[str, float]]:
    """One server for all runs; the C sender in between."""
    import os

    from multaqa.rehearse.server import own_server

    rows = []
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "multaqa.settings")
    with own_server() as server:
        import django

        django.setup()
        from multaqa.rehearse.cast import dismiss, gather
        from multaqa.rehearse.speech import packets_of

        packets = packets_of(None)
        for _ in range(runs):
            cast = gather(listeners, 1, 0, 600)
            mine, per_second, size = uvloop.run(ours(server, cast, packets))
            dismiss(cast)
            floor = uvloop.run(bare(binary, listeners, size, per_second))
            rows.append(
                {
                    "ours_us": round(mine, 2),
                    "bare_us": round(floor, 2),
                    "ratio": round(mine / floor, 3),
                    "per_second": round(per_second, 1),
                    "bytes": size,
                }
            )
            print(rows[-1], flush=True)
    return rows


if __name__ == "__main__":
    main()
