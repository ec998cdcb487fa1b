"""Work that may take its time."""

import os
from contextlib import suppress

NICE = 10


def step_back() -> None:
    """This process from now on takes the cores after whoever speaks and listens: drawing a page or putting an hour of sound
    together takes a core for seconds, and a small machine has two."""
    with suppress(OSError):
        os.nice(max(0, NICE - os.nice(0)))
