"""What the doctor says of several nodes: versions, the shared folder, and whether the servers of the bus are one."""

import asyncio
import datetime as dt
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from django.db.models.functions import Now

from multaqa import __version__
from multaqa.common.shared_folder import mark_of
from multaqa.config import Config
from multaqa.operate import bus, nodes, postgresql_findings
from multaqa.operate.findings import Finding, Verdict
from multaqa.rooms.models import Node
from tests import postgresql as servers
from tests.live.bus.server import PROGRAM, NatsServer


def config_of(data: Path, files: Path | str = "") -> Config:
    return Config(data=str(data), files=str(files), database_url="postgresql://multaqa@db/multaqa", bus_url="nats://bus")


@pytest.mark.django_db
def test_nodes_of_one_version_are_well_and_those_of_another_are_named() -> None:
    assert nodes.versions() == Finding("nodes", Verdict.NOTE, "none is running.")
    Node.objects.create(name="amal", version=__version__)
    Node.objects.create(name="basim", version=__version__)
    Node.objects.create(name="long gone", version="0.0.1", seen_at=Now() - dt.timedelta(minutes=5))
    assert nodes.versions() == Finding("nodes", Verdict.OK, f"2 running, of version {__version__}.")
    Node.objects.create(name="jamal", version="0.0.9")
    assert nodes.versions().verdict is Verdict.WRONG
    assert nodes.versions().sentence == f"this is {__version__}, but jamal is 0.0.9; bring all to one version."


@pytest.mark.django_db
def test_a_folder_is_shared_when_all_see_one_mark_in_it(tmp_path: Path) -> None:
    here, there = config_of(tmp_path / "1", tmp_path / "shared"), config_of(tmp_path / "2", tmp_path / "other")
    (alone,) = nodes.files(here)
    assert alone.verdict is Verdict.NOTE
    Node.objects.create(name="amal", version=__version__, files=mark_of(here))
    assert list(nodes.files(here)) == [
        Finding("files", Verdict.OK, f"{tmp_path / 'shared'} can be written, and is that of every node that runs.")
    ]
    (finding,) = nodes.files(there)
    assert finding.verdict is Verdict.WRONG
    assert finding.sentence == f"{tmp_path / 'other'} is not the folder that amal has; mount the same one on every machine."


@pytest.mark.django_db
def test_a_folder_that_is_not_there_is_told_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (finding,) = nodes.files(config_of(tmp_path, tmp_path / "file" / "below"))
    assert finding.verdict is Verdict.WRONG
    assert finding.sentence.endswith("set MULTAQA_FILES, or mount it.")


def test_the_mark_is_made_once(tmp_path: Path) -> None:
    config = config_of(tmp_path, tmp_path / "shared")
    assert mark_of(config) == mark_of(config) != ""
    assert [path.name for path in (tmp_path / "shared").iterdir()] == [".house"]


def test_several_machines_without_a_shared_folder_are_warned(tmp_path: Path) -> None:
    assert [finding.verdict for finding in nodes.files(config_of(tmp_path))] == [Verdict.NOTE]


@contextmanager
def clustered(*servers: NatsServer) -> Iterator[None]:
    """Servers at the places of these, which route to the first."""
    place = f"nats://127.0.0.1:{NatsServer().port}"
    with ExitStack() as stack:
        for n, server in enumerate(servers):
            listen = place if n == 0 else "nats://127.0.0.1:-1"
            asked = ["-a", "127.0.0.1", "-p", str(server.port), "--cluster_name", "trial", "--cluster", listen, "--routes", place]
            process = stack.enter_context(subprocess.Popen([PROGRAM, *asked], stderr=subprocess.PIPE, text=True))
            stack.callback(process.kill)
            assert process.stderr is not None
            assert any("Server is ready" in line for line in process.stderr)
        yield


def test_servers_of_one_cluster_hear_one_another() -> None:
    one, other = NatsServer(), NatsServer()
    with clustered(one, other):
        assert bus.joined([one.url, other.url]) == Finding("cluster", Verdict.OK, "the 2 servers of NATS hear one another.")


def test_servers_that_are_not_joined_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bus, "JOIN_SECONDS", 0.5)
    one, other = NatsServer(), NatsServer()

    async def asked() -> Finding:
        await one.start()
        await other.start()
        try:
            return await asyncio.to_thread(bus.joined, [one.url, other.url])
        finally:
            await one.kill()
            await other.kill()

    finding = asyncio.run(asked())
    assert finding.verdict is Verdict.WRONG
    assert f"is not heard at 127.0.0.1:{other.port}; " in finding.sentence


def test_a_standby_that_every_deed_waits_for_in_vain_is_told(tmp_path: Path) -> None:
    server = servers.start(synchronous_standby_names="FIRST 1 (node_2)", fsync="on", full_page_writes="on")
    try:
        config = replace(config_of(tmp_path), database_url=server.url)
        found = {finding.thing: finding for finding in postgresql_findings.findings_of(config)}
    finally:
        server.close()
    assert found["durability"].verdict is Verdict.WRONG
    assert found["durability"].sentence.startswith("no standby is connected, and every deed waits for one (FIRST 1 (node_2)); ")
