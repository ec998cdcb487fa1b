"""The whole first thing, as people live it: ask, be called, speak, be heard, listen by player, be taken off and given
back, and lose nothing when the server dies."""

import base64
import re
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from likeness import windows_alike
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
RATE = 48_000
ROUND_SECONDS = 8
ROUNDS = 5

READ_TAP = """async (which) => {
  const tape = (await window.__multaqaTap.read())[which];
  const bytes = new Uint8Array(tape.samples.buffer);
  let text = "";
  for (let i = 0; i < bytes.length; i += 32768) text += String.fromCharCode(...bytes.subarray(i, i + 32768));
  return { rate: tape.rate, samples: btoa(text) };
}"""


def tape(page: Page, which: str, *, last_seconds: int = 0) -> np.ndarray:
    """What the microphone gave (`mic`) or the loudspeaker was given (`out`), at 48 kHz; all of it, or the end."""
    read = page.evaluate(READ_TAP, which)
    samples = np.frombuffer(base64.b64decode(read["samples"]), np.float32)[-last_seconds * read["rate"] :]
    length = round(len(samples) * RATE / read["rate"])
    return samples if read["rate"] == RATE else np.fft.irfft(np.fft.rfft(samples), length)[:length]


def played(url: str, wav: Path) -> np.ndarray:
    """What ffmpeg hears at an address."""
    command = ["ffmpeg", "-y", "-loglevel", "error", "-i", url, "-t", str(ROUND_SECONDS), "-ac", "1", "-ar", str(RATE), str(wav)]
    subprocess.run(command, check=True, timeout=60)
    return np.frombuffer(wav.read_bytes()[44:], np.int16).astype(np.float32) / 32768


def assert_hears(listen: Callable[[], np.ndarray], speaker: Page) -> None:
    """What is heard in some round is, second by second, what the speaker's microphone gave. A busy machine may spoil a
    round; it does not spoil them all."""
    seen = []
    for _ in range(ROUNDS):
        speaker.wait_for_timeout(ROUND_SECONDS * 1000)
        heard = listen()
        scores = [score for _, score, _ in windows_alike(tape(speaker, "mic"), heard)]
        if scores:
            seen.append((float(np.median(scores)), float(np.mean([score > 0.7 for score in scores]))))
            if seen[-1][0] > 0.9 and seen[-1][1] >= 0.7:
                return
    raise AssertionError(f"median likeness and share of seconds matched, by round: {seen}")


def comes_in(page: Page, url: str, *, listens: bool = False) -> None:
    """Opens a link of the demo, and listens in one tap."""
    page.goto(url)
    expect(page.get_by_role("region", name="قائمة المتحدثين")).to_be_visible()
    if listens:
        page.get_by_role("button", name="استمع الآن").first.click()


def test_an_evening_is_held(server, people, tmp_path):
    chair, speaker = people.person(), people.person(phone=True, taped=True)
    listener = people.person(phone=True, taped=True)
    comes_in(listener, server.links["visitor"], listens=True)
    comes_in(speaker, server.links["member"])
    comes_in(chair, server.links["supervisor"])

    # أم ياسين has waited since before; the supervisor gives her the floor, and she presses.
    chair.get_by_role("button", name="إعطاء الكلمة: أم ياسين").click()
    expect(speaker.get_by_role("region", name="الكلمة لك")).to_be_visible()
    speaker.get_by_role("button", name="بدء الكلام").click()
    expect(speaker.get_by_role("region", name="أنت على الهواء")).to_be_visible()
    speaker.get_by_role("switch", name="تثبيت المايك").click()
    expect(listener.get_by_role("region", name="المتحدث الآن").get_by_text("أم ياسين")).to_be_visible()

    # Everybody hears what is said: by browser, and a third by a player, through plain HTTP.
    assert_hears(lambda: tape(listener, "out", last_seconds=ROUND_SECONDS), speaker)
    assert_hears(lambda: played(f"{server.links['room']}listen.ogg", tmp_path / "player.wav"), speaker)

    # The supervisor takes the floor away, and gives it back.
    chair.get_by_role("button", name="سحب الكلمة").first.click()
    chair.get_by_role("textbox", name=re.compile("السبب")).first.fill("خروج عن الموضوع")
    chair.get_by_role("button", name="سحب الكلمة").last.click()
    expect(speaker.get_by_role("region", name="أنت على الهواء")).to_have_count(0)
    chair.get_by_role("button", name=re.compile("^تراجع")).first.click()
    expect(speaker.get_by_role("region", name="الكلمة لك")).to_be_visible()
    speaker.get_by_role("button", name="بدء الكلام").click()
    expect(speaker.get_by_role("region", name="أنت على الهواء")).to_be_visible()

    # Words said and acknowledged, then the server dies.
    say(chair, "أُثبت هذه الكلمة قبل انقطاع الكهرباء")
    server.kill()
    expect(chair.get_by_role("region", name="إعادة الاتصال").or_(chair.get_by_text("انقطع الاتصال")).first).to_be_visible()
    server.start()
    for page in (chair, listener, speaker):
        expect(page.get_by_role("button", name="الاتصال: جيد")).to_be_visible(timeout=30_000)
    expect(chair.get_by_role("log", name="رسائل الدردشة").get_by_text("أُثبت هذه الكلمة")).to_have_count(1)
    expect(listener.get_by_role("region", name="المتحدث الآن").get_by_text("أم ياسين")).to_be_visible()
    say(chair, "عدنا")
    listener.get_by_role("button", name=re.compile("^الدردشة")).first.click()
    expect(listener.get_by_role("log", name="رسائل الدردشة")).to_contain_text("عدنا")


def say(page: Page, text: str) -> None:
    """Writes in the chat, and waits until it is acknowledged."""
    page.get_by_role("textbox", name="رسالة إلى الدردشة").fill(text)
    page.get_by_role("button", name="إرسال", exact=True).click()
    expect(page.get_by_role("log", name="رسائل الدردشة").get_by_text(text)).to_be_visible()
    deadline = time.monotonic() + 10
    while page.locator("[aria-busy=true]").count() and time.monotonic() < deadline:
        page.wait_for_timeout(50)
