"""The same program on a PostgreSQL: it fills an empty one, keeps to its limits, and says in a sentence what is wrong with one."""

import signal
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from multaqa.config import BadConfig, read_config
from multaqa.databases import settings_of
from multaqa.operate import postgresql
from multaqa.operate.doctor import Finding, Verdict, findings_of
from multaqa.operate.errors import CannotOperate
from tests import postgresql as servers
from tests.house.test_serve import serving

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def server() -> Iterator[servers.Server]:
    """A private server, with the promises of a real one."""
    server = servers.start(fsync="on", full_page_writes="on")
    yield server
    server.close()


@pytest.fixture
def address(server: servers.Server, request: pytest.FixtureRequest) -> str:
    """An empty database of one's own."""
    name = f"rooms_{abs(hash(request.node.name))}"
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    return server.url.replace("/postgres?", f"/{name}?")


@pytest.fixture
def look(data: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], dict[str, Finding]]:
    """The doctor's findings about an address, by the thing they are about."""

    def findings(url: str) -> dict[str, Finding]:
        for name, value in {"data": str(data), "port": "0", "database_url": url}.items():
            monkeypatch.setenv(f"MULTAQA_{name.upper()}", value)
        return {finding.thing: finding for finding in findings_of()}

    return findings


def test_the_parts_of_the_address_reach_the_driver_as_they_are() -> None:
    url = "postgresql://layla:p%40ss@db1,db2:6432/rooms?sslmode=verify-full&target_session_attrs=read-write&options=-c%20work_mem%3D8MB"
    settings = settings_of(read_config({"MULTAQA_DATABASE_URL": url, "MULTAQA_DATABASE_POOL": "12"}))
    assert [settings[word] for word in ("NAME", "USER", "PASSWORD", "HOST", "PORT")] == [
        "rooms",
        "layla",
        "p@ss",
        "db1,db2",
        ",6432",
    ]
    options = settings["OPTIONS"]
    assert (options["sslmode"], options["target_session_attrs"]) == ("verify-full", "read-write")
    assert options["options"].startswith("-c statement_timeout=30s -c lock_timeout=10s")
    assert options["options"].endswith("-c work_mem=8MB")
    assert options["pool"]["max_size"] == 12


@pytest.mark.parametrize("url", ["postgresql://layla:secret@db1/", "postgresql://layla:secret@db1/rooms?colour=green"])
def test_an_address_that_cannot_be_read_is_refused_without_telling_the_password(url: str) -> None:
    with pytest.raises(BadConfig) as refused:
        read_config({"MULTAQA_DATABASE_URL": url})
    assert str(refused.value) == "MULTAQA_DATABASE_URL cannot be read; it is written postgresql://user:password@host:5432/name."


def test_nodes_that_start_together_fill_an_empty_database_once(address: str, multaqa: Run) -> None:
    start = "import django; django.setup()\nfrom django.conf import settings\nfrom multaqa.operate.database import bring_up_to_date as b\n"
    ask = ["shell", "--no-imports", "-v0", "-c", f"{start}print(b(settings.CONFIG))"]
    with ThreadPoolExecutor(2) as nodes:
        done = list(nodes.map(lambda _: multaqa("manage", *ask, database_url=address), range(2)))
    assert [node.stderr for node in done] == ["", ""]
    first, second = sorted((int(node.stdout.split()[-1]) for node in done), reverse=True)
    assert first > 20
    assert second == 0


def test_the_limits_hold_in_every_connection(address: str, multaqa: Run) -> None:
    ask = "from django.db import connection as c\nwith c.cursor() as k:\n"
    ask += " for name in ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout', 'synchronous_commit'):\n"
    ask += "  k.execute(f'SHOW {name}'); print(k.fetchone()[0])"
    done = multaqa("manage", "shell", "--no-imports", "-v0", "-c", ask, database_url=address)
    assert done.stdout.split() == ["30s", "10s", "30s", "on"]


def test_the_doctor_finds_a_good_server_good(address: str, multaqa: Run) -> None:
    said = dict(line.split(": ", 1) for line in multaqa("doctor", database_url=address, port="0").stdout.splitlines())
    assert said["    ok  database"].endswith("can be reached.")
    assert said["    ok  PostgreSQL"].endswith("text in UTF-8, needs no extension.")
    assert said["    ok  durability"] == "what is acknowledged is on the disk; no standby has it yet."
    assert said["    ok  clock of the database"] == "it is with this machine's, to 0.0 s."
    assert said["    ok  connections"].startswith("the pool of 20 has room: ")
    assert said["  note  migrations"].endswith("are to be applied; the next start does it.")


def test_a_server_that_does_not_answer_is_one_sentence_without_the_password(
    look: Callable[[str], dict[str, Finding]], tmp_path: Path
) -> None:
    findings = look(f"postgresql://layla:secret@/rooms?host={tmp_path}")
    assert findings["database"].verdict is Verdict.WRONG
    assert findings["database"].sentence.startswith(f"The database rooms on {tmp_path} cannot be reached: ")
    assert "secret" not in findings["database"].sentence


def test_a_server_that_forgets_is_not_served_from(address: str, multaqa: Run) -> None:
    name = read_config({"MULTAQA_DATABASE_URL": address}).postgresql_parts["dbname"]
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {name} SET synchronous_commit = off")
    done = multaqa("serve", port="0", database_url=address)
    assert done.returncode == 1
    assert done.stderr.strip() == "synchronous_commit is off, so what was acknowledged may be lost; set it to on."


def test_the_limits_of_a_server_are_seen() -> None:
    old = postgresql.Seen(14, "14.1", "SQL_ASCII", "on", "", 0, True, True, 97, 3, 0.0)
    assert [reason.split(";")[0] for reason in postgresql.unfit(old)] == [
        "PostgreSQL 14.1 is too old",
        "The database keeps its text as SQL_ASCII",
        "The database takes no writes: it is a standby",
    ]


@pytest.mark.parametrize("command", [["backup", "night.tar.gz"], ["restore", __file__]])
def test_backups_are_the_servers_own(address: str, multaqa: Run, command: list[str]) -> None:
    done = multaqa(*command, database_url=address)
    assert done.returncode == 1
    assert done.stderr.startswith("The database is on PostgreSQL: back it up and bring it back with pg_dump and pg_restore")


def test_a_lost_server_is_said_and_found_again(server: servers.Server, address: str) -> None:
    config = read_config({"MULTAQA_DATABASE_URL": address})
    server.stop()
    try:
        with pytest.raises(CannotOperate, match="cannot be reached"):
            postgresql.look(config)
    finally:
        server.start()
    assert postgresql.look(config)[0].version >= postgresql.OLDEST


def test_a_node_outlives_its_database(server: servers.Server, address: str, settings_of: Callable[..., dict[str, str]]) -> None:
    def status(url: str) -> tuple[int, str | None]:
        try:
            with urllib.request.urlopen(url, timeout=30) as answer:
                return int(answer.status), answer.headers["Retry-After"]
        except urllib.error.HTTPError as refused:
            return refused.code, refused.headers["Retry-After"]

    with serving(settings_of(port="0", database_url=address)) as (_, url):
        assert status(f"{url}/health") == (200, None)
        server.stop(signal.SIGQUIT)
        try:
            assert status(f"{url}/health")[0] == 503
            assert status(f"{url}/account/login/") == (503, "5")
        finally:
            server.start()
        assert status(f"{url}/health") == (200, None)
