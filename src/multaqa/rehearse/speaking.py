"""A simulated speaker: asks, waits to be called, presses, speaks at the pace of speech, finishes."""

import asyncio
import time

import msgspec

from multaqa.rehearse.person import Person
from multaqa.wire.audio import FIRST, LAST, SLOT_MS, AudioMessage, encode_audio

BUNDLE = 3


class Speaker:
    """`sent` are (wire ms, packets) of each message, for what listeners should have heard."""

    def __init__(self, person: Person, packets: list[bytes]) -> None:
        self.person, self.packets = person, packets
        self.sent: list[tuple[int, int]] = []
        self.turns = 0
        self._called = asyncio.Event()
        person.on_event = self._hear

    async def take_turns(self, until: float, seconds_each: float) -> None:
        """Asks again and again until the loop's clock says `until`."""
        loop = asyncio.get_running_loop()
        while loop.time() < until - 1:
            self._called.clear()
            reply = await self.person.do("ask")
            if "refused" in reply:
                await asyncio.sleep(10.5)
                continue
            try:
                async with asyncio.timeout(max(0.1, until - loop.time())):
                    await self._called.wait()
            except TimeoutError:
                return
            if "refused" in await self.person.do("start"):
                continue
            await self.speak(min(seconds_each, max(0.5, until - loop.time())))
            await self.person.do("finish")
            self.turns += 1

    async def speak(self, seconds: float) -> None:
        """Sends the recording in bundles of three packets, each when its last sample would have been spoken."""
        loop, bundles = asyncio.get_running_loop(), int(seconds * 1000 / SLOT_MS / BUNDLE)
        began, began_ms = loop.time(), int(time.time() * 1000)
        for i in range(bundles):
            slot = i * BUNDLE
            await asyncio.sleep(max(0.0, began + (slot + BUNDLE) * SLOT_MS / 1000 - loop.time()))
            packets = [self.packets[(slot + j) % len(self.packets)] for j in range(BUNDLE)]
            flags = (FIRST if i == 0 else 0) | (LAST if i == bundles - 1 else 0)
            message = AudioMessage(flags, 0, slot, (began_ms + slot * SLOT_MS) & 0xFFFFFFFF, packets)
            if self.person.socket is None:
                return
            self.person.socket.send_binary(encode_audio(message))
            self.sent.append((int(time.time() * 1000), BUNDLE))

    def _hear(self, person: Person, text: bytes, ev: str) -> None:
        if ev != "floor":
            return
        for turn in msgspec.json.decode(text)["turns"]:
            if turn["person"]["name"] == person.name and turn["state"] == "called":
                self._called.set()
