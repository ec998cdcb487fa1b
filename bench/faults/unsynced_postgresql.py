"""The loss of all writes that PostgreSQL did not sync: all its processes are killed, and what none of them synced is taken back.
A control shows that the loss is real."""

import os
import random
import select
import shlex
import signal
from pathlib import Path

from bench.faults.chairing import Chamber
from bench.faults.ground import Ground, beside, family, prepared, send
from bench.faults.scene import play, say
from bench.faults.unsynced import EVERY_SECONDS, SYNC_US, counted, lay_back, shim, until_unsynced
from bench.faults.verdict import Verdict
from multaqa.rehearse import postgresql

ROWS = 301
# What the product asks of its server, and what this bench would prove nothing without.
ASKED = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on", "wal_sync_method": "fdatasync"}


def run(*, quick: bool, times: int = 0, delegates: int = 0) -> Verdict:
    """Full: 50 losses among 200."""
    with shim() as environment, prepared("postgresql") as ground:
        database = _under(ground, environment)
        taken: list[int] = []
        control = {mode: _control(database, environment, mode) for mode in ("off", "on")}
        say(f"control, rows lost of {ROWS} committed, by synchronous_commit: {control}")

        async def lose(chamber: Chamber, verdict: Verdict, chance: random.Random) -> None:
            taken.append(await beside(lambda: _lose(database, environment)))
            await beside(database.start)

        verdict = play(
            ground,
            lose,
            delegates=delegates or (40 if quick else 200),
            times=times or (3 if quick else 50),
            every_seconds=EVERY_SECONDS,
        )
    verdict.notes |= counted(taken) | {"control_rows_lost": control}
    if not control["off"] or control["on"]:
        verdict.wrong.append("the control does not lose what it should, or loses what it should not")
    return verdict


def _under(ground: Ground, environment: dict[str, str]) -> postgresql.Server:
    """The server again, with what keeps the replaced bytes loaded before its C library, as the product wants it set."""
    database = ground.database
    assert database is not None
    database.stop()
    said = environment | {"FAULTS_UNSYNCED": f"{database.folder}/data", "FAULTS_SYNC_US": SYNC_US}
    before = "".join(f"export {name}={shlex.quote(value)}\n" for name, value in said.items())
    programs = Path(environment["LD_PRELOAD"]).parent / "programs"
    programs.mkdir()
    (programs / "postgres").write_text(f'#!/bin/sh\n{before}exec {shlex.quote(str(database.programs / "postgres"))} "$@"\n')
    (programs / "postgres").chmod(0o755)
    database.programs = programs
    database.start()
    for name, value in ASKED.items():
        found = _ask(database, f"SHOW {name}")
        assert found == value, f"{name} is {found}"
    return database


def _lose(database: postgresql.Server, environment: dict[str, str]) -> int:
    """kill -9 of all its processes, and what was not synced is gone. Answers how many bytes."""
    assert database.process is not None
    until_unsynced(environment, database.folder / "data/pg_wal", "0*")
    # Stopped first, it makes no child that nobody knows of.
    send([database.process.pid], signal.SIGSTOP)
    pids = family(database.process)
    ends = [os.pidfd_open(pid) for pid in pids[1:]]
    send(pids, signal.SIGKILL)
    database.process.wait()
    for end in ends:
        select.select([end], [], [])
        os.close(end)
    return lay_back(database.folder / "data", environment)


def _control(database: postgresql.Server, environment: dict[str, str], mode: str) -> int:
    """How many committed rows are lost with this synchronous_commit."""
    import psycopg

    with psycopg.connect(database.url, autocommit=True) as asking:
        asking.execute(f"CREATE TABLE said_{mode} (n integer)")  # type: ignore[arg-type]
        asking.execute("CHECKPOINT")
        asking.execute(f"SET synchronous_commit = {mode}")  # type: ignore[arg-type]
        for n in range(ROWS):
            asking.execute(f"INSERT INTO said_{mode} VALUES ({n})")  # type: ignore[arg-type]
        _lose(database, environment)
    database.start()
    return ROWS - int(_ask(database, f"SELECT count(*) FROM said_{mode}"))


def _ask(database: postgresql.Server, what: str) -> str:
    import psycopg

    with psycopg.connect(database.url) as asking:
        row = asking.execute(what).fetchone()  # type: ignore[arg-type]
    assert row is not None
    return str(row[0])
