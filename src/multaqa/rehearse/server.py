"""The server under rehearsal: one started here on a temporary folder, or one that is running; and what it costs."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

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
    os.environ["MULTAQA_DATABASE_URL"] = database
    with tempfile.TemporaryDirectory(prefix="multaqa-rehearsal-") as folder:
        os.environ.update(MULTAQA_DATA=folder, MULTAQA_HOST="127.0.0.1", MULTAQA_PORT="0", MULTAQA_LOG="error")
        process = subprocess.Popen([sys.executable, "-m", "multaqa", "serve"], stdout=subprocess.PIPE, text=True)
        try:
            yield Server(wait_until_ready(process), process.pid)
        finally:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def wait_until_ready(process: subprocess.Popen[str]) -> str:
    """The address a starting server says it is ready at. Raises RuntimeError when it ends without saying so."""
    assert process.stdout is not None
    for line in process.stdout:
        found = READY.search(line)
        if found:
            return found.group(1)
    raise RuntimeError("The server did not start.")


def running_server(url: str) -> Server:
    """A server that runs on this machine and this data folder; its process is found by the folder's lock file."""
    lock = Path(os.environ.get("MULTAQA_DATA", ".data")) / "serving.lock"
    text = lock.read_text().strip() if lock.exists() else ""
    return Server(url, int(text) if text.isdigit() else 0)
