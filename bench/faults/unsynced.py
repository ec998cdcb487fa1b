"""The loss of all writes that were not synced, as a power cut may do it, under SQLite; a control shows that the loss is real."""

import os
import random
import shutil
import sqlite3
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bench.faults.chairing import Chamber
from bench.faults.ground import Ground, beside, prepared
from bench.faults.scene import play, say
from bench.faults.verdict import Verdict

HEAD = struct.Struct("=qqq")
SOURCE = Path(__file__).with_name("unsynced.c")
# Commits rows until it is killed, and says each after its commit.
CONTROL = """
import sqlite3, sys
found = sqlite3.connect(sys.argv[1], isolation_level=None)
found.execute("PRAGMA journal_mode=WAL")
found.execute("PRAGMA synchronous=" + sys.argv[2])
found.execute("CREATE TABLE IF NOT EXISTS said (n INTEGER PRIMARY KEY)")
for n in range(2000):
    found.execute("INSERT INTO said VALUES (?)", (n,))
    print(n, flush=True)
    if n == 300: sys.stdin.read()
"""


# A disk that takes its time: what is written waits for its sync so long, and a kill finds it unsynced.
SYNC_US = "8000"
# Many write without pause.
EVERY_SECONDS = 0.3
WATCH_SECONDS = 2.0


def run(*, quick: bool, times: int = 0, delegates: int = 0) -> Verdict:
    """Full: 50 losses among 200."""
    with shim() as environment:
        control = {mode: _control(environment, mode) for mode in ("OFF", "NORMAL", "FULL")}
        say(f"control, rows lost of 301 committed: {control}")
        taken: list[int] = []
        with prepared() as ground:
            ground.node.settings = environment | {"FAULTS_UNSYNCED": str(ground.node.folder), "FAULTS_SYNC_US": SYNC_US}

            async def lose(chamber: Chamber, verdict: Verdict, chance: random.Random) -> None:
                # In one thread: by the time the loop came to it, everything would be synced.
                taken.append(await beside(lambda: _lose(ground, environment)))
                await beside(ground.node.start)

            verdict = play(
                ground,
                lose,
                delegates=delegates or (40 if quick else 200),
                times=times or (3 if quick else 50),
                every_seconds=EVERY_SECONDS,
            )
            with closing(sqlite3.connect(next(ground.node.folder.glob("*.sqlite3")))) as kept:
                if (said := kept.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
                    verdict.wrong.append(f"the file is damaged: {said}")
    verdict.notes |= counted(taken) | {"control_rows_lost": control}
    if not control["OFF"] or control["FULL"]:
        verdict.wrong.append("the control does not lose what it should, or loses what it should not")
    return verdict


def _lose(ground: Ground, environment: dict[str, str]) -> int:
    """kill -9 while a commit waits for its sync. Answers how many bytes of the database are taken back."""
    until_unsynced(environment, ground.node.folder, "*-wal")
    ground.node.kill()
    return lay_back(ground.node.folder, environment, "*.sqlite3*")


def counted(taken: list[int]) -> dict[str, int]:
    """What was taken back, as a verdict notes it."""
    return {
        "bytes_taken_back": sum(taken),
        "kills_that_took_back": sum(map(bool, taken)),
        "least": min(taken),
        "most": max(taken),
    }


def until_unsynced(environment: dict[str, str], log: Path, names: str) -> None:
    """Answers the moment something is written to the database's own log and not synced; or after a while, when nobody writes.
    The log are the files of those names in that folder."""
    end, undo = time.monotonic() + WATCH_SECONDS, Path(environment["FAULTS_UNDO"])
    kept = [undo / str(path.stat().st_ino) for path in log.glob(names) if path.is_file()]
    while time.monotonic() < end:
        if any(one.stat().st_size for one in kept if one.exists()):
            return
        # The logs say nothing when they grow; a sync takes many times this.
        time.sleep(0.0005)


@contextmanager
def shim() -> Iterator[dict[str, str]]:
    """Compiles it; what the environment of a server needs, whichever user it runs as. The old bytes are in memory."""
    with tempfile.TemporaryDirectory(prefix="multaqa-faults-", dir="/dev/shm") as folder:  # noqa: S108 - a place in memory
        built, undo = f"{folder}/unsynced.so", Path(folder) / "undo"
        subprocess.run(["gcc", "-O2", "-Wall", "-shared", "-fPIC", "-o", built, str(SOURCE), "-ldl"], check=True)
        undo.mkdir()
        undo.chmod(0o777)
        Path(folder).chmod(0o755)
        yield {"LD_PRELOAD": built, "FAULTS_UNDO": str(undo)}


def lay_back(folder: Path, environment: dict[str, str], names: str = "*") -> int:
    """Undoes what was not synced below the folder, the last write of each file first. Answers how many written bytes of the files
    of those names that took away or changed. Nobody may have the files open."""
    files, lost = {path.stat().st_ino: path for path in folder.rglob("*") if path.is_file()}, 0
    for log in Path(environment["FAULTS_UNDO"]).iterdir():
        path, data = files.get(int(log.name)), log.read_bytes()
        if path is not None and data:
            changed = _undo(path, data)
            lost += changed if path.match(names) else 0
        log.unlink()
    return lost


def _undo(path: Path, data: bytes) -> int:
    records, at = [], 0
    while at + HEAD.size <= len(data):
        offset, size, length = HEAD.unpack_from(data, at)
        records.append((offset, size, data[at + HEAD.size : at + HEAD.size + length]))
        at += HEAD.size + length
    now = path.read_bytes()
    with path.open("r+b") as file:
        for offset, size, old in reversed(records):
            file.seek(offset)
            file.write(old)
            file.truncate(size)
    before = path.read_bytes()
    return sum(one != other for one, other in zip(now, before, strict=False)) + abs(len(now) - len(before))


def _control(environment: dict[str, str], mode: str) -> int:
    """How many committed rows a program of a few lines loses with this PRAGMA synchronous."""
    folder = Path(tempfile.mkdtemp(prefix="multaqa-faults-"))
    try:
        path = folder / "control.sqlite3"
        process = subprocess.Popen(
            [sys.executable, "-c", CONTROL, str(path), mode],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, **environment, "FAULTS_UNSYNCED": str(folder)},
        )
        assert process.stdout is not None
        committed = next(int(line) + 1 for line in process.stdout if line.strip() == "300")
        process.kill()
        process.wait()
        lay_back(folder, environment)
        with closing(sqlite3.connect(path)) as kept:
            try:
                return committed - int(kept.execute("SELECT count(*) FROM said").fetchone()[0])
            except sqlite3.OperationalError:
                return committed
    finally:
        shutil.rmtree(folder)
