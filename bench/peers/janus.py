"""Janus: a VideoRoom, which forwards what one person says to everybody without opening it, and real WebRTC listeners."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.peers.figures import Sample, quantile
from bench.peers.install import python_of
from bench.peers.machine import Tree, free_port, started

ROOT = Path(__file__).parents[2]
SECONDS = 5.0

GENERAL = """general: {{
  configs_folder = "{folder}"
  plugins_folder = "{library}/plugins"
  transports_folder = "{library}/transports"
  debug_level = 2
}}
media: {{ rtp_port_range = "20000-40000" }}
nat: {{ ignore_mdns = true }}
plugins: {{ disable = "{plugins}" }}
transports: {{ disable = "{transports}" }}
"""
SOCKETS = 'general: {{ json = "compact", ws = true, ws_port = {port}, ws_ip = "127.0.0.1", wss = false }}\n'
ROOMS = 'room-1234: {{ publishers = 2, audiocodec = "opus", bitrate = 128000 }}\n'


@contextmanager
def janus() -> Iterator[tuple[int, Tree]]:
    """A running Janus with the one plugin: the port of its WebSocket and its processes."""
    with tempfile.TemporaryDirectory(prefix="multaqa-janus-") as name:
        folder, port = Path(name), free_port()
        library = next(Path("/usr/lib").glob("*/janus"))
        others = {
            part: ",".join(path.name for path in (library / part).glob("*.so") if kept not in path.name)
            for part, kept in (("plugins", "videoroom"), ("transports", "websockets"))
        }
        (folder / "janus.jcfg").write_text(GENERAL.format(folder=folder, library=library, **others))
        (folder / "janus.transport.websockets.jcfg").write_text(SOCKETS.format(port=port))
        (folder / "janus.plugin.videoroom.jcfg").write_text(ROOMS.format())
        with started(["janus", "-F", name, "-C", str(folder / "janus.jcfg")], port=port) as process:
            yield port, Tree(process.pid)


def listened(listeners: int) -> Sample:
    """CPU, memory and delay with so many listeners; every packet of 20 ms is encrypted for each, as WebRTC asks."""
    with janus() as (port, tree):
        command = [str(python_of("aiortc")), "-m", "bench.peers.worlds.webrtc_crowd", str(port), str(listeners), str(SECONDS)]
        crowd = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, bufsize=1
        )
        try:
            _wait_for(crowd, "published")
            empty = tree.memory_bytes()
            _wait_for(crowd, "ready", after="come")
            time.sleep(1)
            memory, cpu, began = (tree.memory_bytes() - empty) / listeners / 1024, tree.cpu_seconds(), time.monotonic()
            heard = json.loads(_said(crowd, "go"))
            busy = (tree.cpu_seconds() - cpu) / (time.monotonic() - began)
        finally:
            crowd.kill()
            crowd.wait()
    numbers = {
        "cpu_us_per_listener_s": busy / listeners * 1e6,
        "cpu_percent": busy * 100,
        "kib_per_listener": memory,
        "delay_p50_ms": quantile(heard["delays"], 50),
        "delay_p99_ms": quantile(heard["delays"], 99),
        "bytes_per_listener_s": heard["bytes"] / SECONDS / listeners,
        "reads_per_listener_s": heard["packets"] / SECONDS / listeners,
    }
    return Sample("janus videoroom", numbers, f"{listeners} real WebRTC listeners, packets of 20 ms, encrypted")


def _wait_for(crowd: subprocess.Popen[str], word: str, *, after: str = "") -> None:
    if (said := _said(crowd, after).strip()) != word:
        raise RuntimeError(f"the listeners said {said!r}, not {word!r}")


def _said(crowd: subprocess.Popen[str], after: str) -> str:
    assert crowd.stdin is not None
    assert crowd.stdout is not None
    if after:
        crowd.stdin.write(f"{after}\n")
        crowd.stdin.flush()
    return crowd.stdout.readline()


if __name__ == "__main__":
    print(listened(int(sys.argv[1])))
