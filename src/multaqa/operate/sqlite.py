"""SQLite at the start: has this machine's all we need, and a copy before an upgrade."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from multaqa.operate.errors import CannotOperate

OLDEST = (3, 35, 0)
COPIES_KEPT = 3


def missing_features() -> list[str]:
    """What this machine's SQLite lacks; empty when it has all we need."""
    missing = [] if sqlite3.sqlite_version_info >= OLDEST else ["version " + ".".join(map(str, OLDEST))]
    with closing(sqlite3.connect(":memory:")) as probe:
        for name, statement in (("FTS5", "CREATE VIRTUAL TABLE t USING fts5(a)"), ("JSON", "SELECT json_extract('{}', '$.a')")):
            try:
                probe.execute(statement)
            except sqlite3.OperationalError:
                missing.append(name)
    return missing


def refuse_unfit() -> None:
    """Raises CannotOperate when SQLite lacks something."""
    if missing := missing_features():
        raise CannotOperate(f"SQLite {sqlite3.sqlite_version} of this machine lacks {', '.join(missing)}.")


def keep_copy(path: Path, copies: Path) -> None:
    """One consistent copy of the database in the folder, which keeps the last three."""
    copies.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = copies / f"before-upgrade-{datetime.now(UTC):%Y%m%d-%H%M%S}.sqlite3"
    copy_database(path, target)
    for old in sorted(copies.glob("before-upgrade-*.sqlite3"))[:-COPIES_KEPT]:
        old.unlink()


def copy_database(source: Path, target: Path) -> None:
    """One consistent copy, while others read and write; it needs no other file beside it. Raises sqlite3.Error."""
    with closing(sqlite3.connect(f"file:{source}?mode=rw", uri=True, timeout=30)) as live:
        with closing(sqlite3.connect(target)) as copy:
            # All pages in one step: a copy in steps starts again whenever somebody writes.
            live.backup(copy, pages=-1)
            copy.execute("PRAGMA journal_mode=DELETE")
    target.chmod(0o600)
