"""Runs faults as an operator does, and reads what they say."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def run(name: str, *words: str) -> dict[str, Any]:
    """What `bench/faults/run --quick` says of one fault. Its exit says whether every promise was kept."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("MULTAQA_", "DJANGO_"))}
    command = [sys.executable, "-m", "bench.faults", "--quick", name, *words]
    done = subprocess.run(command, cwd=ROOT, env={**clean, "PYTHONPATH": str(ROOT / "src")}, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])[name]
    assert done.returncode == 0, (found, done.stdout, done.stderr)
    return found
