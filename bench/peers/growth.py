"""How cost grows: from 500 to 8,000 listeners at our live door, at Icecast and at the bare C sender; 1, 2 and 3 nodes."""

from collections.abc import Callable, Sequence

from bench.peers import nodes, sound
from bench.peers.figures import Sample, interleaved

SIZES = (500, 1000, 2000, 4000, 8000)
GROWING = ("multaqa live", "multaqa listen.ogg", "icecast 100 ms pages", "bare C sender")
OGG_UP_TO = 1000


def measure(quick: bool, runs: int, say: Callable[[str], None], sizes: Sequence[int] = ()) -> dict[str, list[Sample]]:
    """Each size once or more; quick stops at 2,000."""
    found = {}
    for size in sizes or (SIZES[:3] if quick else SIZES):
        asked = [act for act in sound.contenders(size) if getattr(act, "name", "") in GROWING]
        if size > OGG_UP_TO:
            asked = [act for act in asked if getattr(act, "name", "") != "multaqa listen.ogg"]
        found[f"{size:,} listeners"] = interleaved(asked, min(runs, 2), say)
    return found | nodes.measure(quick, runs, say)
