"""`multaqa restore FILE`: a backup becomes the data folder; what was there is kept beside, never overwritten."""

import hashlib
import json
import shutil
import sys
import tarfile
import tempfile
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from multaqa.config import Config
from multaqa.operate import datafolder
from multaqa.operate.backup import DATABASE, FOLDERS, LIST, SECRET, check_database, refuse_server
from multaqa.operate.errors import CannotOperate

OURS = (datafolder.LOCK, ".restoring-", "before-restore-")


def bring_back(config: Config, source: Path, *, replace: bool) -> None:
    """Unpacks inside the data folder, checks every sum and the database, and only then changes places. Raises
    CannotOperate: a server runs there, the folder is not empty and `replace` is not given, the file is not whole."""
    refuse_server(config)
    data = config.data_dir
    datafolder.make_writable(data)
    with datafolder.held(data):
        _refuse_unless_free(config, replace)
        with tempfile.TemporaryDirectory(prefix=".restoring-", dir=data) as beside:
            listing = _unpack(source, Path(beside))
            kept = _change_places(config, Path(beside))
    print(f"Restored the backup of {listing['made']} (Multaqa {listing['multaqa']}) into {data}.")
    if kept:
        print(f"What was there before is in {kept}.")
    if not (data / SECRET).exists() and not config.secret:
        print("The backup has no signing key: set MULTAQA_SECRET as before, or everybody has to sign in again.", file=sys.stderr)


def _refuse_unless_free(config: Config, replace: bool) -> None:
    if _contents(config.data_dir) and not replace:
        raise CannotOperate(f"{config.data_dir} is not empty; add --replace to put the backup in its place and keep it beside.")
    if _is_apart(config) and config.database_path.exists() and not replace:
        raise CannotOperate(f"{config.database_path} exists; add --replace to put the backup in its place and keep it beside.")


def _is_apart(config: Config) -> bool:
    return config.data_dir not in config.database_path.parents


def _contents(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if not path.name.startswith(OURS)]


def _unpack(source: Path, target: Path) -> dict[str, str]:
    sums: dict[str, str] = {}
    try:
        with tarfile.open(source, "r:gz") as archive:
            for member in archive:
                sums[member.name] = _unpack_one(archive, member, target)
        listing = json.loads((target / LIST).read_text())
        promised = listing.pop("sha256")
    except (OSError, EOFError, tarfile.TarError, ValueError, KeyError) as error:
        raise CannotOperate(f"{source} is not a whole backup of Multaqa ({error}).") from error
    del sums[LIST]
    if sums != promised:
        raise CannotOperate(f"{source} is damaged: its contents are not what its list says.")
    (target / LIST).unlink()
    check_database(target / DATABASE)
    return dict(listing)


def _unpack_one(archive: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> str:
    """Only what we write ourselves is accepted: an archive may name a path outside, a link or a device."""
    path = PurePosixPath(member.name)
    ours = member.name in (DATABASE, SECRET, LIST) or (path.parts[0] in FOLDERS and ".." not in path.parts)
    if not (member.isreg() and ours) or path.is_absolute():
        raise CannotOperate(f"The backup holds {member.name!r}, which Multaqa does not write; it is not used.")
    place = target / path
    place.parent.mkdir(parents=True, exist_ok=True)
    content = archive.extractfile(member)
    assert content is not None
    total = hashlib.sha256()
    with open(place, "xb") as file:
        while block := content.read(1 << 20):
            total.update(block)
            file.write(block)
    place.chmod(0o600 if len(path.parts) == 1 else 0o644)
    return total.hexdigest()


def _change_places(config: Config, unpacked: Path) -> Path | None:
    """Moves inside the folders and not the folders: a data folder may be the root of a disk of its own."""
    data, database = config.data_dir, config.database_path
    kept = data / f"before-restore-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    before = [*_contents(data), *(_of_database(database) if _is_apart(config) else [])]
    if before:
        kept.mkdir(mode=0o700)
        for path in before:
            shutil.move(path, kept / path.name)
    for path in unpacked.iterdir():
        place = database if path.name == DATABASE else data / path.name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(path, place)
    return kept if before else None


def _of_database(path: Path) -> list[Path]:
    return [found for found in (path, Path(f"{path}-wal"), Path(f"{path}-shm")) if found.exists()]
