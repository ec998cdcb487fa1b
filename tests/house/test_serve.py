"""What can be wrong is said in one sentence before anybody comes; what is right starts, answers and stops in time."""

import os
import re
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from multaqa.config import read_config
from multaqa.operate import datafolder

Settings = Callable[..., dict[str, str]]
READY = re.compile(r"^Multaqa is ready: (http://127\.0\.0\.1:\d+)$")


@contextmanager
def serving(environment: dict[str, str]) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server in its own process, and the address it says it is ready at."""
    command = [sys.executable, "-m", "multaqa", "serve"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            said = READY.match(process.stdout.readline().strip())
            assert said, "the server did not say that it is ready"
            yield process, said.group(1)
        finally:
            process.kill()


def test_a_misspelt_setting_stops_the_start(multaqa: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    done = multaqa("serve", prot="9000")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "MULTAQA_PROT is not a setting. Did you mean MULTAQA_PORT?\n"


def test_a_taken_port_stops_the_start(multaqa: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        number = other.getsockname()[1]
        done = multaqa("serve", port=str(number))
    assert done.returncode == 1
    assert done.stderr == f"Port {number} on 127.0.0.1 is taken by another program; stop it, or set MULTAQA_PORT.\n"


def test_a_folder_that_cannot_be_written_stops_the_start(
    multaqa: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("not a folder")
    done = multaqa("serve", data=str(tmp_path / "file"), port="0")
    assert done.returncode == 1
    assert done.stderr == f"The data folder {tmp_path / 'file'} cannot be written (File exists); set MULTAQA_DATA.\n"


def test_two_servers_do_not_share_a_folder(multaqa: Callable[..., subprocess.CompletedProcess[str]], data: Path) -> None:
    data.mkdir()
    with datafolder.held(data):
        done = multaqa("serve", port="0")
    assert done.returncode == 1
    assert done.stderr.startswith(f"Another Multaqa (process {os.getpid()}) is running on {data};")


def test_a_database_from_a_newer_program_is_left_alone(
    multaqa: Callable[..., subprocess.CompletedProcess[str]], data: Path
) -> None:
    assert multaqa("migrate", "--verbosity", "0").returncode == 0
    path = read_config({"MULTAQA_DATA": str(data)}).database_path
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('rooms', '0999_of_tomorrow', '2030-01-01')"
        )
    done = multaqa("serve", port="0")
    assert done.returncode == 1
    assert "is from a newer Multaqa (rooms.0999_of_tomorrow is unknown here)" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_fresh_folder_becomes_a_server_that_answers_and_stops_in_time(settings_of: Settings, data: Path) -> None:
    with serving(settings_of(port="0")) as (process, address):
        with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310
            assert answer.status == 200
        assert datafolder.holder(data) == str(process.pid)
        began = time.monotonic()
        process.terminate()
        assert process.wait(10) == 0
        assert time.monotonic() - began < 10
    assert datafolder.holder(data) == ""


def test_a_backup_is_taken_from_a_running_server(
    settings_of: Settings, multaqa: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    with serving(settings_of(port="0")):
        assert multaqa("backup", str(tmp_path / "night.tar.gz")).returncode == 0
        refused = multaqa("restore", str(tmp_path / "night.tar.gz"), "--replace")
        assert refused.returncode == 1
        assert "is running on" in refused.stderr
    brought = multaqa("restore", str(tmp_path / "night.tar.gz"), data=str(tmp_path / "elsewhere"))
    assert brought.returncode == 0, brought.stderr
    assert multaqa("migrate", "--check", data=str(tmp_path / "elsewhere")).returncode == 0
