"""A backup is whole, is taken while people write, and comes back as it was."""

import sqlite3
import tarfile
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from multaqa.config import Config, read_config
from multaqa.operate import datafolder
from multaqa.operate.backup import back_up
from multaqa.operate.errors import CannotOperate
from multaqa.operate.restore import bring_back

PAIR = 2


def _open(config: Config) -> sqlite3.Connection:
    connection = sqlite3.connect(config.database_path, timeout=30, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    return connection


def _pairs(path: Path) -> list[int]:
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute("SELECT count(*) FROM said GROUP BY pair")]


@pytest.fixture
def config(data: Path) -> Config:
    """An installation with one table, one recording and a signing key."""
    config = read_config({"MULTAQA_DATA": str(data)})
    config.secret_key()
    (data / "files/rooms").mkdir(parents=True)
    (data / "files/rooms/الفجر.ogg").write_bytes(b"OggS" * 1000)
    (data / "recordings/7").mkdir(parents=True)
    (data / "recordings/7/14-0.ogg").write_bytes(b"OggS" * 10)
    (data / "papers/5e1f/a0").mkdir(parents=True)
    (data / "papers/5e1f/original.pdf").write_bytes(b"%PDF-" * 20)
    (data / "papers/5e1f/a0/1.webp").write_bytes(b"RIFF" * 10)
    with closing(_open(config)) as connection:
        connection.execute("CREATE TABLE said (pair INTEGER, words TEXT)")
    return config


@pytest.fixture
def busy_writer(config: Config) -> Iterator[threading.Event]:
    """Writes rows two at a time in one transaction, again and again; the event is set after the first ten."""
    under_way, enough = threading.Event(), threading.Event()

    def write() -> None:
        with closing(_open(config)) as connection:
            pair = 0
            while not enough.is_set():
                pair += 1
                connection.execute("BEGIN IMMEDIATE")
                connection.executemany("INSERT INTO said VALUES (?, ?)", [(pair, "السلام عليكم")] * PAIR)
                connection.execute("COMMIT")
                if pair == 10:
                    under_way.set()

    thread = threading.Thread(target=write)
    thread.start()
    yield under_way
    enough.set()
    thread.join()


def test_a_backup_taken_while_people_write_holds_no_half_transaction(
    config: Config, busy_writer: threading.Event, tmp_path: Path
) -> None:
    assert busy_writer.wait(30)
    back_up(config, tmp_path / "night.tar.gz")

    elsewhere = read_config({"MULTAQA_DATA": str(tmp_path / "elsewhere")})
    bring_back(elsewhere, tmp_path / "night.tar.gz", replace=False)

    pairs = _pairs(elsewhere.database_path)
    assert len(pairs) >= 10
    assert set(pairs) == {PAIR}
    assert (elsewhere.data_dir / "files/rooms/الفجر.ogg").read_bytes() == b"OggS" * 1000
    assert (elsewhere.data_dir / "recordings/7/14-0.ogg").read_bytes() == b"OggS" * 10
    assert (elsewhere.data_dir / "papers/5e1f/original.pdf").read_bytes() == b"%PDF-" * 20
    assert (elsewhere.data_dir / "papers/5e1f/a0/1.webp").read_bytes() == b"RIFF" * 10
    assert elsewhere.secret_key() == config.secret_key()


def test_a_backup_is_for_its_owner_alone_and_leaves_nothing_beside(config: Config, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    back_up(config, folder / "night.tar.gz")
    assert (folder / "night.tar.gz").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in folder.iterdir()] == ["night.tar.gz"]


def test_a_failed_backup_leaves_the_last_good_one_alone(config: Config, tmp_path: Path) -> None:
    target = tmp_path / "night.tar.gz"
    back_up(config, target)
    good = target.read_bytes()
    config.database_path.write_bytes(b"no database at all" * 500)
    with pytest.raises(CannotOperate):
        back_up(config, target)
    assert target.read_bytes() == good


def test_a_folder_without_a_database_is_not_backed_up(data: Path, tmp_path: Path) -> None:
    with pytest.raises(CannotOperate, match="There is no database at"):
        back_up(read_config({"MULTAQA_DATA": str(data)}), tmp_path / "night.tar.gz")


def test_a_folder_with_something_in_it_is_not_overwritten(config: Config, tmp_path: Path) -> None:
    back_up(config, tmp_path / "night.tar.gz")
    with pytest.raises(CannotOperate, match="is not empty; add --replace"):
        bring_back(config, tmp_path / "night.tar.gz", replace=False)


def test_what_is_replaced_is_kept_beside(config: Config, tmp_path: Path) -> None:
    back_up(config, tmp_path / "night.tar.gz")
    with closing(_open(config)) as connection:
        connection.execute("INSERT INTO said VALUES (1, 'after the backup')")
    (config.data_dir / "files/rooms/later.ogg").write_bytes(b"OggS")

    bring_back(config, tmp_path / "night.tar.gz", replace=True)

    (kept,) = config.data_dir.glob("before-restore-*")
    assert _pairs(config.database_path) == []
    assert _pairs(kept / "multaqa.sqlite3") == [1]
    assert not (config.data_dir / "files/rooms/later.ogg").exists()
    assert (kept / "files/rooms/later.ogg").exists()


def test_a_running_server_is_not_pulled_out_from_under(config: Config, tmp_path: Path) -> None:
    back_up(config, tmp_path / "night.tar.gz")
    with datafolder.held(config.data_dir), pytest.raises(CannotOperate, match="is running on"):
        bring_back(config, tmp_path / "night.tar.gz", replace=True)


def test_a_backup_cut_short_changes_nothing(config: Config, tmp_path: Path) -> None:
    back_up(config, tmp_path / "night.tar.gz")
    whole = (tmp_path / "night.tar.gz").read_bytes()
    (tmp_path / "half.tar.gz").write_bytes(whole[: len(whole) // 2])
    before = sorted(path.name for path in config.data_dir.iterdir() if path.name != datafolder.LOCK)
    with pytest.raises(CannotOperate, match="is not a whole backup"):
        bring_back(config, tmp_path / "half.tar.gz", replace=True)
    assert sorted(path.name for path in config.data_dir.iterdir() if path.name != datafolder.LOCK) == before


def test_an_archive_that_points_outside_is_not_used(config: Config, tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "evil.tar.gz", "w:gz") as archive:
        archive.add(config.database_path, arcname="files/../../outside")
    with pytest.raises(CannotOperate, match="which Multaqa does not write"):
        bring_back(config, tmp_path / "evil.tar.gz", replace=True)
    assert not (tmp_path / "outside").exists()


def test_a_database_outside_the_data_folder_is_kept_and_brought_back(tmp_path: Path) -> None:
    apart = tmp_path / "disk/rooms.sqlite3"
    apart.parent.mkdir()
    config = read_config({"MULTAQA_DATA": str(tmp_path / "data"), "MULTAQA_DATABASE_URL": f"sqlite:///{apart}"})
    config.secret_key()
    with closing(_open(config)) as connection:
        connection.execute("CREATE TABLE said (pair INTEGER, words TEXT)")
    back_up(config, tmp_path / "night.tar.gz")
    bring_back(config, tmp_path / "night.tar.gz", replace=True)
    assert _pairs(apart) == []
    assert not (tmp_path / "data/multaqa.sqlite3").exists()


def test_files_in_a_bucket_are_left_to_their_store_and_that_is_said(config: Config, tmp_path: Path, capsys) -> None:
    back_up(replace(config, s3="https://key:hidden@store.example.org/rooms"), tmp_path / "a.tar.gz")
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("The files are in https://store.example.org/rooms and not in this backup: ")
    assert "hidden" not in "".join(said)
