"""`serve --workers`: several nodes behind one port of one machine, kept running, on SQLite as on PostgreSQL."""

import json
import os
import signal
import subprocess
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from tests.house.test_serve import serving

Settings = Callable[..., dict[str, str]]
Run = Callable[..., subprocess.CompletedProcess[str]]
PATIENCE = 60.0


def kept_by(process: "subprocess.Popen[str]", what: str) -> list[int]:
    """The children whose command has this word."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return [int(child) for child in children if what in _command(child)]


def _command(pid: str) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""


def until(is_so: Callable[[], bool]) -> None:
    latest = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < latest
        time.sleep(0.1)


def health(address: str) -> dict[str, object]:
    """What is answered; nothing when the worker that took the call died with it."""
    try:
        with urllib.request.urlopen(f"{address}/health", timeout=10) as answer:  # noqa: S310
            answered: dict[str, object] = json.load(answer)
    except OSError:
        return {}
    return answered


def test_people_of_two_workers_are_in_one_room_and_what_ends_is_started_again(settings_of: Settings, multaqa: Run) -> None:
    with serving(settings_of(port="0", workers="2", log="error")) as (process, address):
        workers, (bus,) = kept_by(process, "multaqa.operate.worker"), kept_by(process, "nats-server")
        assert len(workers) == 2
        rehearsed = multaqa(
            "rehearse", "--url", address, "--listeners", "30", "--writers", "4", "--seconds", "5", "--json", log="error"
        )
        assert rehearsed.returncode == 0, rehearsed.stderr
        report = json.loads(rehearsed.stdout.splitlines()[-1])
        assert (report["lost"], report["duplicated"]) == (0, 0)
        assert report["acknowledged"] > 0

        os.kill(workers[0], signal.SIGKILL)
        until(lambda: health(address).get("status") == "ok")
        os.kill(bus, signal.SIGKILL)
        until(lambda: len(set(kept_by(process, "multaqa.operate.worker")) - {workers[0]}) == 2)
        until(lambda: health(address).get("bus") == "up" and kept_by(process, "nats-server") not in ([], [bus]))

        left = [*kept_by(process, "multaqa.operate.worker"), *kept_by(process, "nats-server")]
        process.terminate()
        assert process.wait(15) == 0
        assert not any(Path(f"/proc/{pid}").exists() for pid in left)


def test_the_workers_end_with_whoever_keeps_them(settings_of: Settings) -> None:
    with serving(settings_of(port="0", workers="2", log="error")) as (process, _):
        left = [*kept_by(process, "multaqa.operate.worker"), *kept_by(process, "nats-server")]
        process.kill()
        process.wait()
        until(lambda: not any(_command(str(pid)) for pid in left))
