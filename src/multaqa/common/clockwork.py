"""What is done by the clock: small jobs that look at rows and do what is due. Each may run on every node at once, so each is
written as conditional updates; a job that fails is logged and tried at its next turn."""

import threading
import time
from collections.abc import Callable

import structlog

from multaqa.common.connections import give_back

Job = Callable[[], object]

logger = structlog.get_logger(__name__)
_jobs: dict[str, tuple[float, Job]] = {}


def every(seconds: float, name: str, job: Job) -> None:
    """Has `job` done about every so many seconds on each node. A second job of one name takes the first one's place."""
    _jobs[name] = (seconds, job)


def run_due(last: dict[str, float], now: float) -> list[str]:
    """Runs the jobs whose turn has come, by `last`, which is brought up to date; answers their names."""
    due = [name for name, (seconds, _) in _jobs.items() if now - last.get(name, -1e9) >= seconds]
    for name in due:
        last[name] = now
        try:
            _jobs[name][1]()
        except Exception:
            logger.exception("A job of the clock failed", job=name)
        finally:
            give_back()
    return due


def run_all() -> list[str]:
    """Runs every job once now: for the command line and for tests."""
    return run_due({}, time.monotonic())


class Clockwork:
    """The thread that runs the jobs of one node."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="clockwork", daemon=True)

    def start(self) -> None:
        """Begins."""
        self._thread.start()

    def stop(self) -> None:
        """Ends after the job under way."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(timeout=10)

    def _run(self) -> None:
        last: dict[str, float] = {}
        while not self._stop.wait(1.0):
            run_due(last, time.monotonic())
