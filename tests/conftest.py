"""The whole house, in a data folder of its own, with its words compiled.

It is set up here and not by an ini option: pytest-django would read the settings, and so an operator's data folder,
before this file is heard."""

import atexit
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django
import pytest

from tests import postgresql

if TYPE_CHECKING:
    from tests.s3 import S3Server

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

for name in [name for name in os.environ if name.startswith("MULTAQA_")]:
    del os.environ[name]
_folder = tempfile.TemporaryDirectory(prefix="multaqa-test-")
os.environ["MULTAQA_DATA"] = _folder.name
os.environ["DJANGO_SETTINGS_MODULE"] = "multaqa.settings"
DATABASE, SHARED = "--database", "TEST_DATABASE_URL"


def _database_url() -> str:
    """Empty for SQLite. The server is started by the first process; those it starts for `-n` find its address."""
    if SHARED in os.environ:
        return os.environ[SHARED]
    asked = _asked_for()
    if asked in ("", "sqlite"):
        return ""
    server = postgresql.start(None if asked == "postgresql" else Path(asked))
    atexit.register(server.close)
    os.environ[SHARED] = server.url
    return server.url


def _asked_for() -> str:
    """Read from the line itself: the settings are read, and so the database chosen, before pytest has read its options."""
    for word, after in zip(sys.argv, [*sys.argv[1:], ""], strict=True):
        if word == DATABASE:
            return after
        if word.startswith(f"{DATABASE}="):
            return word.removeprefix(f"{DATABASE}=")
    return ""


# A whole story is one transaction here, and may think for longer than a deed.
PATIENT = "&options=-c%20idle_in_transaction_session_timeout%3D0"
os.environ["MULTAQA_DATABASE_URL"] = (_database_url() + PATIENT).removeprefix(PATIENT)

from prepare import compile_languages  # noqa: E402

# gettext reads the compiled catalogues only, and keeps what it has read.
compile_languages()
django.setup()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(DATABASE, default="sqlite", help="sqlite, postgresql, or the folder of the programs of a PostgreSQL")
    parser.addoption("--write-fold-fixture", action="store_true", help="write the evenings the browser's fold is tried on")


def pytest_configure(config: pytest.Config) -> None:
    """The private server goes with all that is in it; a story's thread that still holds a connection then hinders nobody."""
    if os.environ["MULTAQA_DATABASE_URL"] and hasattr(config.option, "reuse_db"):
        config.option.reuse_db = True


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """The processes of `-n` are to make a data folder each: with this name in their environment pytest-django reads the settings,
    and in them our own folder, before they come to this file."""
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)


@pytest.fixture(scope="session", autouse=True)
def _built() -> None:
    """Pages can be asked for before the web client was ever built."""
    from multaqa.common import vite

    if not (ROOT / "src/multaqa/static" / vite.MANIFEST).exists():
        vite._read[vite.MANIFEST] = (0, {"src/app.ts": {"file": "assets/app.js"}})


@pytest.fixture(scope="session")
def s3_server() -> "Iterator[S3Server]":
    """A server of files for the whole run; a story that kills one starts its own."""
    from tests import s3

    server = s3.start()
    yield server
    server.kill()


@pytest.fixture
def node_with_bucket(s3_server: "S3Server", settings: Any, tmp_path: Path) -> "Iterator[Callable[..., None]]":
    """`node_with_bucket("a")`: from now on this process is node a, with a folder of its own, and the bucket that all have; with
    `away=True` it does not reach the bucket."""
    from tests import s3

    def be(name: str, *, away: bool = False) -> None:
        url = s3.address("http://127.0.0.1:9", s3_server.keys) if away else s3_server.url
        settings.CONFIG = replace(settings.CONFIG, data=str(tmp_path / name), files="", s3=url)
        settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": "multaqa.common.pictures.Pictures"}}

    yield be
    s3_server.empty()


@pytest.fixture
def database_url(django_db_setup: None) -> str:
    """The address of the tests' own database, for processes that a story starts."""
    from django.db import connection

    name = connection.settings_dict["NAME"]
    return os.environ[SHARED].replace("/postgres?", f"/{name}?") if SHARED in os.environ else f"sqlite:///{name}"
