"""Pages: the public schedule of each, asked over the loopback as a browser asks, warm."""

import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

from bench.peers import web_servers
from bench.peers.figures import Sample, interleaved, quantile
from bench.peers.house import house
from bench.peers.machine import Tree

WARM, ASKED, ASKED_QUICK = 16, 80, 12
WARM_SECONDS, ASKED_SECONDS = 8.0, 16.0  # a page of a hundred times the rows is asked fewer times
READY_TRIES, CALM_TRIES, CALM_SHARE = 10, 20, 0.05
HEADERS = {"Accept": "text/html,application/xhtml+xml", "User-Agent": "Mozilla/5.0 bench", "Accept-Language": "en"}


def measure(quick: bool, runs: int, say: Callable[[str], None], sizes: Sequence[int] = ()) -> dict[str, list[Sample]]:
    """Twelve rows when quick; else ten times and a hundred times as many too. A row is a talk, a contribution, a room of the
    alliance; our directory shows 24 rooms a page, however many there are."""
    with tempfile.TemporaryDirectory(prefix="multaqa-pages-") as folder:
        # In rising order: our world grows from one size to the next.
        times = ASKED_QUICK if quick else ASKED
        plan = sorted(sizes) or ((12,) if quick else (12, 120, 1200))
        return {f"{rows:,} rows": _with_rows(folder, rows, times, runs if rows < 1000 else 1, say) for rows in plan}


def _with_rows(folder: str, rows: int, times: int, runs: int, say: Callable[[str], None]) -> list[Sample]:
    """All three servers run at once and are asked in turn."""
    from contextlib import ExitStack

    with ExitStack() as stack:
        asked: list[Callable[[], Sample]] = []
        failed: list[Sample] = []
        for name, server in _servers(folder, rows):
            try:
                for part, act in stack.enter_context(server):
                    once: Any = partial(act, times)
                    once.name = part
                    asked.append(once)
            except Exception as error:  # one that does not start must not take the others with it
                say(f"  !! {name} FAILED: {error}")
                failed.append(Sample(name, {}, f"FAILED: {error}"))
        return interleaved(asked, runs, say) + failed


def _servers(folder: str, rows: int) -> Iterator[tuple[str, Any]]:
    yield "multaqa", _ours(folder, rows)
    yield "pretalx", _theirs("pretalx schedule", partial(web_servers.pretalx, rows))
    yield "indico", _theirs("indico meeting", partial(web_servers.indico, rows))


@contextmanager
def _ours(folder: str, rows: int) -> Iterator[list[tuple[str, Any]]]:
    """Our month page and our directory, in a demo world of so many rooms, under `multaqa serve`."""
    environment = {**os.environ, "MULTAQA_DATA": folder, "DJANGO_SETTINGS_MODULE": "multaqa.settings", "MULTAQA_LOG": "error"}
    command = [sys.executable, "-m", "bench.peers.worlds.our_world", str(rows)]
    built = subprocess.run(command, env=environment, capture_output=True, text=True)
    if built.returncode:
        raise RuntimeError(built.stderr.strip()[-300:])
    with house(environment) as (url, tree):
        _calm(tree)
        port, pages = int(url.rstrip("/").rsplit(":", 1)[1]), json.loads(built.stdout.splitlines()[-1])
        yield [
            (f"multaqa {name}", partial(_ask, f"multaqa {name}", port, path, tree, partial(float, queries)))
            for name, (path, queries) in pages.items()
        ]


@contextmanager
def _theirs(name: str, server: Any) -> Iterator[list[tuple[str, Any]]]:
    with server() as (port, path, tree, database):
        _answers(port, path)
        _calm(tree)

        def queries() -> float:
            database.listen(True)
            time.sleep(0.3)
            before, times = database.statements(), 5
            for _ in range(times):
                _get(port, path)
            after = database.statements()
            database.listen(False)
            return (after - before) / times

        yield [(name, partial(_ask, name, port, path, tree, queries))]


def _answers(port: int, path: str) -> None:
    """Waits for the first page; a server that listens may not be ready to answer yet."""
    for _ in range(READY_TRIES):
        with suppress(OSError):
            _get(port, path)
            return
        time.sleep(1)


def _calm(tree: Tree) -> None:
    """What a server does beside its pages when it has just started is over."""
    for _ in range(CALM_TRIES):
        before = tree.cpu_seconds()
        time.sleep(1)
        if tree.cpu_seconds() - before < CALM_SHARE:
            return


def _ask(name: str, port: int, path: str, tree: Tree, queries: Callable[[], float], asked: int) -> Sample:
    """One reader without an account, one request after another."""
    body = b""
    for _ in _until(WARM, WARM_SECONDS):
        body = _get(port, path)
    cpu, took = tree.cpu_seconds(), []
    for _ in _until(asked, ASKED_SECONDS):
        began = time.perf_counter()
        _get(port, path)
        took.append((time.perf_counter() - began) * 1000)
    used = (tree.cpu_seconds() - cpu) / len(took)
    numbers = {
        "cpu_ms_per_request": used * 1000,
        "p50_ms": statistics.median(took),
        "p99_ms": quantile(took, 99),
        "queries": queries(),
        "kib": len(body) / 1024,
        "memory_mib": tree.memory_bytes() / 2**20,
    }
    return Sample(name, numbers, "" if len(took) == asked else f"asked {len(took)} times")


def _until(times: int, seconds: float) -> Iterator[int]:
    """So many times, and no longer than so long; once at least."""
    began = time.monotonic()
    for number in range(times):
        if number and time.monotonic() - began > seconds:
            return
        yield number


def _get(port: int, path: str) -> bytes:
    """A connection for each request: uWSGI and gunicorn keep none."""
    connection = http.client.HTTPConnection("localhost", port, timeout=60)
    connection.request("GET", path, headers=HEADERS)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    if response.status != 200:
        raise ConnectionError(f"{path}: {response.status} {response.getheader('location')}")
    return body
