"""How cost grows: from 500 to 8,000 listeners at our live door, at Icecast and at the bare C sender."""

from collections.abc import Callable, Sequence

from bench.peers import sound
from bench.peers.figures import Sample, interleaved

SIZES = (500, 1000, 2000, 4000, 8000)
GROWING = ("multaqa live", "multaqa listen.ogg", "icecast 100 ms pages", "bare C sender")
TWICE_UP_TO, OGG_UP_TO = 2000, 4000


def measure(quick: bool, runs: int, say: Callable[[str], None], sizes: Sequence[int] = ()) -> dict[str, list[Sample]]:
    """Each size twice, the large ones once; quick stops at 2,000. Who cannot serve a size gets a row that says what gave out."""
    found = {}
    for size in sizes or (SIZES[:3] if quick else SIZES):
        asked = [act for act in sound.contenders(size) if getattr(act, "name", "") in GROWING]
        if size > OGG_UP_TO:
            asked = [act for act in asked if getattr(act, "name", "") != "multaqa listen.ogg"]
        found[f"{size:,} listeners"] = interleaved(asked, min(runs, 2) if size <= TWICE_UP_TO else 1, say)
    return found
