"""kill -9 in the middle of a busy gathering: nothing acknowledged is lost or doubled, and the line is the same."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_or_doubled():
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("MULTAQA_", "DJANGO_"))}
    command = [sys.executable, "bench/faults/kill.py", "--kills", "4", "--writers", "10"]
    done = subprocess.run(command, cwd=ROOT, env={**clean, "PYTHONPATH": str(ROOT / "src")}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    counted = json.loads(done.stdout.splitlines()[-1])
    assert (counted["lost"], counted["doubled"], counted["line_changed"]) == (0, 0, 0)
    assert counted["acknowledged"] >= 20
