"""pretalx and Indico on the loopback, each under the server its manual names, with PostgreSQL and Redis."""

import os
import secrets
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.peers.databases import Postgres, postgres, redis
from bench.peers.install import CACHE, python_of
from bench.peers.machine import Tree, free_port, started

BUILDS_SECONDS = 90.0
WORLDS = Path(__file__).parent / "worlds"
Served = tuple[int, str, Tree, Postgres]  # port, path of the page, processes, database

# The manual's, with a port of HTTP in the place of nginx.
UWSGI = """[uwsgi]
http-socket = 127.0.0.1:{port}
processes = 4
enable-threads = true
master = true
auto-procname = true
disable-logging = true
single-interpreter = true
wsgi-file = {wsgi}
virtualenv = {venv}
vacuum = true
buffer-size = 20480
max-requests = 2500
harakiri = 900
"""


@contextmanager
def pretalx(rows: int) -> Iterator[Served]:
    """Under gunicorn with four workers, the schedule as HTML."""
    with tempfile.TemporaryDirectory(prefix="multaqa-pretalx-") as folder, postgres("pretalx") as database, redis() as cache:
        port, python = free_port(), str(python_of("pretalx"))
        at = f"redis://127.0.0.1:{cache[0]}"
        environment = {
            **_plain(), "PRETALX_DATA_DIR": folder, "PRETALX_SITE_URL": f"http://localhost:{port}", "PRETALX_DEBUG": "False",
            "PRETALX_DB_TYPE": "postgresql", "PRETALX_DB_NAME": "pretalx", "PRETALX_DB_USER": database.user,
            "PRETALX_DB_HOST": "127.0.0.1", "PRETALX_DB_PORT": str(database.port), "PRETALX_REDIS": f"{at}/1",
            "PRETALX_REDIS_SESSIONS": "True", "DJANGO_SETTINGS_MODULE": "pretalx.settings",
        }  # fmt: skip

        def build() -> str:
            _run([python, "-m", "pretalx", "migrate", "--verbosity", "0"], environment, folder)
            _run([python, str(WORLDS / "pretalx_world.py"), str(rows)], environment, folder, BUILDS_SECONDS)
            return "/bench/schedule/nojs"

        path = _world(database, "pretalx", rows, build)
        command = [str(CACHE / "pretalx/bin/gunicorn"), "pretalx.wsgi", "--name", "pretalx", "--workers", "4"]
        command += ["--max-requests", "1200", "--max-requests-jitter", "50", "--bind", f"127.0.0.1:{port}"]
        with started(command, port=port, env=environment, cwd=folder) as process:
            yield port, path, Tree(process.pid, database.pid, cache[1]), database


@contextmanager
def indico(rows: int) -> Iterator[Served]:
    """Under uWSGI with four processes, the page of a meeting with its timetable."""
    with tempfile.TemporaryDirectory(prefix="multaqa-indico-") as name, postgres("indico") as database, redis() as cache:
        folder, port, python = Path(name), free_port(), str(python_of("indico"))
        for part in ("cache", "tmp", "log", "archive"):
            (folder / part).mkdir()
        (folder / "logging.yaml").write_text(
            next(CACHE.glob("indico/lib/*/site-packages/indico/logging.yaml.sample")).read_text()
        )
        (folder / "indico.conf").write_text(_indico_conf(folder, port, database, cache[0]))
        environment = {**_plain(), "INDICO_CONFIG": str(folder / "indico.conf"), "HOME": name}

        def build() -> str:
            _run_sql(database, "indico", "CREATE EXTENSION unaccent; CREATE EXTENSION pg_trgm")
            _run([str(CACHE / "indico/bin/indico"), "db", "prepare"], environment, name)
            said = _run([python, str(WORLDS / "indico_world.py"), str(rows)], environment, name, BUILDS_SECONDS)
            return f"/event/{said.split('meeting ')[-1].strip()}/"

        path = _world(database, "indico", rows, build)
        wsgi = next(CACHE.glob("indico/lib/*/site-packages/indico/web/indico.wsgi"))
        (folder / "uwsgi.ini").write_text(UWSGI.format(port=port, wsgi=wsgi, venv=CACHE / "indico"))
        with started(
            [str(CACHE / "indico/bin/uwsgi"), str(folder / "uwsgi.ini")], port=port, env=environment, cwd=name
        ) as process:
            yield port, path, Tree(process.pid, database.pid, cache[1]), database


def _world(database: Postgres, peer: str, rows: int, build: Callable[[], str]) -> str:
    """The path of the page, in a world that is built once and kept beside the peer, and built anew when that is."""
    kept = CACHE / peer / "worlds" / f"{rows}.dump"
    said = kept.with_suffix(".path")
    if said.exists():
        database.load(peer, kept)
        return said.read_text()
    path = build()
    kept.parent.mkdir(exist_ok=True)
    database.save(peer, kept)
    said.write_text(path)
    return path


def _indico_conf(folder: Path, port: int, database: Postgres, cache: int) -> str:
    redis_at = f"redis://127.0.0.1:{cache}"
    return f"""
SQLALCHEMY_DATABASE_URI = {database.address("indico")!r}
SECRET_KEY = {secrets.token_hex(32)!r}
BASE_URL = 'http://localhost:{port}'
CELERY_BROKER = '{redis_at}/0'
REDIS_CACHE_URL = '{redis_at}/1'
DEFAULT_TIMEZONE = 'UTC'
DEFAULT_LOCALE = 'en_GB'
CACHE_DIR = '{folder}/cache'
TEMP_DIR = '{folder}/tmp'
LOG_DIR = '{folder}/log'
STORAGE_BACKENDS = {{'default': 'fs:{folder}/archive'}}
ATTACHMENT_STORAGE = 'default'
DISABLE_CELERY_CHECK = True
NO_REPLY_EMAIL = SUPPORT_EMAIL = 'bench@example.org'
"""


def _plain() -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": str(Path.home())}


def _run(command: list[str], environment: dict[str, str], folder: str, patience: float | None = None) -> str:
    try:
        done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, timeout=patience)
    except subprocess.TimeoutExpired:
        raise RuntimeError(f"its rows take more than {patience:.0f} s to be written") from None
    if done.returncode:
        raise RuntimeError(f"{command[0]} {command[1]}: {(done.stderr or done.stdout).strip()[-600:]}")
    return done.stdout


def _run_sql(database: Postgres, name: str, sql: str) -> None:
    for one in sql.split(";"):
        command = ["psql", "-h", "127.0.0.1", "-p", str(database.port), "-U", database.user, "-qc", one, name]
        subprocess.run(command, check=True, capture_output=True)
