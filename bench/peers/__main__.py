"""`bench/peers/run`: what is measured, in turn, and what is printed."""

import argparse
import json
import platform
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bench.peers import install, table, versions
from bench.peers.figures import Sample
from bench.peers.house import home
from bench.peers.machine import raise_limits

Measure = Callable[[bool, int, Callable[[str], None], Sequence[int]], dict[str, list[Sample]]]
SECTIONS = ("sound", "chat", "pages")
# Seconds on two quiet cores, quick and whole, once everything is installed.
TAKES = {"sound": (135, 500), "chat": (65, 660), "pages": (85, 360), "growth": (240, 600), "nodes": (90, 120)}
PARTS = {
    "sound": "500 and 2,000 listeners: our two doors, Icecast, Mumble, a bare C sender; 100 beside Janus",
    "chat": "500, 2,000 and 5,000 members at rising rates: ours, ejabberd, Prosody",
    "pages": "12, 120 and 1,200 rows: ours, pretalx, Indico",
    "growth": "500 to 8,000 listeners: our two doors, Icecast, a bare C sender",
    "nodes": "900 listeners over one, two and three nodes of ours",
}


def main() -> None:
    """Everything, or the sections that are named."""
    options = _options()
    began = time.monotonic()
    # Whoever ends us ends what we started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    raise_limits()
    sections = options.sections or SECTIONS
    about = sum(TAKES[section][0 if options.quick else 1] for section in sections) / 60
    say(f"{', '.join(sections)}: some {about:.0f} minutes on two quiet cores, beside installing; the table comes at the end")
    say(f"{platform.platform()}, {platform.python_version()}, load {Path('/proc/loadavg').read_text().split()[0]}")
    missing = {} if options.no_install else install.everything(say)
    results: dict[str, dict[str, list[Sample]]] = {}
    with home():
        for section in sections:
            say(f"\n== {section}")
            started = time.monotonic()
            results[section] = _section(section)(options.quick, options.runs, say, options.size)
            say(f"   {section} took {time.monotonic() - started:.0f} s")
            if options.keep:
                # After each: whoever is ended in the middle keeps what was measured.
                table.keep(options.keep, {section: results[section]}, versions.of_everything())
    say(f"\nmachine: {platform.processor() or platform.machine()}, {_cores()} cores; took {time.monotonic() - began:.0f} s")
    for name, why in missing.items():
        say(f"!! {name} COULD NOT BE INSTALLED: {why}")
    for section, parts in results.items():
        for title, samples in parts.items():
            print(table.render(f"{section}: {title}", samples), flush=True)
    ratios = table.ratios(results)
    print(json.dumps(ratios | {"missing": missing}))


def _options() -> Any:
    parts = "\n".join(f"  {name:8} {about}" for name, about in PARTS.items())
    parser = argparse.ArgumentParser(
        prog="bench/peers/run",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=f"sections:\n{parts}\n\nEach can be run alone; with --keep it replaces its own sizes in that file and leaves the\n"
        "others'. .venv/bin/python -m bench.peers.page FILE writes them into docs/performance.md.",
    )
    parser.add_argument("sections", nargs="*", metavar="section", help="By name. Default: sound, chat, pages.")
    parser.add_argument("--quick", action="store_true", help="Smaller crowds, two runs: under five minutes.")
    parser.add_argument("--runs", type=int, default=0, help="Interleaved runs of each. Default: 3, quick 2.")
    parser.add_argument(
        "--size", type=int, action="append", default=[], help="Listeners, members or rows, in place of the plan's."
    )
    parser.add_argument("--no-install", action="store_true", help="The peers are here already.")
    parser.add_argument("--keep", type=Path, help="Adds the figures to this JSON file, for docs/performance.md.")
    options = parser.parse_args()
    if unknown := set(options.sections) - set(PARTS):
        parser.error(f"no such section: {', '.join(sorted(unknown))}")
    options.runs = options.runs or (2 if options.quick else 3)
    return options


def _section(name: str) -> Measure:
    from importlib import import_module

    found: Measure = import_module(f"bench.peers.{name}").measure
    return found


def _cores() -> int:
    return int(subprocess.run(["nproc"], capture_output=True, text=True, check=True).stdout)


def say(line: str) -> None:
    """Progress goes to the other stream: the table stands alone."""
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
