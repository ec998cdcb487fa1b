"""The loss of all writes that were not synced, as a power cut may do it. SQLite only; a control shows that the loss is real."""

import os
import random
import shutil
import sqlite3
import struct
import subprocess
import sys
import tempfile
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


def run(*, quick: bool, times: int = 0, delegates: int = 0) -> Verdict:
    """Full: 50 losses among 200."""
    with _shim() as environment:
        control = {mode: _control(environment, mode) for mode in ("OFF", "NORMAL", "FULL")}
        say(f"control, rows lost of 301 committed: {control}")
        with prepared() as ground:
            ground.node.settings = environment | {"FAULTS_UNSYNCED": str(ground.node.folder)}

            async def lose(chamber: Chamber, verdict: Verdict, chance: random.Random) -> None:
                ground.node.kill()
                verdict.notes["bytes_lost"] = verdict.notes.get("bytes_lost", 0) + lay_back(ground, environment)
                await beside(ground.node.start)

            verdict = play(ground, lose, delegates=delegates or (40 if quick else 200), times=times or (3 if quick else 50))
            with closing(sqlite3.connect(next(ground.node.folder.glob("*.sqlite3")))) as kept:
                if (said := kept.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
                    verdict.wrong.append(f"the file is damaged: {said}")
    verdict.notes["control_rows_lost"] = control
    if not control["OFF"] or control["FULL"]:
        verdict.wrong.append("the control does not lose what it should, or loses what it should not")
    return verdict


@contextmanager
def _shim() -> Iterator[dict[str, str]]:
    """Compiles it; what a node's environment needs. The old bytes are in memory."""
    with tempfile.TemporaryDirectory(prefix="multaqa-faults-", dir="/dev/shm") as folder:  # noqa: S108 - a place in memory
        built = f"{folder}/unsynced.so"
        subprocess.run(["gcc", "-O2", "-shared", "-fPIC", "-o", built, str(SOURCE), "-ldl", "-lpthread"], check=True)
        (Path(folder) / "undo").mkdir()
        yield {"LD_PRELOAD": built, "FAULTS_UNDO": f"{folder}/undo"}


def lay_back(ground: Ground, environment: dict[str, str]) -> int:
    """Undoes what was not synced, the last write first. Answers how many written bytes that took away or changed."""
    return _lay_back(ground.node.folder, Path(environment["FAULTS_UNDO"]))


def _lay_back(folder: Path, undo: Path) -> int:
    files, lost = {path.stat().st_ino: path for path in folder.rglob("*") if path.is_file()}, 0
    for log in undo.iterdir():
        path, data = files.get(int(log.name)), log.read_bytes()
        if path is not None and data:
            lost += _undo(path, data)
        log.unlink()
    return lost


def _undo(path: Path, data: bytes) -> int:
    records, at = [], 0
    while at + HEAD.size <= len(data):
        offset, size, length = HEAD.unpack_from(data, at)
        records.append((offset, size, data[at + HEAD.size : at + HEAD.size + length]))
        at += HEAD.size + length
    lost = 0
    with path.open("r+b") as file:
        for offset, size, old in reversed(records):
            lost += len(old) + max(0, os.fstat(file.fileno()).st_size - size)
            file.seek(offset)
            file.write(old)
            file.truncate(size)
    return lost


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
        _lay_back(folder, Path(environment["FAULTS_UNDO"]))
        with closing(sqlite3.connect(path)) as kept:
            try:
                return committed - int(kept.execute("SELECT count(*) FROM said").fetchone()[0])
            except sqlite3.OperationalError:
                return committed
    finally:
        shutil.rmtree(folder)
