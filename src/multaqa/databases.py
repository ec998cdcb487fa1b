"""Which database, in the words Django wants. Nothing else in the program minds which it is."""

from typing import Any

from multaqa.config import Config

WAIT_SECONDS, POOL_SECONDS = 5, 10
# A deed that waits longer than this for a row, or works longer than this on it, is refused: whoever asked hears of it, and
# whoever waits behind it goes on. A node that stopped in the middle of a transaction must not keep the rows of a room.
LIMITS = {"statement_timeout": "30s", "lock_timeout": "10s", "idle_in_transaction_session_timeout": "30s"}
# A cut cable says nothing; without these a thread would wait for its answer for two hours.
WIRE = {"keepalives_idle": 20, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 20_000}


def settings_of(config: Config) -> dict[str, Any]:
    """The one entry of DATABASES."""
    return _postgresql(config) if config.is_postgresql else _sqlite(config)


def _sqlite(config: Config) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": config.database_path,
        # A file: a database in memory has other locks than the one people use.
        "TEST": {"NAME": config.data_dir / "test.sqlite3"},
        "OPTIONS": {
            # IMMEDIATE: a deed takes the write lock before it reads, so that what it decides on cannot change under it.
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            # FULL: an acknowledged deed is on the disk, not only in the log's page cache.
            # What is deleted is overwritten: the urn of a secret ballot is written anew at each vote (docs/decisions/0010).
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
            "PRAGMA busy_timeout=10000; PRAGMA secure_delete=ON",
        },
    }


def _postgresql(config: Config) -> dict[str, Any]:
    """Every part of the address that we have no word for (sslmode, target_session_attrs, several hosts) reaches libpq as it
    is; what the operator says there stands above what we would say."""
    said = config.postgresql_parts
    limits = " ".join(f"-c {name}={value}" for name, value in LIMITS.items())
    named = {word: said.pop(word, "") for word in ("dbname", "user", "password", "host", "port")}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **{"NAME" if word == "dbname" else word.upper(): value for word, value in named.items()},
        # The pool asks a connection whether it is well before it hands it out: after a restart of the database the first
        # deed finds a fresh one.
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "application_name": "multaqa",
            # What is asked again and again is sent as a number and its values: the server reads and plans it once for each
            # connection, which is a third of what a deed costs it.
            "server_side_binding": True,
            "prepare_threshold": 5,
            "connect_timeout": WAIT_SECONDS,
            **WIRE,
            **said,
            "options": f"{limits} {said.get('options', '')}".strip(),
            "pool": {"min_size": 2, "max_size": config.database_pool_number, "timeout": POOL_SECONDS, "max_idle": 300},
        },
    }
