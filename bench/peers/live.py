"""Our live door: listeners as the browser is one, and a speaker of marked packets."""

import asyncio
from typing import Any

from bench.peers import mark
from bench.peers.ears import AT_ONCE, LOOKS, Counts, patience
from multaqa.rehearse.person import Person
from multaqa.wire.audio import FIRST, SLOT_MS, AudioMessage, count_packets, encode_audio

BUNDLE = 3


class LiveEar(Person):
    """A listener who says how far it heard as the browser does."""

    counts: Counts
    looks = False

    def _binary(self, data: bytes) -> None:
        counts, now = self.counts, mark.now_ms()
        if counts.measuring:
            counts.reads += 1
            counts.bytes += len(data) + 4
            if self.looks:
                counts.delays.extend(mark.delays(data, now))
        self.tell_heard(data, count_packets(data), now)


async def live_crowd(url: str, tickets: list[str]) -> tuple[Counts, list[LiveEar]]:
    """Everybody with a ticket, joined. Raises ConnectionError or TimeoutError."""
    counts, gate, ears = Counts(), asyncio.Semaphore(AT_ONCE), [LiveEar(url, ticket) for ticket in tickets]

    async def come(number: int, ear: LiveEar) -> None:
        ear.counts, ear.looks = counts, number % LOOKS == 0
        async with gate:
            await ear.join()

    coming = [asyncio.create_task(come(number, ear)) for number, ear in enumerate(ears)]
    done, outside = await asyncio.wait(coming, timeout=patience(len(ears)))
    for task in outside:
        task.cancel()
    if missing := len(outside) + sum(task.exception() is not None for task in done):
        raise TimeoutError(f"{missing} of {len(ears):,} were not let in within {patience(len(ears)):.0f} s")
    return counts, ears


async def take_floor(url: str, cast: Any) -> Person:
    """The first speaker of the cast, on air."""
    name, ticket = cast.speakers[0]
    person = Person(url, ticket, name)
    await person.join()
    for deed in ("ask", "start"):
        reply = await person.do(deed)
        if "refused" in reply:
            raise ConnectionError(f"{deed}: {reply}")
    return person


async def speak(person: Person) -> None:
    """Marked packets, three in a message, each sent when its last sample has been spoken. Until cancelled."""
    loop, slot = asyncio.get_running_loop(), 0
    began, spoken = loop.time(), mark.now_ms()
    while person.socket is not None:
        await asyncio.sleep(max(0.0, began + (slot + BUNDLE) * SLOT_MS / 1000 - loop.time()))
        at = spoken + slot * SLOT_MS
        packets = [mark.packet(at + i * SLOT_MS) for i in range(BUNDLE)]
        person.socket.send_binary(encode_audio(AudioMessage(FIRST if not slot else 0, 0, slot, at & 0xFFFFFFFF, packets)))
        slot += BUNDLE
