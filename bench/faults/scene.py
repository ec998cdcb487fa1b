"""The scene most faults share: a sitting at work, something broken again and again, everybody back, everything counted."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable

import uvloop

from bench.faults.chairing import Chamber
from bench.faults.ground import Ground, let_go
from bench.faults.verdict import Verdict
from multaqa.rehearse.speech import packets_of

Break = Callable[[Chamber, Verdict, random.Random], Awaitable[float | None]]


def play(
    ground: Ground,
    breaking: Break,
    *,
    delegates: int,
    times: int,
    every_seconds: float = 4.0,
    listeners: int = 1,
    seed: int = 0,
    ticket_seconds: int = 900,
) -> Verdict:
    """`breaking` breaks once and puts right again. It answers the moment from which the way back is counted, or None: from the
    moment it began."""
    from bench.faults.audit import audit
    from multaqa.rehearse import chamber as world

    began = time.monotonic()
    seats = world.gather(delegates, max(listeners, len(ground.nodes)))
    say(f"{delegates} rooms and their delegates are there ({time.monotonic() - began:.0f} s)")
    # A file somebody has open is not read anew from the disk after a fault.
    let_go()
    verdict = Verdict()
    for node in ground.nodes:
        node.start()
    chamber = uvloop.run(_play(ground, seats, breaking, times, every_seconds, seed or int(time.time()), verdict, ticket_seconds))
    let_go()
    if chamber is not None:
        audit(chamber, verdict)
    return verdict


async def _play(
    ground: Ground,
    seats: object,
    breaking: Break,
    times: int,
    every_seconds: float,
    seed: int,
    verdict: Verdict,
    ticket_seconds: int,
) -> Chamber | None:
    """None when it did not come to an end: what is not settled cannot be audited."""
    chance, loop = random.Random(seed), asyncio.get_running_loop()
    verdict.notes["seed"] = seed
    chamber = Chamber(seats, ground.urls, packets_of(None), seed)  # type: ignore[arg-type]
    try:
        await chamber.open()
        say("the sitting is open, the first vote too")
        chamber.begin(every_seconds)
        for n in range(times):
            if n == times // 2 and times > 1:
                await chamber.next_ballot()
            await asyncio.sleep(0.3 + chance.random() * 2.5)
            began = loop.time()
            chamber.renew(ticket_seconds)
            since = await breaking(chamber, verdict, chance)
            await chamber.back()
            verdict.recovered.append(loop.time() - (began if since is None else since))
            verdict.times = n + 1
            if (n + 1) % 10 == 0 or n + 1 == times:
                say(f"{n + 1} of {times}: {len(chamber.ledger.rows)} acknowledged, back after {verdict.recovered[-1]:.2f} s")
        await asyncio.sleep(1)
        await chamber.settle()
    except TimeoutError:
        verdict.acknowledged = len(chamber.ledger.rows)
        verdict.wrong.append(f"it did not end, and was not audited: {chamber.doing()}")
        return None
    return chamber


def say(line: str) -> None:
    """To whoever watches."""
    print(f"  {line}", flush=True)
