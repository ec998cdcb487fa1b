"""The database at the start: is it ours, is it not from a newer program, and is it brought up to this one.

Call these after `django.setup()`.
"""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from multaqa.operate.errors import CannotOperate

OLDEST_SQLITE = (3, 35, 0)
COPIES_KEPT = 3


def missing_features() -> list[str]:
    """What this machine's SQLite lacks; empty when it has all we need."""
    missing = [] if sqlite3.sqlite_version_info >= OLDEST_SQLITE else ["version " + ".".join(map(str, OLDEST_SQLITE))]
    with closing(sqlite3.connect(":memory:")) as probe:
        for name, statement in (("FTS5", "CREATE VIRTUAL TABLE t USING fts5(a)"), ("JSON", "SELECT json_extract('{}', '$.a')")):
            try:
                probe.execute(statement)
            except sqlite3.OperationalError:
                missing.append(name)
    return missing


def unknown_migrations() -> list[str]:
    """Migrations the database has and this program has not: the sign of a newer program."""
    executor = MigrationExecutor(connection)
    # Rows of apps that were taken out of the program are history, not the future.
    ours = executor.loader.migrated_apps
    applied = {key for key in executor.recorder.applied_migrations() if key[0] in ours}
    return sorted(f"{app}.{name}" for app, name in applied - executor.loader.disk_migrations.keys())


def pending_migrations() -> list[str]:
    """Migrations this program has and the database has not."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def bring_up_to_date(path: Path, copies: Path) -> int:
    """Applies what is pending and says how many; a database with something in it is copied to `copies` first.

    Raises CannotOperate when the database is from a newer program or SQLite lacks something.
    """
    if missing := missing_features():
        raise CannotOperate(f"SQLite {sqlite3.sqlite_version} of this machine lacks {', '.join(missing)}.")
    refuse_newer(path)
    pending = pending_migrations()
    if pending:
        if connection.introspection.table_names():
            _copy(path, copies)
        call_command("migrate", verbosity=0, interactive=False)
    return len(pending)


def refuse_newer(path: Path) -> None:
    """Raises CannotOperate when the database knows more than the program."""
    if unknown := unknown_migrations():
        raise CannotOperate(
            f"The database {path} is from a newer Multaqa ({unknown[-1]} is unknown here); "
            "install that version again, or restore a backup made with this one."
        )


def _copy(path: Path, copies: Path) -> None:
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
