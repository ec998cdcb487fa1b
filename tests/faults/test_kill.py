"""kill -9 in the middle of a sitting's vote: nothing acknowledged is lost or doubled, and there is one holder of the floor."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(*words: str) -> dict[str, Any]:
    """What `bench/faults/run` says of its one fault."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("MULTAQA_", "DJANGO_"))}
    command = [sys.executable, "-m", "bench.faults", *words]
    done = subprocess.run(command, cwd=ROOT, env={**clean, "PYTHONPATH": str(ROOT / "src")}, capture_output=True, text=True)
    (found,) = json.loads(done.stdout.splitlines()[-1]).values()
    assert done.returncode == 0, (found, done.stderr)
    return found


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_or_doubled():
    found = run("--quick", "node-kill", "--times", "3", "--delegates", "20")
    assert (found["lost"], found["doubled"], found["two_holders"], found["gaps"], found["repeats"]) == (0, 0, 0, 0, 0)
    assert found["by_kind"]["vote"] >= 10
    assert found["times"] == 3
