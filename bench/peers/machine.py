"""Processes and what they cost: the CPU and memory of a whole tree of processes, read from /proc."""

import os
import re
import resource
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

TICKS = os.sysconf("SC_CLK_TCK")
_PSS = re.compile(r"^Pss:\s+(\d+)", re.MULTILINE)


def raise_limits() -> int:
    """As many open files as the machine allows, for us and all we start; answers how many."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard


def free_port(kind: socket.SocketKind = socket.SOCK_STREAM) -> int:
    """A port of the loopback that was free a moment ago."""
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Tree:
    """A server: its first process and all that came of it, workers and databases too. Several roots are one server."""

    def __init__(self, *roots: int) -> None:
        self.roots = roots

    def pids(self) -> set[int]:
        """Everybody who lives."""
        children: dict[int, list[int]] = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and (fields := _stat(int(entry.name))):
                children.setdefault(int(fields[1]), []).append(int(entry.name))
        found, waiting = set[int](), list(self.roots)
        while waiting:
            pid = waiting.pop()
            if pid not in found:
                found.add(pid)
                waiting += children.get(pid, [])
        return found

    def cpu_seconds(self) -> float:
        """User and system time of all, of children that ended too."""
        return sum(sum(map(int, fields[11:15])) for pid in self.pids() if (fields := _stat(pid))) / TICKS

    def memory_bytes(self) -> int:
        """PSS: shared pages are counted once. Memory of the kernel's sockets is not in it, for nobody."""
        return sum(_pss(pid) for pid in self.pids()) * 1024


def _stat(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return []


def _pss(pid: int) -> int:
    try:
        found = _PSS.search(Path(f"/proc/{pid}/smaps_rollup").read_text())
    except OSError:
        return 0
    return int(found.group(1)) if found else 0


@contextmanager
def started(
    command: Sequence[str], *, port: int = 0, user: str | None = None, patience: float = 60, **how: Any
) -> Iterator[subprocess.Popen[bytes]]:
    """Runs a server until the block ends; waits until it listens at `port`. `user`: who it runs as, when we are root."""
    if os.geteuid() == 0 and user:
        how |= {"user": user, "group": _group_of(user), "extra_groups": []}
    how = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "stdin": subprocess.DEVNULL} | how
    process = subprocess.Popen(command, **how)
    try:
        if port:
            wait_for_port(port, process, patience)
        yield process
    finally:
        stop(process)


def wait_for_port(port: int, process: subprocess.Popen[bytes] | None = None, patience: float = 60) -> None:
    """Until somebody listens there. Raises RuntimeError when the process ends first, or after `patience` seconds."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if process is not None and process.poll() is not None:
            raise RuntimeError(f"{process.args!r} ended with {process.returncode}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"Nobody listens at {port} after {patience} s")


def stop(process: subprocess.Popen[Any], *, gently: bool = True) -> None:
    """Asks it to end, and its children after it; whoever does not is killed."""
    children = Tree(process.pid).pids() - {process.pid}
    (process.terminate if gently else process.kill)()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for pid in children:
        try:
            os.kill(pid, 9)
        except ProcessLookupError:
            continue


def _group_of(user: str) -> int:
    import pwd

    return pwd.getpwnam(user).pw_gid
