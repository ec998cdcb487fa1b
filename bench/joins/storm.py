"""Members with names coming into one room over the wire at an even pace: how long each waited for its welcome, and what each
cost the server. Nothing is asserted."""

import argparse
import asyncio
import json
import time
from typing import Any

import uvloop

PATIENCE_SECONDS = 5.0


def main() -> None:
    """Prints one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, default=5000)
    parser.add_argument("--seconds", type=float, default=60.0)
    options = parser.parse_args()
    from bench.peers.house import home, house, room
    from bench.peers.machine import raise_limits

    raise_limits()
    with home(), house() as (url, tree), room(0, speakers=0, writers=options.members) as cast:
        print(json.dumps(uvloop.run(_storm(url, tree, cast.writers, options.seconds))))


async def _storm(url: str, tree: Any, members: list[tuple[str, str]], seconds: float) -> dict[str, float]:
    from bench.peers.figures import quantile
    from multaqa.rehearse.person import Person

    waits: list[float] = []
    people = [Person(url, ticket, name) for name, ticket in members]
    began, cpu = time.monotonic(), tree.cpu_seconds()

    async def come(person: Person) -> None:
        knocked = time.monotonic()
        await person.join()
        waits.append(time.monotonic() - knocked)

    coming = []
    for number, person in enumerate(people):
        await asyncio.sleep(max(0.0, began + number * seconds / len(people) - time.monotonic()))
        coming.append(asyncio.create_task(come(person)))
    lost = sum(isinstance(found, BaseException) for found in await asyncio.gather(*coming, return_exceptions=True))
    used = tree.cpu_seconds() - cpu
    for person in people:
        person.leave()
    return {
        "members": len(members),
        "took_s": round(time.monotonic() - began, 1),
        "not_in": lost,
        "in_time_share": round(sum(wait <= PATIENCE_SECONDS for wait in waits) / len(members), 5),
        "wait_p50_ms": round(quantile(waits, 50) * 1e3, 1),
        "wait_p99_ms": round(quantile(waits, 99) * 1e3, 1),
        "server_cpu_ms_each": round(used / len(members) * 1e3, 2),
    }


if __name__ == "__main__":
    main()
