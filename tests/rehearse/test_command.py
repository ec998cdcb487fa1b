"""The rehearsal itself: everything promised is counted, and nothing of it is lost."""

import json
import subprocess
import sys

from tests.house.conftest import ROOT

PROMISED = {
    "joined", "joins_per_second", "acknowledged", "lost", "duplicated", "frames_expected", "frames_missed", "delay_ms",
    "server_cpu_seconds", "server_bytes_per_listener",
}  # fmt: skip


def rehearse(environment, *arguments):
    command = [sys.executable, "-m", "multaqa", "rehearse", "--json", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=180)


def test_a_small_evening_loses_nothing(settings_of):
    done = rehearse(settings_of(), "--listeners", "40", "--speakers", "2", "--writers", "4", "--seconds", "8")
    assert done.returncode == 0, done.stderr
    numbers = json.loads(done.stdout.splitlines()[-1])
    assert numbers.keys() >= PROMISED
    assert (numbers["joined"], numbers["lost"], numbers["duplicated"]) == (40, 0, 0)
    assert numbers["acknowledged"] > 5
    assert numbers["frames_expected"] > 1000
    assert numbers["frames_missed"] < numbers["frames_expected"] / 50
    assert numbers["delay_ms"].keys() == {"p50", "p95", "p99"}


def test_a_recording_that_is_not_there_is_refused_before_anything_starts(settings_of):
    done = rehearse(settings_of(), "--speech", "no-such-file.wav")
    assert done.returncode == 2
    assert "no-such-file.wav" in done.stderr
