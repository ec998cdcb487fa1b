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

import numpy as np
from likeness import RATE, windows_alike
from playwright.async_api import Page, async_playwright
from relay import count_packets, running_relay

SPEECH = (
    "السلام عليكم ورحمة الله وبركاته. أهلا بكم في هذا اللقاء. نبدأ اليوم بالبند الأول من جدول الأعمال، "
    "ثم نفتح باب الأسئلة للحاضرين. من أراد الكلام فليطلب الكلمة، ولكل متحدث دقيقتان. شكرا لكم على الحضور والمشاركة."
)
FLAGS = """--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
--disable-component-update --disable-sync --use-fake-device-for-media-stream --use-fake-ui-for-media-stream
--autoplay-policy=no-user-gesture-required""".split()

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

RAW_MICROPHONE = """
  const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  const raw = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  navigator.mediaDevices.getUserMedia = ({ audio }) => ask({ audio: { ...audio, ...raw } });
"""


def make_speech(folder: Path) -> Path:
    raw, wav = folder / "raw.wav", folder / "ar.wav"
    subprocess.run(["espeak-ng", "-v", "ar", "-w", raw, SPEECH], check=True)
    shape = "aresample=48000,adelay=500,apad=pad_dur=1"
    subprocess.run(["ffmpeg", "-y", "-loglevel", "error", "-i", raw, "-af", shape, "-ac", "1", "-ar", "48000", wav], check=True)
    return wav


async def open_page(browser, relay, rung: str, *, target: int, raw: bool = False) -> Page:
    page = await browser.new_page()
    if raw:
        await page.add_init_script(RAW_MICROPHONE)
    page.on("console", lambda message: print("  console:", message.text))
    page.on("pageerror", lambda error: print("  error:", error))
    await page.goto(f"http://127.0.0.1:{relay.port}/?rung={rung}")
    await until(page, "window.room !== undefined")
    await page.evaluate(
        f"""async () => {{
          room.setMinTargetMs({target});
          await room.listen();
          room.open("ws://127.0.0.1:{relay.port}/");
        }}"""
    )
    await until(page, "notes.opens === 1")
    return page


async def until(page: Page, condition: str, *, seconds: float = 20) -> None:
    """Playwright's own waiting uses eval, which the content policy forbids."""
    async with asyncio.timeout(seconds):
        while not await page.evaluate(condition):
            await asyncio.sleep(0.05)


async def read_tape(page: Page) -> dict:
    """Both tapes at 48 kHz, their beginnings in seconds of the context."""
    tap = await page.evaluate(READ_TAP)
    for tape in filter(None, tap.values()):
        samples = np.frombuffer(base64.b64decode(tape["samples"]), np.float32)
        tape["samples"] = resampled(samples, tape["rate"])
        tape["start"] /= tape["rate"]
    return tap


def resampled(samples: np.ndarray, rate: int) -> np.ndarray:
    if rate == RATE:
        return samples
    length = round(len(samples) * RATE / rate)
    return np.fft.irfft(np.fft.rfft(samples), length)[:length] * (RATE / rate)


def tell_delay(tap: dict) -> None:
    """Mouth to ear in samples of the one context that both recorded and played."""
    mic, out = tap["mic"], tap["out"]
    alike = windows_alike(mic["samples"], out["samples"])[2:]
    delays = [(out["start"] + at - mic["start"] - place) * 1000 for at, score, place in alike if score > 0.7]
    scores = [score for _, score, _ in alike]
    print("  delays:", " ".join(f"{delay:.0f}" for delay in delays))
    print(f"  own echo at {mic['rate']} Hz: {len(alike)} windows, median likeness {np.median(scores):.3f}, delay ms median {np.median(delays):.0f},"
          f" least {min(delays):.0f}, most {max(delays):.0f}, last {delays[-1]:.0f}")


def tell_likeness(name: str, source: np.ndarray, tape: dict) -> None:
    scores = [score for _, score, _ in windows_alike(source, tape["samples"])][5:]
    matched = np.mean([score > 0.7 for score in scores])
    print(f"  {name}: {len(scores)} windows, median likeness {np.median(scores):.3f}, least {min(scores):.3f}, matched {matched:.0%}")


def tell_wire(relay, seconds: float) -> None:
    frames = [count_packets(message) for message in relay.sound]
    flags = [message[1] for message in relay.sound]
    print(f"  wire: {len(frames)} messages, {sum(frames)} frames in {seconds} s, bundles {sorted(set(frames))},"
          f" {sum(map(len, relay.sound)) * 8 / 1000 / seconds:.1f} kb/s, first {sum(f & 1 for f in flags)},"
          f" last {sum(f >> 1 & 1 for f in flags)}, after silence {sum(f >> 2 & 1 for f in flags)}, heard {len(relay.heard)}")


async def measure(arguments: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        wav = make_speech(Path(scratch))
        source = np.frombuffer(wav.read_bytes()[44:], np.int16).astype(np.float32) / 32768
        source = np.concatenate([source, source])
        async with running_relay(Path(arguments.page), echoes=not arguments.alone) as relay, async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path="/usr/bin/chromium", args=[*FLAGS, f"--use-file-for-fake-audio-capture={wav}"]
            )
            await run(arguments, relay, browser, source)
            await browser.close()


async def run(arguments: argparse.Namespace, relay, browser, source: np.ndarray) -> None:
    speaker = await open_page(browser, relay, arguments.rung, target=arguments.target, raw=arguments.raw)
    listener = await open_page(browser, relay, arguments.rung, target=300)
    print(f"{arguments.rung}: rung {await speaker.evaluate('room.rung')}")
    print("  microphone:", await speaker.evaluate("room.openMic()"), await speaker.evaluate("room.devices().then((d) => d.length)"))
    await asyncio.sleep(1)
    assert relay.sound == [], "sound left before the floor was given"
    await speaker.evaluate("(() => { room.setOnAir(true); room.talk(true); room.roomClockOffset = performance.timeOrigin; })()")
    if arguments.block:
        await listener.evaluate("setInterval(() => { const end = performance.now() + 500; while (performance.now() < end); }, 1500) && 0")
    if arguments.hold:
        await asyncio.sleep(6)
        await relay.hold(arguments.hold)
    await asyncio.sleep(arguments.seconds)
    for name, page in {"speaker": speaker, "listener": listener}.items():
        print(f"  {name}: {await page.evaluate('JSON.stringify([room.stats(), notes.streams, notes.levels, notes.texts.length])')}")
    tell_wire(relay, arguments.seconds)
    own = await read_tape(speaker)
    if not arguments.alone:
        tell_delay(own)
    heard = (await read_tape(listener))["out"]
    tell_likeness("listener against the microphone", own["mic"]["samples"], heard)
    tell_likeness("listener against the file", source, heard)
    tell_likeness("microphone against the file", source, own["mic"])
    await speaker.evaluate("room.talk(false)")
    await asyncio.sleep(0.3)
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
