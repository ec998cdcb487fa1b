"""CPU of one member's coming in and of one message, asked of the house as the engine asks it, without sockets: what is left
is the domain, the database and its commit. With `--beside` another checkout is measured in turn with this one."""

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from itertools import count
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve()
AT_ONCE = 64


def main() -> None:
    """One JSON object a run, then the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, default=500)
    parser.add_argument("--messages", type=int, default=300)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--beside", type=Path, help="the folder of another checkout, measured in turn")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(asyncio.run(_measure(options.members, options.messages))))
        return
    checkouts = {"here": HERE.parents[2]} | ({"beside": options.beside} if options.beside else {})
    seen: dict[str, list[dict[str, float]]] = {name: [] for name in checkouts}
    for _ in range(options.runs):
        for name, checkout in checkouts.items():
            seen[name].append(_in_a_house_of_its_own(checkout, sys.argv[1:]))
            print(name, json.dumps(seen[name][-1]), flush=True)
    print(json.dumps({name: _medians(rows) for name, rows in seen.items()}))


def _medians(rows: Sequence[dict[str, float]]) -> dict[str, float]:
    return {key: statistics.median(row[key] for row in rows) for key in rows[0]}


def _in_a_house_of_its_own(checkout: Path, arguments: list[str]) -> dict[str, float]:
    """A fresh database and a fresh process."""
    with tempfile.TemporaryDirectory(prefix="multaqa-joins-") as folder:
        environment = os.environ | {
            "MULTAQA_DATA": folder,
            "DJANGO_SETTINGS_MODULE": "multaqa.settings",
            "PYTHONPATH": str(checkout / "src"),
        }
        subprocess.run([sys.executable, "-m", "multaqa", "migrate", "--verbosity", "0"], env=environment, check=True)
        asked = [sys.executable, str(HERE), *arguments, "--one"]
        found = subprocess.run(asked, env=environment, check=True, stdout=subprocess.PIPE)
    row: dict[str, float] = json.loads(found.stdout)
    return row


async def _measure(members: int, messages: int) -> dict[str, float]:
    import django

    django.setup()
    from multaqa.bridge.house import DjangoHouse
    from multaqa.rehearse.cast import gather
    from multaqa.wire import commands as c

    cast = await asyncio.to_thread(gather, 0, 0, members, 60)
    house, keys = DjangoHouse(), count()
    who = [house.check_ticket(ticket) for _, ticket in cast.writers]

    def say(n: int) -> Awaitable[Any]:
        return house.perform(who[n % members], c.Say(key=f"key-{next(keys):08}", text=f"مساء الخير {n}"))

    await house.you(who[0])
    row = await _cost("join", members, AT_ONCE, lambda n: house.you(who[n]))
    await say(0)
    row |= await _cost("say_alone", messages // 3, 1, say)
    row |= await _cost("say", messages, AT_ONCE, say)
    await house.close()
    return row


async def _cost(what: str, times: int, at_once: int, act: Callable[[int], Awaitable[Any]]) -> dict[str, float]:
    """CPU of the whole process for each, and how many were done in a second."""
    gate = asyncio.Semaphore(at_once)

    async def one(n: int) -> None:
        async with gate:
            await act(n)

    cpu, began = time.process_time(), time.perf_counter()
    await asyncio.gather(*(one(n) for n in range(times)))
    took = time.perf_counter() - began
    return {f"{what}_cpu_ms": round((time.process_time() - cpu) / times * 1e3, 2), f"{what}s_a_second": round(times / took, 1)}


if __name__ == "__main__":
    main()
