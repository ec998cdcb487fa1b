"""`multaqa backup FILE`: database, files and signing key in one file, while the server runs."""

import hashlib
import io
import json
import os
import sqlite3
import tarfile
import tempfile
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from multaqa import __version__
from multaqa.config import Config
from multaqa.operate.errors import CannotOperate
from multaqa.operate.sqlite import copy_database

DATABASE, SECRET, LIST = "multaqa.sqlite3", "secret", "backup.json"
# What people gave, what was said, what rooms brought: rows speak of all of it.
FOLDERS = ("files", "recordings", "papers")


def back_up(config: Config, target: Path) -> None:
    """Writes the backup beside its name first and renames it when it is whole and on the disk, so that there is never
    half a backup under that name. Raises CannotOperate."""
    refuse_server(config)
    target = target.absolute()
    if not config.database_path.exists():
        raise CannotOperate(f"There is no database at {config.database_path}; is MULTAQA_DATA the folder of the server?")
    try:
        with tempfile.TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent) as beside:
            database, whole = Path(beside) / DATABASE, Path(beside) / "whole"
            # The database first: a file that one of its rows speaks of was there before the row was.
            copy_database(config.database_path, database)
            check_database(database)
            count = _write(whole, database, config)
            whole.replace(target)
            _sync(target.parent)
    except (OSError, sqlite3.Error) as error:
        raise CannotOperate(f"The backup could not be written to {target}: {error}.") from error
    if config.s3:
        print(
            f"The files are in {config.s3_address.told} and not in this backup: the store has to keep them, best with versions."
        )
    print(f"{target}: the database, {count} files, {target.stat().st_size / 1e6:.1f} MB. It holds the signing key: keep it safe.")


def refuse_server(config: Config) -> None:
    """A database server has means of its own, which also keep what came after the last copy. Raises CannotOperate."""
    if config.is_postgresql:
        folders = f"folders {', '.join(FOLDERS)} in {config.files_dir}"
        raise CannotOperate(
            "The database is on PostgreSQL: back it up and bring it back with pg_dump and pg_restore, and beside it the "
            f"{f'bucket {config.s3_address.told}' if config.s3 else folders} and the file {SECRET} in {config.data_dir}; "
            "docs/operate/postgresql.md tells how."
        )


def check_database(path: Path) -> None:
    """Raises CannotOperate when the copy is not sound."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as copy:
        try:
            said = [row[0] for row in copy.execute("PRAGMA integrity_check(3)")]
            broken = copy.execute("PRAGMA foreign_key_check").fetchone()
        except sqlite3.DatabaseError as error:
            raise CannotOperate(f"The database in {path.name} cannot be read: {error}.") from error
    if said != ["ok"]:
        raise CannotOperate(f"The database is damaged: {said[0]}.")
    if broken:
        raise CannotOperate(f"The database is damaged: a row of {broken[0]} points to nothing.")


def _write(path: Path, database: Path, config: Config) -> int:
    contents = {DATABASE: database, **_files(config.data_dir)}
    if (secret := config.data_dir / SECRET).exists():
        contents[SECRET] = secret
    sums: dict[str, str] = {}
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        with tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as archive:
            for name, source in contents.items():
                _add(archive, name, source, sums)
            listing = {"multaqa": __version__, "made": datetime.now(UTC).isoformat(timespec="seconds"), "sha256": sums}
            _add_bytes(archive, LIST, json.dumps(listing, indent=1).encode())
        file.flush()
        os.fsync(file.fileno())
    return sum(name.startswith(tuple(f"{folder}/" for folder in FOLDERS)) for name in sums)


def _files(data: Path) -> dict[str, Path]:
    found = [path for folder in FOLDERS for path in sorted((data / folder).rglob("*")) if path.is_file()]
    return {str(path.relative_to(data)): path for path in found}


def _add(archive: tarfile.TarFile, name: str, source: Path, sums: dict[str, str]) -> None:
    """A file that is removed while we read is left out: no row of the copied database was waiting for it to stay."""
    with suppress(FileNotFoundError), open(source, "rb") as file:
        info = archive.gettarinfo(arcname=name, fileobj=file)
        info.uid = info.gid = 0
        info.uname = info.gname = ""
        reading = _Summing(file)
        archive.addfile(info, reading)
        sums[name] = reading.sum.hexdigest()


def _add_bytes(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(content), 0o600
    archive.addfile(info, io.BytesIO(content))


class _Summing(io.RawIOBase):
    """A file that remembers the sum of what was read from it."""

    def __init__(self, file: io.BufferedReader) -> None:
        self._file = file
        self.sum = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self.sum.update(data)
        return data


def _sync(folder: Path) -> None:
    """A rename is on the disk when its folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
