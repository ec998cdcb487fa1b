"""PostgreSQL and Redis on the loopback, as the peers' manuals ask for; both are counted with the peer."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.peers.machine import free_port, started


@dataclass
class Postgres:
    """A running server; `log` is what it says, every statement of it while `listening`."""

    port: int
    pid: int
    user: str
    log: Path

    def address(self, name: str) -> str:
        """The address of a database of that name."""
        return f"postgresql://{self.user}@127.0.0.1:{self.port}/{name}"

    def run(self, sql: str) -> None:
        """One statement, by somebody who may."""
        for one in sql.split(";"):
            command = [str(_bin("psql")), "-h", "127.0.0.1", "-p", str(self.port), "-U", self.user, "-qc", one, "postgres"]
            subprocess.run(command, check=True, capture_output=True)

    def save(self, name: str, path: Path) -> None:
        """Writes a whole database to a file, for the next time."""
        self._client("pg_dump", "-Fc", "-f", str(path), name)

    def load(self, name: str, path: Path) -> None:
        """Reads what was saved into an empty database."""
        self._client("pg_restore", "--no-owner", "-d", name, str(path))

    def _client(self, program: str, *words: str) -> None:
        command = [str(_bin(program)), "-h", "127.0.0.1", "-p", str(self.port), "-U", self.user, *words]
        subprocess.run(command, check=True, capture_output=True)

    def listen(self, wanted: bool) -> None:
        """Writes every statement down, or not."""
        self.run(f"ALTER SYSTEM SET log_statement = '{'all' if wanted else 'none'}'; SELECT pg_reload_conf()")

    def statements(self) -> int:
        """How many were written down."""
        said = self.log.read_text(errors="replace")
        return len(re.findall(r"LOG:  (?:statement|execute [^:]*):(?! *(?:BEGIN|COMMIT|ROLLBACK))", said))


@contextmanager
def postgres(*databases: str) -> Iterator[Postgres]:
    """A fresh cluster with Debian's settings, and these databases in it."""
    user = "postgres" if os.geteuid() == 0 else os.environ.get("USER", "postgres")
    with tempfile.TemporaryDirectory(prefix="multaqa-pg-", ignore_cleanup_errors=True) as name:
        folder, port = Path(name), free_port()
        if os.geteuid() == 0:
            shutil.chown(folder, user)
        _as(user, [str(_bin("initdb")), "-D", str(folder / "data"), "-U", user, "-A", "trust", "-E", "UTF8", "--no-sync"])
        log = folder / "log"
        with log.open("wb") as out:
            flags = ["-h", "127.0.0.1", "-p", str(port), "-k", str(folder), "-c", "max_connections=100"]
            command = [str(_bin("postgres")), "-D", str(folder / "data"), *flags]
            with started(command, port=port, user=user, stderr=out, cwd=folder) as process:
                server = Postgres(port, process.pid, user, log)
                for database in databases:
                    server.run(f"CREATE DATABASE {database}")
                yield server


@contextmanager
def redis() -> Iterator[tuple[int, int]]:
    """Port and process of a Redis that keeps nothing."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder]
        with started(command, port=port) as process:
            yield port, process.pid


def _as(user: str, command: list[str]) -> None:
    import pwd

    who = pwd.getpwnam(user) if os.geteuid() == 0 else None
    how = {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []} if who else {}
    subprocess.run(command, check=True, capture_output=True, cwd="/", **how)  # type: ignore[call-overload]


def _bin(program: str) -> Path:
    return max(Path("/usr/lib/postgresql").iterdir(), key=lambda version: int(version.name)) / "bin" / program
