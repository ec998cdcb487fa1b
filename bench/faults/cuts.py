"""The network between a node and its database is cut: it lives in a network namespace of its own, behind a pair
of veth whose end is taken down. Packets vanish, and nobody is told."""

import asyncio
import ctypes
import os
import random
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.faults.chairing import Chamber
from bench.faults.ground import Ground, prepared
from bench.faults.scene import play
from bench.faults.verdict import Verdict

NEW_NETWORK = 0x40000000
OURS, THEIRS = "10.213.77.1", "10.213.77.2"
_libc = ctypes.CDLL(None, use_errno=True)


def run(*, quick: bool, times: int = 0, delegates: int = 0) -> Verdict:
    """Full: 20 cuts of 1 to 60 s between node and PostgreSQL, among 200."""
    longest = 5.0 if quick else 60.0
    with _apart() as (name, link), prepared("postgresql", settings={"MULTAQA_DATABASE_POOL": "12"}) as ground:
        _move_database(ground, name)

        async def cut(chamber: Chamber, verdict: Verdict, chance: random.Random) -> float:
            await asyncio.to_thread(_ip, "link", "set", link, "down")
            await asyncio.sleep(chance.uniform(1, longest))
            await asyncio.to_thread(_ip, "link", "set", link, "up")
            return asyncio.get_running_loop().time()

        return play(ground, cut, delegates=delegates or (30 if quick else 200), times=times or (2 if quick else 20))


def _move_database(ground: Ground, name: str) -> None:
    """Starts it again inside the namespace. Nodes reach it over the cable; this process over its socket in the file system,
    which knows no namespaces."""
    database = ground.database
    assert database is not None
    with (database.folder / "data" / "pg_hba.conf").open("a") as rules:
        rules.write(f"host all all {OURS}/24 trust\n")
    database.stop()
    database.settings |= {"listen_addresses": THEIRS, "port": "5432"}
    with _inside(name):
        database.start()
    for node in ground.nodes:
        node.settings = {"MULTAQA_DATABASE_URL": f"postgresql://postgres@{THEIRS}:5432/postgres"}


@contextmanager
def _apart() -> Iterator[tuple[str, str]]:
    """A namespace and our end of the cable to it."""
    assert os.geteuid() == 0, "a network of one's own needs root"
    name = link = f"mf{os.getpid()}"
    _ip("netns", "add", name)
    try:
        _ip("link", "add", link, "type", "veth", "peer", "name", "eth0", "netns", name)
        _ip("addr", "add", f"{OURS}/24", "dev", link)
        _ip("link", "set", link, "up")
        for words in (("addr", "add", f"{THEIRS}/24", "dev", "eth0"), ("link", "set", "eth0", "up"), ("link", "set", "lo", "up")):
            _ip("-n", name, *words)
        yield name, link
    finally:
        _ip("netns", "del", name)


@contextmanager
def _inside(name: str) -> Iterator[None]:
    """What is started meanwhile by this thread lives there."""
    with Path("/proc/self/ns/net").open() as home, Path(f"/run/netns/{name}").open() as there:
        _enter(there.fileno())
        try:
            yield
        finally:
            _enter(home.fileno())


def _enter(descriptor: int) -> None:
    if _libc.setns(descriptor, NEW_NETWORK):
        raise OSError(ctypes.get_errno(), "setns")


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)
