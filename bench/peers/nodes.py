"""One, two and three nodes on one PostgreSQL and one NATS: the same listeners spread over them, as `rehearse --nodes` does."""

import json
import os
import subprocess
import sys
from collections.abc import Callable

from bench.peers.figures import Sample

LISTENERS, SECONDS = 900, 10


def measure(quick: bool, runs: int, say: Callable[[str], None]) -> dict[str, list[Sample]]:
    """Each number of nodes once."""
    samples = []
    for nodes in (1, 2, 3):
        try:
            samples.append(_with(nodes))
        except (subprocess.SubprocessError, ValueError, LookupError) as error:
            samples.append(Sample(f"multaqa on {nodes}", {}, f"FAILED: {error}"))
        say(f"  {nodes} nodes: {samples[-1].numbers or samples[-1].notes}")
    return {f"{LISTENERS} listeners over nodes": samples}


def _with(nodes: int) -> Sample:
    command = [sys.executable, "-m", "multaqa", "rehearse", "--json", "--nodes", str(nodes), "--listeners", str(LISTENERS)]
    command += ["--speakers", "1", "--writers", "4", "--seconds", str(SECONDS)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MULTAQA_")}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=180)
    said = json.loads(done.stdout.strip().splitlines()[-1])
    used = said["server_cpu_seconds"]
    return Sample(
        f"multaqa on {nodes}",
        {
            "cpu_percent": used / SECONDS * 100,
            "cpu_us_per_listener_s": used / SECONDS / LISTENERS * 1e6,
            "kib_per_listener": said["server_bytes_per_listener"] / 1024,
            "joins_per_second": said["joins_per_second"],
            "delay_p50_ms": said["delay_ms"]["p50"],
            "delay_p99_ms": said["delay_ms"]["p99"],
            "acknowledged": said["acknowledged"],
            "lost": said["lost"],
            "doubled": said["duplicated"],
        },
    )
