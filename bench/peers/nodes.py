"""One, two and three nodes on one PostgreSQL and one NATS: the same listeners spread over them, as `rehearse --nodes` does."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence

from bench.peers.figures import Sample

LISTENERS, SECONDS = 900, 10
NODES = (1, 2, 3)
PATIENCE_SECONDS = 120


def measure(quick: bool, runs: int, say: Callable[[str], None], sizes: Sequence[int] = ()) -> dict[str, list[Sample]]:
    """Each number of nodes once; 900 listeners, or so many."""
    found: dict[str, list[Sample]] = {}
    for listeners in sizes or (LISTENERS,):
        samples = found[f"{listeners:,} listeners over nodes"] = []
        for nodes in NODES:
            samples.append(_with(nodes, listeners))
            say(f"  {nodes} nodes: {samples[-1].numbers or samples[-1].notes}")
    return found


def _with(nodes: int, listeners: int) -> Sample:
    command = [sys.executable, "-m", "multaqa", "rehearse", "--json", "--nodes", str(nodes), "--listeners", str(listeners)]
    command += ["--speakers", "1", "--writers", "4", "--seconds", str(SECONDS)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MULTAQA_")}
    # It is asked to end, so that it ends what it started.
    command = ["timeout", "--kill-after=20", str(PATIENCE_SECONDS), *command]
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    try:
        said = json.loads(done.stdout.strip().splitlines()[-1])
    except (ValueError, IndexError):
        late = f"not over after {PATIENCE_SECONDS} s" if done.returncode == 124 else done.stderr.strip()[-300:]
        return Sample(f"multaqa on {nodes}", {}, f"FAILED: {late}")
    used = said["server_cpu_seconds"]
    return Sample(
        f"multaqa on {nodes}",
        {
            "cpu_percent": used / SECONDS * 100,
            "cpu_us_per_listener_s": used / SECONDS / listeners * 1e6,
            "kib_per_listener": said["server_bytes_per_listener"] / 1024,
            "joins_per_second": said["joins_per_second"],
            "delay_p50_ms": said["delay_ms"]["p50"],
            "delay_p99_ms": said["delay_ms"]["p99"],
            "frames_missed": said["frames_missed"],
            "acknowledged": said["acknowledged"],
            "lost": said["lost"],
            "doubled": said["duplicated"],
        },
    )
