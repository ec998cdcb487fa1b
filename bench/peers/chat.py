"""Chat to a room: everybody comes in, then some write, at rising rates until a server falls behind; what a delivery costs it.
Each cell of the table ends by itself within some three minutes."""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any

import uvloop

from bench.peers import ears, xmpp, xmpp_servers
from bench.peers.figures import Sample, interleaved, quantile
from bench.peers.house import house, room
from bench.peers.machine import Tree
from bench.peers.mark import now_ms
from multaqa.rehearse.person import Person

AT_ONCE = 64
LOOKS = 16
SECONDS = 5.0
JOIN_SECONDS, CELL_SECONDS, TAIL_SECONDS = 120.0, 180.0, 12.0
ENOUGH_INSIDE, KEEPS_UP, FULL = 0.99, 0.8, 0.9
PRESENCE_UP_TO, QUICK = 600, 200
# Messages a second. All carry the first, which the cost of a delivery is taken from.
RATES: dict[int, Sequence[float]] = {500: (10, 20, 40, 80, 160), 2000: (2, 5, 10, 20, 40), 5000: (1, 2, 4, 8, 16)}
_SAID = re.compile(rb'"(\d+)~')

Say = Callable[[int], Awaitable[bool]]


def measure(quick: bool, runs: int, say: Callable[[str], None], sizes: Sequence[int] = ()) -> dict[str, list[Sample]]:
    """One room when quick, three otherwise. Large rooms are measured once: their joining takes its time."""
    found = {}
    for members in sizes or ((QUICK,) if quick else RATES):
        rates = RATES.get(members, (max(1, 2000 // members), max(2, 8000 // members)))
        times = runs if members <= PRESENCE_UP_TO else 1
        asked = contenders(members, rates[:1] if quick else rates, members <= PRESENCE_UP_TO and not quick)
        found[f"{members:,} members"] = interleaved(asked, times, say)
    return found


def contenders(members: int, rates: Sequence[float], presence: bool) -> list[Callable[[], Sample]]:
    """Who is measured in a room of so many, at these messages a second."""
    found: list[Callable[[], Sample]] = []
    for name, act in (
        ("multaqa", ours),
        ("ejabberd", partial(theirs, presence, "ejabberd", xmpp_servers.ejabberd)),
        ("prosody", partial(theirs, presence, "prosody", xmpp_servers.prosody)),
    ):
        asked: Any = partial(act, members, rates)
        asked.name = name
        found.append(asked)
    return found


class Member(Person):
    """One of ours, counting."""

    crowd: xmpp.Crowd
    looks = False

    def _text(self, text: bytes) -> None:
        crowd = self.crowd
        if crowd.measuring and b"~" in text and not text.startswith(b'{"re"'):
            said = _SAID.findall(text)
            crowd.delivered += len(said)
            if self.looks:
                now = now_ms()
                crowd.delays += [(now - int(at)) & 0xFFFFFFFF for at in said]
        super()._text(text)


def ours(members: int, rates: Sequence[float]) -> Sample:
    """Everybody is a member with a name who may write, over the live socket; each message is committed before it is heard."""
    with house() as (url, tree), room(0, speakers=0, writers=members) as cast:

        async def come(crowd: xmpp.Crowd, number: int) -> Member:
            name, ticket = cast.writers[number]
            member = Member(url, ticket, name)
            member.crowd, member.looks = crowd, number % LOOKS == 0
            await member.join()
            return member

        async def say(member: Member, number: int) -> bool:
            return "refused" not in await member.do("say", text=f"{now_ms()}~{xmpp.TEXT}")

        return uvloop.run(_play("multaqa", tree, members, rates, come, say))


def theirs(presence: bool, name: str, server: Any, members: int, rates: Sequence[float]) -> Sample:
    """Everybody is in the room of an XMPP server."""
    with server(presence=presence) as (port, tree):

        async def come(crowd: xmpp.Crowd, number: int) -> xmpp.Member:
            return await xmpp.enter(port, crowd, number, number % LOOKS == 0)

        async def say(member: xmpp.Member, number: int) -> bool:
            member.say(number)
            return True

        sample = uvloop.run(_play(name, tree, members, rates, come, say))
        if not presence:
            sample.notes = "; ".join([*filter(None, [sample.notes]), "members are not told who comes and goes"])
        return sample


async def _play(
    name: str, tree: Tree, members: int, rates: Sequence[float], come: Callable[..., Any], say: Callable[..., Any]
) -> Sample:
    """The first comes alone and makes the room; the others at once; then they write."""
    crowd, gate = xmpp.Crowd(), asyncio.Semaphore(AT_ONCE)
    empty, cpu = tree.memory_bytes(), tree.cpu_seconds()

    async def enter(number: int) -> Any:
        async with gate:
            return await come(crowd, number)

    began = time.monotonic()
    people = [await enter(0)]
    awake = asyncio.create_task(_stay_awake(people))
    await _all_enter(people, [enter(number) for number in range(1, members)])
    joined, inside = time.monotonic() - began, len(people) / members
    await asyncio.sleep(1.5)
    numbers = {
        "join_seconds": joined,
        "join_cpu_ms_each": (tree.cpu_seconds() - cpu) / len(people) * 1e3,
        "kib_per_member": (tree.memory_bytes() - empty) / len(people) / 1024,
    }
    notes = ""
    if inside < ENOUGH_INSIDE:
        numbers, notes = {}, f"{len(people):,} of {members:,} were in after {joined:.0f} s, and nothing was said to them"
    for rate in rates if numbers else ():
        talked = await _talk(tree, people, crowd, rate, say)
        numbers |= {f"{key} @{rate:g}/s": value for key, value in talked.items()}
        if talked["deliveries_per_s"] < KEEPS_UP * rate * len(people) or time.monotonic() - began > CELL_SECONDS:
            notes = _behind(rate, len(people), talked)
            break
    if numbers:
        numbers["cpu_us_per_delivery"] = numbers[f"cpu_us_per_delivery @{rates[0]:g}/s"]
        numbers["lost"] = crowd.lost
    await ears.rest(awake)
    for person in people:
        person.leave() if isinstance(person, Person) else person.transport.abort()
    await asyncio.sleep(0.2)
    return Sample(name, numbers, notes)


def _behind(rate: float, members: int, talked: dict[str, float]) -> str:
    """What happened at the last rate that was asked."""
    who = "the listeners' own process had its core full" if talked["listeners_percent"] > FULL * 100 else "it fell behind"
    if talked["deliveries_per_s"] >= KEEPS_UP * rate * members:
        who = "its time was over"
    return (
        f"{who} at {rate:g} messages a second: {talked['deliveries_per_s'] / members:.1f} a second were delivered, "
        f"p99 {talked['delay_p99_ms'] / 1000:.1f} s"
    )


async def _all_enter(people: list[Any], entering: Sequence[Awaitable[Any]]) -> None:
    """Whoever is not in by then stays outside."""
    coming = [asyncio.ensure_future(_enter_among(people, one)) for one in entering]
    _, outside = await asyncio.wait(coming, timeout=JOIN_SECONDS)
    for task in outside:
        task.cancel()
    await asyncio.gather(*coming, return_exceptions=True)


async def _enter_among(people: list[Any], entering: Awaitable[Any]) -> None:
    people.append(await entering)


async def _stay_awake(people: Sequence[Any]) -> None:
    """Ours says every 20 s that it is still there, as the browser does; XMPP does not ask for it."""
    while True:
        await asyncio.sleep(20)
        for person in people:
            if isinstance(person, Person) and person.socket is not None:
                person.socket.send_text(b'{"do":"ping","t":0}')


async def _talk(tree: Tree, people: Sequence[Any], crowd: xmpp.Crowd, rate: float, say: Callable[..., Any]) -> dict[str, float]:
    """So many messages a second for a while. Enough people write that nobody writes too often."""
    loop, writers = asyncio.get_running_loop(), people[: max(20, int(rate * 4))]
    napping = loop.create_task(ears.nap())
    crowd.delivered, crowd.delays, crowd.measuring = 0, [], True
    began, cpu, own, count = loop.time(), tree.cpu_seconds(), time.process_time(), int(rate * SECONDS)
    tasks = []
    for number in range(count):
        # One who is late sends at once what is due: a turn of this loop is longer than the gap between two messages.
        if (wait := began + number / rate - loop.time()) > 0:
            await asyncio.sleep(wait)
        tasks.append(loop.create_task(_said(say, writers[number % len(writers)], number)))
    taken = sum(await asyncio.gather(*tasks))
    due, until = taken * len(people), loop.time() + TAIL_SECONDS
    # What is awaited is thousands of sockets.
    while crowd.delivered < due and loop.time() < until:  # noqa: ASYNC110
        await asyncio.sleep(0.05)
    crowd.measuring, took = False, loop.time() - began
    used, listening = tree.cpu_seconds() - cpu, (time.process_time() - own) / took
    await ears.rest(napping)
    return {
        "cpu_us_per_delivery": used / max(crowd.delivered, 1) * 1e6,
        "deliveries_per_s": crowd.delivered / took,
        "delay_p50_ms": quantile(crowd.delays, 50),
        "delay_p99_ms": quantile(crowd.delays, 99),
        "undelivered_share": 1 - crowd.delivered / max(due, 1),
        "refused": count - taken,
        "listeners_percent": listening * 100,
    }


async def _said(say: Callable[..., Any], person: Any, number: int) -> int:
    try:
        return int(await say(person, number))
    except (TimeoutError, AssertionError):
        return 0
