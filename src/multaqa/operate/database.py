"""The database at the start: is it ours, is it not from a newer program, and is it brought up to this one.

Call these after `django.setup()`.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from multaqa.config import Config
from multaqa.operate import postgresql, sqlite
from multaqa.operate.errors import CannotOperate


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


def name_of(config: Config) -> str:
    """The database, for people to read."""
    return postgresql.where(config) if config.is_postgresql else str(config.database_path)


def bring_up_to_date(config: Config) -> int:
    """Applies what is pending and says how many. An SQLite with something in it is copied into DATA/copies first; of a
    PostgreSQL the operator has the backup.

    Raises CannotOperate when the database cannot be reached, is from a newer program, or lacks something.
    """
    if config.is_postgresql:
        postgresql.refuse_unfit(config)
        with postgresql.alone(config), _unhurried():
            return _migrate(config)
    sqlite.refuse_unfit()
    return _migrate(config)


def refuse_newer(config: Config) -> None:
    """Raises CannotOperate when the database knows more than the program."""
    if unknown := unknown_migrations():
        raise CannotOperate(
            f"The database {name_of(config)} is from a newer Multaqa ({unknown[-1]} is unknown here); "
            "install that version again, or restore a backup made with this one."
        )


def _migrate(config: Config) -> int:
    refuse_newer(config)
    pending = pending_migrations()
    if pending:
        if not config.is_postgresql and connection.introspection.table_names():
            sqlite.keep_copy(config.database_path, config.data_dir / "copies")
        call_command("migrate", verbosity=0, interactive=False)
    if not config.is_lone_node:
        call_command("createcachetable", verbosity=0)
    return len(pending)


@contextmanager
def _unhurried() -> Iterator[None]:
    """An upgrade of many rows takes its time; the limits are for deeds. The connection is not given back with that."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0")
    try:
        yield
    finally:
        connections.close_all()
        connection.close_pool()  # type: ignore[attr-defined]
