"""Speaks Arabic through the whole road — microphone, codec, socket, buffer, loudspeaker — and measures what arrives.

    python web/test/sound.py [webcodecs|wasm] [--alone] [--raw] [--hold 3] [--block]

Needs chromium, espeak-ng and ffmpeg, and the page built by `vite build -c test/vite.config.ts`.
"""

import argparse
import asyncio
import base64
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from likeness import RATE, windows_alike
from playwright.async_api import Browser, Page, async_playwright
from relay import Relay, count_packets, running_relay

SPEECH = (
    "السلام عليكم ورحمة الله وبركاته. أهلا بكم في هذا اللقاء. نبدأ اليوم بالبند الأول من جدول الأعمال، "
    "ثم نفتح باب الأسئلة للحاضرين. من أراد الكلام فليطلب الكلمة، ولكل متحدث دقيقتان. شكرا لكم على الحضور والمشاركة."
)
MATCH = 0.7
FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
]

READ_TAP = """async () => {
  const pack = (tape) => {
    if (!tape) return null;
    const bytes = new Uint8Array(tape.samples.buffer);
    let text = "";
    for (let i = 0; i < bytes.length; i += 32768) text += String.fromCharCode(...bytes.subarray(i, i + 32768));
    return { start: tape.start, rate: tape.rate, samples: btoa(text) };
  };
  const { mic, out } = await window.__multaqaTap.read();
  return { mic: pack(mic), out: pack(out) };
}"""

TELL = "JSON.stringify([room.stats(), notes.streams, notes.levels])"
BLOCK = "setInterval(() => { const end = performance.now() + 500; while (performance.now() < end); }, 1500) && 0"
SPEAK = "(() => { room.setOnAir(true); room.talk(true); room.roomClockOffset = performance.timeOrigin; })()"
RAW_MICROPHONE = """
  const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  const raw = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  navigator.mediaDevices.getUserMedia = ({ audio }) => ask({ audio: { ...audio, ...raw } });
"""


def make_speech(folder: Path) -> Path:
    """A WAV of half a second's silence, the speech, and a second's silence; the fake microphone plays it in a ring."""
    raw, wav = folder / "raw.wav", folder / "ar.wav"
    subprocess.run(["espeak-ng", "-v", "ar", "-w", raw, SPEECH], check=True)
    shape = ["-af", "aresample=48000,adelay=500,apad=pad_dur=1", "-ac", "1", "-ar", "48000"]
    subprocess.run(["ffmpeg", "-y", "-loglevel", "error", "-i", raw, *shape, wav], check=True)
    return wav


async def open_page(browser: Browser, port: int, rung: str, *, target: int, raw: bool = False) -> Page:
    """A page that listens, connected, with the rung forced and the least target (ms) set."""
    page = await browser.new_page()
    if raw:
        await page.add_init_script(RAW_MICROPHONE)
    page.on("pageerror", lambda error: print("  error:", error))
    await page.goto(f"http://127.0.0.1:{port}/?rung={rung}")
    await until(page, "window.room !== undefined")
    await page.evaluate(f"(async () => {{ room.setMinTargetMs({target}); await room.listen(); }})()")
    await page.evaluate(f"room.open('ws://127.0.0.1:{port}/')")
    await until(page, "notes.opens === 1")
    return page


async def until(page: Page, condition: str, *, seconds: float = 20) -> None:
    """Playwright's own waiting uses eval, which the content policy forbids."""
    async with asyncio.timeout(seconds):
        while not await page.evaluate(condition):  # noqa: ASYNC110 - the page is another process
            await asyncio.sleep(0.05)


async def read_tape(page: Page) -> dict[str, Any]:
    """Both tapes at 48 kHz, their beginnings in seconds of the context."""
    tap = await page.evaluate(READ_TAP)
    for tape in filter(None, tap.values()):
        samples = np.frombuffer(base64.b64decode(tape["samples"]), np.float32)
        tape["samples"] = resampled(samples, tape["rate"])
        tape["start"] /= tape["rate"]
    return tap


def resampled(samples: np.ndarray, rate: int) -> np.ndarray:
    """The samples at 48 kHz."""
    if rate == RATE:
        return samples
    length = round(len(samples) * RATE / rate)
    return np.fft.irfft(np.fft.rfft(samples), length)[:length] * (RATE / rate)


def tell_delay(tap: dict[str, Any]) -> float:
    """Mouth to ear (median, ms), by the samples of the one context that both recorded and played."""
    mic, out = tap["mic"], tap["out"]
    alike = [found for found in windows_alike(mic["samples"], out["samples"])[2:] if found[1] > MATCH]
    delays = [(out["start"] + at - mic["start"] - place) * 1000 for at, _, place in alike]
    print(f"  delay at {mic['rate']} Hz:", " ".join(f"{delay:.0f}" for delay in delays))
    return float(np.median(delays))


def tell_likeness(name: str, source: np.ndarray, tape: dict[str, Any]) -> float:
    """The median likeness of a tape with a source, after 2.5 s of warming up."""
    scores = [score for _, score, _ in windows_alike(source, tape["samples"])][5:]
    matched = np.mean([score > MATCH for score in scores])
    print(f"  {name}: {len(scores)} windows, likeness {np.median(scores):.3f}, least {min(scores):.3f}, matched {matched:.0%}")
    return float(np.median(scores))


def tell_wire(relay: Relay, seconds: float) -> None:
    """What the relay saw pass."""
    frames = [count_packets(message) for message in relay.sound]
    first, last, silence = (sum(message[1] >> bit & 1 for message in relay.sound) for bit in range(3))
    rate = sum(map(len, relay.sound)) * 8 / 1000 / seconds
    print(f"  wire: {len(frames)} messages, {sum(frames)} frames, bundles {sorted(set(frames))}, {rate:.1f} kb/s,")
    print(f"    first {first}, last {last}, after silence {silence}, acknowledged {len(relay.heard)}")


async def measure(arguments: argparse.Namespace) -> None:
    """Starts relay and browser, and tells what was measured."""
    with tempfile.TemporaryDirectory() as scratch:
        wav = make_speech(Path(scratch))
        once = np.frombuffer(wav.read_bytes()[44:], np.int16).astype(np.float32) / 32768
        async with running_relay(Path(arguments.page), echoes=not arguments.alone) as relay, async_playwright() as playwright:
            flags = [*FLAGS, f"--use-file-for-fake-audio-capture={wav}"]
            browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=flags)
            await converse(arguments, relay, browser, np.concatenate([once, once]))
            await browser.close()


async def converse(arguments: argparse.Namespace, relay: Relay, browser: Browser, source: np.ndarray) -> None:
    """One page speaks, another listens; ends with an assertion where the sound is not good enough."""
    speaker = await open_page(browser, relay.port, arguments.rung, target=arguments.target, raw=arguments.raw)
    listener = await open_page(browser, relay.port, arguments.rung, target=300)
    assert await speaker.evaluate("room.rung") == arguments.rung
    assert await speaker.evaluate("room.openMic()") == "ready"
    await asyncio.sleep(1)
    assert relay.sound == [], "sound left before the floor was given"
    await speaker.evaluate(SPEAK)
    if arguments.block:
        await listener.evaluate(BLOCK)
    if arguments.hold:
        await asyncio.sleep(6)
        await relay.hold(arguments.hold)
    await asyncio.sleep(arguments.seconds)
    for name, page in {"speaker": speaker, "listener": listener}.items():
        print(f"  {name}:", await page.evaluate(TELL))
    tell_wire(relay, arguments.seconds + arguments.hold + (6 if arguments.hold else 0))
    own, heard = await read_tape(speaker), (await read_tape(listener))["out"]
    if not arguments.alone:
        assert tell_delay(own) < arguments.target + 250
    tell_likeness("microphone against the file", source, own["mic"])
    tell_likeness("listener against the file", source, heard)
    assert tell_likeness("listener against the microphone", own["mic"]["samples"], heard) > 0.9
    assert (await listener.evaluate("room.stats()"))["gaps"] <= 3
    await fall_silent(speaker, relay)


async def fall_silent(speaker: Page, relay: Relay) -> None:
    """A released microphone says so and sends nothing more, while words still pass."""
    await speaker.evaluate("room.talk(false)")
    await asyncio.sleep(0.5)
    assert relay.sound[-1][1] & 2, "the end of the spurt was not said"
    before = len(relay.sound)
    await asyncio.sleep(0.5)
    assert len(relay.sound) == before, "sound left while the microphone was released"
    await speaker.evaluate("room.send(JSON.stringify({do: 'ping'}))")
    await until(speaker, "notes.texts.length === 1")
    await speaker.evaluate("room.closeMic()")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rung", nargs="?", default="webcodecs", choices=["webcodecs", "wasm"])
    parser.add_argument("--page", default="test-results/sound")
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--target", type=int, default=60)
    parser.add_argument("--hold", type=float, default=0)
    parser.add_argument("--alone", action="store_true", help="the speaker does not hear itself")
    parser.add_argument("--raw", action="store_true", help="the browser does not clean the microphone's sound")
    parser.add_argument("--block", action="store_true")
    asyncio.run(measure(parser.parse_args()))
