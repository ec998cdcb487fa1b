"""PostgreSQL at the start and for the doctor: can it be reached, is it fit, and does one node alone bring it up to date."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from psycopg.rows import class_row

from multaqa.config import Config
from multaqa.databases import WAIT_SECONDS
from multaqa.operate.errors import CannotOperate

OLDEST = 15
UPGRADE_LOCK = 0x6D756C74  # a number of our own, per database
ASK = """
SELECT current_setting('server_version_num')::int / 10000 AS version, current_setting('server_version') AS version_text,
    current_setting('server_encoding') AS encoding, current_setting('synchronous_commit') AS synchronous_commit,
    current_setting('synchronous_standby_names') AS standbys,
    (SELECT count(*) FROM pg_stat_replication)::int AS followers,
    current_setting('fsync') = 'on' AND current_setting('full_page_writes') = 'on' AS survives_power,
    current_setting('transaction_read_only') = 'on' AS read_only,
    current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int AS places,
    (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid())::int AS taken,
    extract(epoch FROM clock_timestamp())::float8 AS clock
"""


@dataclass(frozen=True)
class Seen:
    """What the server says of itself; `followers` are connected to copy it, `clock` is in seconds since 1970."""

    version: int
    version_text: str
    encoding: str
    synchronous_commit: str
    standbys: str
    followers: int
    survives_power: bool
    read_only: bool
    places: int
    taken: int
    clock: float


def where(config: Config) -> str:
    """Name and place for people to read; never the password."""
    parts = config.postgresql_parts
    return f"{parts['dbname']} on {parts.get('host', 'this machine')}"


def look(config: Config) -> tuple[Seen, float]:
    """What the server says, and how many seconds its clock is ahead of ours. Raises CannotOperate."""
    with _connected(config) as connection, connection.cursor(row_factory=class_row(Seen)) as cursor:
        cursor.execute("SELECT 1")
        before = time.time()
        seen = cursor.execute(ASK).fetchone()
        between = (before + time.time()) / 2
    assert seen is not None
    return seen, seen.clock - between


def unfit(seen: Seen) -> list[str]:
    """Why nobody should be told "done" by this server; empty when it is fit. One sentence each."""
    reasons = []
    if seen.version < OLDEST:
        reasons.append(f"PostgreSQL {seen.version_text} is too old; Multaqa needs {OLDEST} or newer.")
    if seen.encoding != "UTF8":
        reasons.append(f"The database keeps its text as {seen.encoding}; make it again with ENCODING 'UTF8'.")
    if seen.read_only:
        reasons.append("The database takes no writes: it is a standby; add ?target_session_attrs=read-write and all hosts.")
    if seen.synchronous_commit == "off":
        reasons.append("synchronous_commit is off, so what was acknowledged may be lost; set it to on.")
    return reasons


def refuse_unfit(config: Config) -> None:
    """Raises CannotOperate with the first reason."""
    for reason in unfit(look(config)[0]):
        raise CannotOperate(reason)


@contextmanager
def alone(config: Config) -> Iterator[None]:
    """Nodes that start together bring the database up to date one after the other, and only the first has to."""
    with _connected(config) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [UPGRADE_LOCK])
        yield


@contextmanager
def _connected(config: Config) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """A connection beside the pool: the pool waits and tries again, this one says at once what is wrong."""
    parts = {"connect_timeout": WAIT_SECONDS, **config.postgresql_parts, "application_name": "multaqa operate"}
    try:
        connection = psycopg.connect(**parts, autocommit=True)
    except psycopg.OperationalError as error:
        said = " ".join(str(error).split())
        raise CannotOperate(f"The database {where(config)} cannot be reached: {said}") from error
    with connection:
        yield connection
