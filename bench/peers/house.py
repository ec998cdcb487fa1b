"""Our own server, started the way an operator does, and the rooms in it."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from bench.peers.machine import Tree, stop


@contextmanager
def home() -> Iterator[None]:
    """A temporary folder for everything of ours; this process's settings point to it until the end."""
    with tempfile.TemporaryDirectory(prefix="multaqa-peers-") as folder:
        os.environ.update(
            MULTAQA_DATA=folder, MULTAQA_HOST="127.0.0.1", MULTAQA_PORT="0", MULTAQA_LOG="error", MULTAQA_DATABASE_URL="",
            DJANGO_SETTINGS_MODULE="multaqa.settings",
        )  # fmt: skip
        import django

        django.setup()
        subprocess.run([sys.executable, "-m", "multaqa", "migrate", "--verbosity", "0"], check=True)
        yield


@contextmanager
def house(environment: Mapping[str, str] = os.environ) -> Iterator[tuple[str, Tree]]:
    """A fresh process of the server over the folder of `home`, or of this environment: its address and its processes."""
    from multaqa.rehearse.server import wait_until_ready

    process = subprocess.Popen([sys.executable, "-m", "multaqa", "serve"], stdout=subprocess.PIPE, text=True, env=environment)
    try:
        yield wait_until_ready(process), Tree(process.pid)
    finally:
        stop(process, gently=False)  # a farewell to thousands takes its time, and nobody listens any more


@contextmanager
def room(listeners: int, *, speakers: int = 1, writers: int = 0, seconds: int = 600) -> Iterator[Any]:
    """A room with an open gathering, and tickets: a rehearsal's cast."""
    from multaqa.rehearse.cast import dismiss, gather

    cast = gather(listeners, speakers, writers, seconds)
    try:
        yield cast
    finally:
        dismiss(cast)
