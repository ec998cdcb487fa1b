"""The whole first thing, as people live it: ask, be called, speak, be heard, listen by player, be taken off and given
back, and lose nothing when the server dies."""

import re
import subprocess
import time
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
RATE = 48_000

READ_TAP = """async () => {
  const { out } = await window.__multaqaTap.read();
  const bytes = new Uint8Array(out.samples.buffer);
  let text = "";
  for (let i = 0; i < bytes.length; i += 32768) text += String.fromCharCode(...bytes.subarray(i, i + 32768));
  return { rate: out.rate, samples: btoa(text) };
}"""


def heard_by(page: Page) -> np.ndarray:
    """What the loudspeaker was given, at 48 kHz."""
    import base64

    tape = page.evaluate(READ_TAP)
    samples = np.frombuffer(base64.b64decode(tape["samples"]), np.float32)
    length = round(len(samples) * RATE / tape["rate"])
    return samples if tape["rate"] == RATE else np.fft.irfft(np.fft.rfft(samples), length)[:length]


def likeness(source: np.ndarray, heard: np.ndarray) -> tuple[float, float]:
    """The median likeness of 1-second windows to the source, and the share of windows that match it."""
    from likeness import windows_alike

    scores = [score for _, score, _ in windows_alike(source, heard)]
    return float(np.median(scores)), float(np.mean([score > 0.7 for score in scores]))


def source_of(speech: Path) -> np.ndarray:
    """The recording, twice over, for the fake microphone plays it in a loop."""
    samples = np.frombuffer(speech.read_bytes()[44:], np.int16).astype(np.float32) / 32768
    return np.concatenate([samples, samples])


def comes_in(page: Page, url: str) -> None:
    """Opens a link of the demo and listens."""
    page.goto(url)
    expect(page.get_by_role("region", name="قائمة المتحدثين")).to_be_visible()
    start = page.get_by_role("button", name=re.compile("^(ابدأ الاستماع|استمع)"))
    if start.count():
        start.first.click()


def test_an_evening_is_held(server, people, speech, tmp_path):
    chair, speaker = people.person(), people.person(phone=True)
    listener = people.person(phone=True, taped=True)
    comes_in(listener, server.links["visitor"])
    comes_in(speaker, server.links["member"])
    comes_in(chair, server.links["supervisor"])

    # أم ياسين has waited since before; the supervisor gives her the floor, and she presses.
    chair.get_by_role("button", name="إعطاء الكلمة: أم ياسين").click()
    expect(speaker.get_by_role("region", name="الكلمة لك")).to_be_visible()
    speaker.get_by_role("button", name="بدء الكلام").click()
    expect(speaker.get_by_role("region", name="أنت على الهواء")).to_be_visible()
    speaker.get_by_role("switch", name="تثبيت المايك").click()
    expect(listener.get_by_role("region", name="المتحدث الآن").get_by_text("أم ياسين")).to_be_visible()

    # A third hears by a player, through plain HTTP.
    by_player = tmp_path / "player.wav"
    player = subprocess.Popen(
        [
            "ffmpeg",
            "-y",
            "-loglevel",
            "error",
            "-i",
            f"{server.links['room']}listen.ogg",
            "-t",
            "9",
            "-ac",
            "1",
            "-ar",
            "48000",
            by_player,
        ]
    )
    listener.wait_for_timeout(11_000)
    assert player.wait(10) == 0
    source = source_of(speech)
    median, matched = likeness(source, heard_by(listener)[2 * RATE :])
    assert (median > 0.9, matched >= 0.7) == (True, True), f"the browser heard {median:.3f}, {matched:.0%}"
    played = np.frombuffer(by_player.read_bytes()[44:], np.int16).astype(np.float32) / 32768
    median, matched = likeness(source, played[2 * RATE :])
    assert (median > 0.85, matched >= 0.7) == (True, True), f"the player heard {median:.3f}, {matched:.0%}"

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
    expect(listener.get_by_role("log", name="رسائل الدردشة")).to_contain_text("عدنا", use_inner_text=False)


def say(page: Page, text: str) -> None:
    """Writes in the chat, and waits until it is acknowledged."""
    page.get_by_role("textbox", name="رسالة إلى الدردشة").fill(text)
    page.get_by_role("button", name="إرسال", exact=True).click()
    expect(page.get_by_role("log", name="رسائل الدردشة").get_by_text(text)).to_be_visible()
    deadline = time.monotonic() + 10
    while page.locator("[aria-busy=true]").count() and time.monotonic() < deadline:
        page.wait_for_timeout(50)
