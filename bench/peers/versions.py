"""What exactly was measured: the machine, and the version of everybody."""

import os
import platform
import re
import subprocess
from pathlib import Path

from bench.peers.install import DEBIAN, python_of

FROM_PYPI = {"pretalx": "pretalx", "gunicorn": "pretalx", "indico": "indico", "uwsgi": "indico", "aiortc": "aiortc"}


def of_everything() -> dict[str, str]:
    """Name and version, the machine first."""
    return {"machine": _machine(), "kernel": platform.release().split("-")[0], "CPython": platform.python_version(), **_ours(),
            **_debian(), **_pypi()}  # fmt: skip


def _machine() -> str:
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} shared cores ({model.group(1).strip() if model else platform.machine()}), {gigabytes:.0f} GiB"


def _ours() -> dict[str, str]:
    found = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True)
    return {"multaqa": found.stdout.strip()}


def _debian() -> dict[str, str]:
    found = {}
    for name in DEBIAN:
        done = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", name], capture_output=True, text=True)
        found[name] = done.stdout.strip() or "missing"
    return found


def _pypi() -> dict[str, str]:
    found = {}
    for name, peer in FROM_PYPI.items():
        ask = f"from importlib.metadata import version; print(version({name!r}))"
        python = python_of(peer)
        done = subprocess.run([str(python), "-c", ask], capture_output=True, text=True) if python.exists() else None
        found[name] = done.stdout.strip() if done else "missing"
    return found
