"""What the operator may set, read once from the environment. Every name starts with MULTAQA_; an unknown one is refused,
because a misspelt setting that is silently ignored is found out on the worst night."""

import difflib
import hashlib
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from multaqa.common.s3_address import S3Address, read_address

PREFIX = "MULTAQA_"
S3_LIBRARY = "boto3>=1.40,<2"


class BadConfig(Exception):
    """A setting that cannot be used; the message is one clear sentence for the operator."""


def _setting(default: str, about: str) -> Any:
    return field(default=default, metadata={"about": about})


@dataclass(frozen=True)
class Config:
    """One field per setting, as text; the properties below give them their types."""

    data: str = _setting(".data", "Folder for the database, files and mail. Created when missing.")
    files: str = _setting("", "Folder for recordings, papers and pictures that several nodes share. Empty: the data folder.")
    s3: str = _setting("", "Instead of that folder a bucket of an S3-compatible store: https://key:secret@host/bucket.")
    host: str = _setting("127.0.0.1", "Address the server listens on.")
    port: str = _setting("8000", "Port the server listens on; 0 picks a free one.")
    url: str = _setting("", "The public address people use, like https://rooms.example.org. Default: http://HOST:PORT.")
    database_url: str = _setting(
        "", "Empty: SQLite in the data folder. Else sqlite:///path or postgresql://user:password@host/name."
    )
    database_pool: str = _setting("20", "How many connections to PostgreSQL this node opens at most.")
    bus_url: str = _setting("", "Empty: the bus inside the process. Else nats://host:4222 (several with commas), for many nodes.")
    connections: str = _setting(
        "10000", "How many live connections this node takes at most; who comes after them is sent elsewhere."
    )
    workers: str = _setting("1", "How many nodes `serve` runs on this machine, one for each core; they share a bus.")
    secret: str = _setting("", "Key that signs cookies and tickets. Empty: made once and kept in the data folder.")
    mail_url: str = _setting("", "smtp://user:password@host:port (or smtps://). Empty: mail goes to the console and DATA/mail.")
    mail_from: str = _setting("Multaqa <no-reply@localhost>", "Sender of the mails.")
    language: str = _setting("ar", "Language of pages when the visitor has none of ours: ar or en.")
    time_zone: str = _setting("Asia/Riyadh", "Time zone of pages for visitors who have not chosen one.")
    proxies: str = _setting("0", "How many reverse proxies stand in front; their X-Forwarded-For is then believed.")
    metrics_port: str = _setting("0", "Loopback port of the Prometheus metrics; 0: none.")
    log: str = _setting("info", "How much is logged: debug, info, warning, error.")
    debug: str = _setting("0", "1 shows errors in the browser. Never in public.")

    @property
    def data_dir(self) -> Path:
        """The data folder, absolute."""
        return Path(self.data).expanduser().resolve()

    @property
    def files_dir(self) -> Path:
        """The folder of the files that rows speak of, absolute: the data folder, or one that all nodes share."""
        return Path(self.files).expanduser().resolve() if self.files else self.data_dir

    @property
    def s3_address(self) -> S3Address:
        """The parts of the store's address; only where one is set. Raises BadConfig."""
        try:
            return read_address(self.s3)
        except ValueError as error:
            raise BadConfig(f"MULTAQA_S3 cannot be read; it is written {error}.") from None

    @property
    def port_number(self) -> int:
        """The port as a number."""
        return _number("port", self.port, 0, 65535)

    @property
    def metrics_port_number(self) -> int:
        """The metrics port; 0 for none."""
        return _number("metrics_port", self.metrics_port, 0, 65535)

    @property
    def workers_number(self) -> int:
        """How many nodes `serve` runs here."""
        return _number("workers", self.workers, 1, 64)

    @property
    def proxy_count(self) -> int:
        """How many proxies are believed."""
        return _number("proxies", self.proxies, 0, 10)

    @property
    def public_url(self) -> str:
        """The address people use, without a slash at its end."""
        return (self.url or f"http://{'localhost' if self.host in ('0.0.0.0', '::') else self.host}:{self.port}").rstrip("/")

    @property
    def is_https(self) -> bool:
        """Whether people come over TLS."""
        return self.public_url.startswith("https://")

    @property
    def is_debug(self) -> bool:
        """Whether errors are shown in the browser."""
        return self.debug == "1"

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        return self.host in ("127.0.0.1", "::1", "localhost")

    @property
    def connections_number(self) -> int:
        """The most live connections of a node."""
        return _number("connections", self.connections, 1, 1_000_000)

    @property
    def database_pool_number(self) -> int:
        """The most connections; the engine's threads alone may want twelve."""
        return _number("database_pool", self.database_pool, 4, 1000)

    @property
    def is_postgresql(self) -> bool:
        """Whether the database is a server, and not a file."""
        return self.database_url.startswith(("postgresql://", "postgres://"))

    @property
    def postgresql_parts(self) -> dict[str, Any]:
        """The parts of the address by libpq's names: dbname, user, host, sslmode, … Raises BadConfig."""
        from psycopg import ProgrammingError
        from psycopg.conninfo import conninfo_to_dict

        try:
            parts = conninfo_to_dict(self.database_url)
        except ProgrammingError:
            # What libpq says of it may repeat the password.
            parts = {}
        if not parts.get("dbname"):
            raise BadConfig("MULTAQA_DATABASE_URL cannot be read; it is written postgresql://user:password@host:5432/name.")
        return parts

    @property
    def database_path(self) -> Path:
        """The SQLite file; only where `is_postgresql` is not."""
        if not self.database_url:
            return self.data_dir / "multaqa.sqlite3"
        if self.database_url.startswith("sqlite:///"):
            return Path(self.database_url.removeprefix("sqlite:///")).expanduser().resolve()
        raise BadConfig("MULTAQA_DATABASE_URL must be empty, or start with sqlite:/// or postgresql://.")

    def check(self) -> None:
        """Reads every value once, so that a wrong one is refused at the start. Raises BadConfig."""
        _ = (
            self.port_number,
            self.metrics_port_number,
            self.proxy_count,
            self.database_pool_number,
            self.workers_number,
            self.connections_number,
        )
        _ = self.postgresql_parts if self.is_postgresql else self.database_path
        _one_of("language", self.language, ("ar", "en"))
        _one_of("log", self.log, ("debug", "info", "warning", "error"))
        _one_of("debug", self.debug, ("0", "1"))
        if self.url and urlsplit(self.url).scheme not in ("http", "https"):
            raise BadConfig("MULTAQA_URL must start with http:// or https://.")
        if self.files and not self.is_postgresql:
            raise BadConfig(
                "MULTAQA_FILES is for many nodes, which need MULTAQA_DATABASE_URL=postgresql://…; here set MULTAQA_DATA."
            )
        if self.s3:
            self._check_s3()
        if self.bus_url:
            self._check_bus()
        if self.mail_url and urlsplit(self.mail_url).scheme not in ("smtp", "smtps"):
            raise BadConfig("MULTAQA_MAIL_URL must start with smtp:// or smtps://.")

    def _check_s3(self) -> None:
        _ = self.s3_address
        if self.files:
            raise BadConfig("MULTAQA_FILES and MULTAQA_S3 are both set; files are in the one or in the other.")
        if find_spec("boto3") is None:
            raise BadConfig(f"MULTAQA_S3 needs a library that is not installed: .venv/bin/python -m pip install '{S3_LIBRARY}'.")

    def _check_bus(self) -> None:
        for server in self.bus_servers:
            if urlsplit(server).scheme not in ("nats", "tls") or not urlsplit(server).hostname:
                raise BadConfig("MULTAQA_BUS_URL must be empty or written nats://host:4222; several are parted by commas.")
        if self.workers_number > 1:
            # They share a machine, and with it the data folder, its database and its key.
            return
        if not self.is_postgresql:
            raise BadConfig(
                "MULTAQA_BUS_URL is for many nodes, which need MULTAQA_DATABASE_URL=postgresql://…; SQLite is for one machine."
            )
        if not self.secret:
            raise BadConfig(
                "MULTAQA_BUS_URL needs MULTAQA_SECRET, the same on every node: each checks the tickets of the others."
            )

    @property
    def is_lone_node(self) -> bool:
        """Whether no other node serves the same house."""
        return not self.bus_url and self.workers_number == 1

    @property
    def bus_servers(self) -> list[str]:
        """The addresses of the bus; none when it is inside the process."""
        return [server.strip() for server in self.bus_url.split(",")] if self.bus_url else []

    @property
    def bus_space(self) -> str:
        """What keeps the words of this house apart from others on the same bus: the same on all its nodes."""
        return "multaqa-" + hashlib.blake2b(self.secret_key().encode(), digest_size=8, person=b"bus").hexdigest()

    def secret_key(self) -> str:
        """The signing key: given, or kept in the data folder, or made there now."""
        if self.secret:
            return self.secret
        path = self.data_dir / "secret"
        try:
            self.data_dir.mkdir(parents=True, exist_ok=True)
            if not path.exists():
                descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                with os.fdopen(descriptor, "w") as file:
                    file.write(secrets.token_urlsafe(48))
            return path.read_text()
        except FileExistsError:
            return path.read_text()
        except OSError as error:
            raise BadConfig(f"The data folder {self.data_dir} cannot be written: {error.strerror}.") from error


def read_config(environment: Mapping[str, str] | None = None) -> Config:
    """The settings of this process. Raises BadConfig."""
    environment = os.environ if environment is None else environment
    known = {PREFIX + f.name.upper(): f.name for f in fields(Config)}
    given = {name: value for name, value in environment.items() if name.startswith(PREFIX)}
    for name in sorted(given.keys() - known.keys()):
        near = difflib.get_close_matches(name.removeprefix(PREFIX), [right.removeprefix(PREFIX) for right in known], 1)
        raise BadConfig(f"{name} is not a setting." + (f" Did you mean {PREFIX}{near[0]}?" if near else ""))
    config = Config(**{known[name]: value.strip() for name, value in given.items() if value.strip()})
    config.check()
    return config


def _number(name: str, value: str, low: int, high: int) -> int:
    if not (value.isascii() and value.isdigit() and low <= int(value) <= high):
        raise BadConfig(f"{PREFIX}{name.upper()} must be a whole number from {low} to {high}, not {value!r}.")
    return int(value)


def _one_of(name: str, value: str, choices: tuple[str, ...]) -> None:
    if value not in choices:
        raise BadConfig(f"{PREFIX}{name.upper()} must be one of {', '.join(choices)}, not {value!r}.")
