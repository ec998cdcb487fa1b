"""The files of three nodes: each machine gets its own, whole, and nobody else reads its passwords."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps

from multaqa.config import read_config

HERE = Path(__file__).resolve().parents[2] / "deploy/three-nodes"


def place(env: Path, root: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, HERE / "place", env, root], capture_output=True, text=True)


@pytest.mark.parametrize("n", [1, 2, 3])
def test_every_word_between_two_at_signs_has_a_value_on_every_machine(n: int, tmp_path: Path) -> None:
    done = place(HERE / f"node-{n}.env", tmp_path)
    assert done.returncode == 0, done.stderr
    placed = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path for path in placed if re.search(r"@[A-Z][A-Z0-9_]*@", path.read_text())] == []
    names = {str(path.relative_to(tmp_path)) for path in placed}
    assert {"etc/nats-server.conf", "etc/nginx/conf.d/multaqa.conf", "etc/systemd/system/multaqa@.service"} <= names
    assert ("etc/postgresql/15/main/pg_hba.conf" in names) == (n != 3)


def test_the_settings_of_a_node_are_settings_and_for_root_alone(tmp_path: Path) -> None:
    place(HERE / "node-2.env", tmp_path)
    settings = tmp_path / "etc/multaqa/2.env"
    config = read_config(dict(line.split("=", 1) for line in settings.read_text().splitlines()))
    assert (config.host, len(config.bus_servers), config.postgresql_parts["host"]) == ("10.0.0.12", 3, "10.0.0.11,10.0.0.12")
    assert stat.S_IMODE(settings.stat().st_mode) == 0o600
    assert "NATS_" not in settings.read_text()


def test_a_missing_value_stops_it_before_anything_is_written(tmp_path: Path) -> None:
    short = tmp_path / "node.env"
    short.write_text(
        "\n".join(line for line in (HERE / "node-1.env").read_text().splitlines() if not line.startswith("NATS_ROUTES="))
    )
    done = place(short, tmp_path / "root")
    assert done.returncode == 1
    assert "needs NATS_ROUTES, which the file of this machine does not give" in done.stderr
    assert not (tmp_path / "root").exists()


def test_the_machines_differ_in_nothing_but_their_own_place() -> None:
    told = [
        dict(line.split("=", 1) for line in (HERE / f"node-{n}.env").read_text().splitlines() if "=" in line) for n in (1, 2, 3)
    ]
    own = {"NODE", "MULTAQA_HOST", "NATS_LISTEN", "NATS_CLUSTER_LISTEN", "PG_LISTEN"}
    for name in set(told[0]) & set(told[1]) & set(told[2]):
        assert (len({values[name] for values in told}) == 1) == (name not in own), name


def test_scripts_can_be_run() -> None:
    assert all(os.access(HERE / name, os.X_OK) for name in ("place", "make-standby", "backup", "try"))


def test_what_the_scripts_ask_the_database_for_is_there() -> None:
    """The trial takes two minutes and a Debian of its own, so it is not run here; the tables it counts may not go unnoticed."""
    asked = {table for script in (HERE / "try", HERE / "backup") for table in re.findall(r"\bFROM (\w+_\w+)", script.read_text())}
    known = {model._meta.db_table for model in apps.get_models()}
    ours = {table for table in asked if not table.startswith("pg_")}
    assert len(ours) >= 3 and ours <= known, ours - known
