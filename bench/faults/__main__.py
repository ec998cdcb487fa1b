"""`bench/faults/run`: faults by name, each in a process of its own, and what each did to what was acknowledged."""

import argparse
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from typing import Any

from bench.faults.plan import FAULTS, QUICK

CHOICES = ("times", "delegates", "listeners", "nodes", "minutes")
LINE = "{:<22} {:>5} {:>8} {:>5} {:>7} {:>7} {:>5} {:>8} {:>13}  {}"


def main() -> int:
    """0 when every promise was kept."""
    options = _options()
    # Whoever ends us ends what we started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    if options.one:
        return _one(options.one, options)
    names = options.names or (list(QUICK) if options.quick else list(FAULTS))
    with tempfile.TemporaryDirectory(prefix="multaqa-faults-") as folder:
        os.environ["FAULTS_TEMPLATE"] = f"{folder}/migrated.sqlite3"
        results = {name: _apart(name, options) for name in names}
    _tell(results)
    print(json.dumps(results))
    return int(not all(figures["held"] for figures in results.values()))


def _options() -> Any:
    parser = argparse.ArgumentParser(prog="bench/faults/run", description=__doc__, epilog="Faults: " + ", ".join(FAULTS))
    parser.add_argument("names", nargs="*", metavar="name", help="Which faults. Default: all; with --quick a selection.")
    parser.add_argument("--quick", action="store_true", help="Small crowds, few times: under five minutes.")
    parser.add_argument("--times", type=int, default=0, help="How often, in place of the plan's.")
    parser.add_argument("--delegates", type=int, default=0, help="How many, in place of the plan's.")
    parser.add_argument("--listeners", type=int, default=0, help="How many listen, where a fault has listeners.")
    parser.add_argument("--nodes", type=int, default=0, help="How many nodes: of node-kill and bus-kill.")
    parser.add_argument("--minutes", type=float, default=0, help="How long a soak lasts.")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if unknown := set(options.names) - set(FAULTS):
        parser.error(f"no such fault: {', '.join(sorted(unknown))}. There are: {', '.join(FAULTS)}")
    return options


def _apart(name: str, options: Any) -> dict[str, Any]:
    """In a process of its own, since settings are read once in a process."""
    print(f"== {name}", flush=True)
    command = [sys.executable, "-m", "bench.faults", "--one", name, *(["--quick"] if options.quick else [])]
    for word in CHOICES:
        if value := getattr(options, word):
            command += [f"--{word}", str(value)]
    child, last, began = subprocess.Popen(command, stdout=subprocess.PIPE, text=True), "", time.monotonic()
    try:
        assert child.stdout is not None
        for line in child.stdout:
            last = line
            if not line.startswith("{"):
                print(line, end="", flush=True)
        child.wait()
    finally:
        child.terminate()
    if not last.startswith("{"):
        return {"held": False, "wrong": [f"the fault itself failed, with {child.returncode}"]}
    figures: dict[str, Any] = json.loads(last) | {"took_seconds": round(time.monotonic() - began)}
    print(f"  {json.dumps(figures)}", flush=True)
    return figures


def _one(name: str, options: Any) -> int:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 65_536)), hard))
    chosen = {word: getattr(options, word) for word in CHOICES if getattr(options, word)}
    verdict = FAULTS[name](quick=options.quick, **chosen)
    print(json.dumps(verdict.figures()), flush=True)
    return int(not verdict.held)


def _tell(results: dict[str, dict[str, Any]]) -> None:
    head = ("fault", "times", "acked", "lost", "doubled", "holders", "gaps", "repeats", "recover s", "")
    print("\n" + LINE.format(*head))
    for name, one in results.items():
        recover = one.get("recover_seconds")
        print(
            LINE.format(
                name,
                *(one.get(word, "–") for word in ("times", "acknowledged", "lost", "doubled", "two_holders", "gaps", "repeats")),
                f"{recover['median']} / {recover['max']}" if recover else "–",
                "held" if one["held"] else "BROKEN: " + "; ".join(one.get("wrong", ["see above"])),
            )
        )


if __name__ == "__main__":
    sys.exit(main())
