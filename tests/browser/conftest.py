"""The program as its people meet it: a real server with the demo's world, and real browsers."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "web/test"))
FLAGS = """--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
--disable-component-update --disable-sync --use-fake-device-for-media-stream --use-fake-ui-for-media-stream
--autoplay-policy=no-user-gesture-required""".split()
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}
SPEECH = (
    "السلام عليكم ورحمة الله وبركاته. أهلا بكم في هذا اللقاء. نبدأ اليوم بالبند الأول من جدول الأعمال، "
    "ثم نفتح باب الأسئلة للحاضرين. من أراد الكلام فليطلب الكلمة، ولكل متحدث دقيقتان. شكرا لكم على الحضور والمشاركة."
)


@dataclass
class Server:
    """`start` and `kill` it as often as the story wants; the address stays the same."""

    data: Path
    port: int
    process: subprocess.Popen[str] | None = None
    links: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Where people come."""
        return f"http://127.0.0.1:{self.port}"

    def environment(self) -> dict[str, str]:
        """Nothing of ours but this installation."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("MULTAQA_", "DJANGO_"))}
        ours = {"MULTAQA_DATA": str(self.data), "MULTAQA_PORT": str(self.port), "MULTAQA_LOG": "warning"}
        return {**clean, "PYTHONPATH": str(ROOT / "src"), **ours}

    def fill(self, world: "Server") -> None:
        """A copy of a world that was built, and its sign-in links by part at this address."""
        shutil.copytree(world.data, self.data)
        self.links = {part: url.replace(world.url, self.url) for part, url in world.links.items()}

    def build(self) -> None:
        """The demo's world, and its sign-in links by part."""
        command = [sys.executable, "-m", "multaqa", "demo", "--json"]
        done = subprocess.run(command, env=self.environment(), capture_output=True, text=True, timeout=240)
        assert done.returncode == 0, done.stderr
        said = json.loads(done.stdout.splitlines()[-1])
        self.links = {row["part"]: row["url"] for row in said["people"]} | {"room": said["room"], "live": said["live"]}

    def start(self) -> None:
        """Answers when it is ready."""
        command = [sys.executable, "-m", "multaqa", "serve"]
        self.process = subprocess.Popen(command, env=self.environment(), stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if "is ready" in line:
                return
        raise AssertionError("the server did not start")

    def kill(self) -> None:
        """As a power cut does."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self._bury()

    def stop(self) -> None:
        """In order."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self._bury()

    def _bury(self) -> None:
        assert self.process is not None and self.process.stdout is not None
        self.process.wait(15)
        self.process.stdout.close()


def free_port() -> int:
    """A port nobody listens on now."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Server:
    """The demo's world, built once; every story begins with a copy. Nobody serves it."""
    world = Server(tmp_path_factory.mktemp("world") / "data", free_port())
    world.build()
    return world


@pytest.fixture
def server(tmp_path: Path, world: Server) -> Iterator[Server]:
    """A server with the demo's world."""
    server = Server(tmp_path / "data", free_port())
    server.fill(world)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def empty_server(tmp_path: Path) -> Iterator[Server]:
    """A server nobody has been to."""
    server = Server(tmp_path / "data", free_port())
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright, with the browser the machine has."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def speech(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Arabic speech, 48 kHz mono, as the fake microphone plays it."""
    folder = tmp_path_factory.mktemp("speech")
    raw, wav = folder / "raw.wav", folder / "ar.wav"
    subprocess.run(["espeak-ng", "-v", "ar", "-w", raw, SPEECH], check=True)
    shape = "aresample=48000,adelay=500,apad=pad_dur=1"
    subprocess.run(["ffmpeg", "-y", "-loglevel", "error", "-i", raw, "-af", shape, "-ac", "1", "-ar", "48000", wav], check=True)
    return wav


@pytest.fixture(scope="session")
def browser(playwright: Playwright, speech: Path) -> Iterator[Browser]:
    """Chromium whose microphone says the speech."""
    launched = playwright.chromium.launch(
        executable_path="/usr/bin/chromium", args=[*FLAGS, f"--use-file-for-fake-audio-capture={speech}"]
    )
    yield launched
    launched.close()


@dataclass
class Guestbook:
    """Makes people's browsers; whatever goes wrong in a page is remembered."""

    browser: Browser
    contexts: list[BrowserContext] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def person(self, *, phone: bool = False, language: str = "ar", dark: bool = False, taped: bool = False) -> Page:
        """A fresh browser of somebody."""
        context = self.browser.new_context(
            viewport=PHONE if phone else DESKTOP,  # type: ignore[arg-type]
            locale="ar-SA" if language == "ar" else "en-GB",
            color_scheme="dark" if dark else "light",
            permissions=["microphone"],
            # Nothing moves that carries no meaning: what a browser without a graphics card draws anew costs a core.
            reduced_motion="reduce",
        )
        if taped:
            context.add_init_script("window.__multaqaTap = true")
        self.contexts.append(context)
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: self.errors.append(message.text) if _is_wrong(message) else None)
        return page


def _is_wrong(message) -> bool:  # type: ignore[no-untyped-def]
    """An error in the console, but for the lost connections the stories make on purpose."""
    return message.type == "error" and not any(part in message.text for part in ("WebSocket", "ERR_", "Failed to load resource"))


@pytest.fixture
def people(browser: Browser) -> Iterator[Guestbook]:
    """Browsers for the people of a story; it ends with no error in any page."""
    guestbook = Guestbook(browser)
    yield guestbook
    for context in guestbook.contexts:
        context.close()
    assert guestbook.errors == []
