"""Writes what was measured into docs/performance.md, between its two marks, and draws the plots beside it.

.venv/bin/python -m bench.peers.page bench/peers/figures.json
"""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.peers import model, svg
from bench.peers.figures import Sample, by_contender, short, whole
from bench.peers.table import compared

ROOT = Path(__file__).parents[2]
PAGE, PICTURES = ROOT / "docs/performance.md", ROOT / "docs/pictures/performance"
BEGIN, END = "<!-- measured by bench/peers -->", "<!-- /measured by bench/peers -->"

SHOWN = {
    "sound": {
        "cpu_us_per_listener_s": "µs of CPU a listener and second",
        "delay_p50_ms": "delay p50 (ms)",
        "delay_p99_ms": "p99",
        "kib_per_listener": "KiB a listener",
        "reads_per_listener_s": "writes a second",
    },
    "chat": {
        "join_seconds": "joining, all (s)",
        "join_cpu_ms_each": "ms of CPU a joining",
        "kib_per_member": "KiB a member",
        "cpu_us_per_delivery": "µs of CPU a delivery",
    },
    "pages": {
        "cpu_ms_per_request": "ms of CPU a request",
        "p50_ms": "p50 (ms)",
        "p99_ms": "p99",
        "queries": "queries",
        "kib": "KiB",
        "memory_mib": "MiB of memory",
    },
    "growth": {
        "cpu_percent": "% of a core",
        "cpu_us_per_listener_s": "µs of CPU a listener and second",
        "delay_p50_ms": "delay p50 (ms)",
        "delay_p99_ms": "p99",
        "packets_heard_share": "heard",
        "kib_per_listener": "KiB a listener",
        "lost": "lost",
    },
    "nodes": {
        "cpu_percent": "% of a core, all nodes",
        "kib_per_listener": "KiB a listener",
        "joins_per_second": "joins a second",
        "delay_p50_ms": "delay p50 (ms)",
        "delay_p99_ms": "p99",
        "frames_missed": "packets missed",
        "lost": "messages lost",
        "doubled": "doubled",
    },
}
Kept = Mapping[str, Mapping[str, Sequence[Sample]]]


def main() -> None:
    """Reads the kept figures; writes the page's section and the plots."""
    raw = json.loads(Path(sys.argv[1]).read_text())
    about = raw.pop("about", {})
    kept = {part: {title: [Sample(**one) for one in found] for title, found in rows.items()} for part, rows in raw.items()}
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, drawn in plots(kept).items():
        (PICTURES / f"{name}.svg").write_text(drawn)
    text = PAGE.read_text()
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n{section(about, kept)}\n{END}{after}")


def section(about: Mapping[str, str], kept: Kept) -> str:
    """The Markdown between the marks."""
    parts = []
    if about:
        parts.append("; ".join(f"{name} {value}" for name, value in about.items()) + ".\n")
    for part, rows in kept.items():
        for title, samples in rows.items():
            parts.append(f"\n**{part}, {title}** (least / median / most of the runs)\n\n{_table(SHOWN[part], samples)}")
            if part == "chat":
                parts.append(f"\n{_rates(samples)}")
            notes = dict.fromkeys(f"{sample.contender}: {sample.notes}." for sample in samples if sample.notes)
            ratios = [f"{name} {value['median']}" for name, value in compared(part, samples).items()]
            if ratios:
                parts.append("\nOurs over theirs, by the median: " + "; ".join(ratios) + ".")
            parts += [f"\n{note}" for note in notes]
    parts += [f"\n![{name}](pictures/performance/{name}.svg)" for name in plots(kept)]
    parts.append(model.told(kept))
    return "\n".join(parts)


def _table(shown: Mapping[str, str], samples: Sequence[Sample]) -> str:
    rows = by_contender(samples)
    there = {number: name for number, name in shown.items() if any(number in row for row in rows.values())}
    lines = ["| | " + " | ".join(there.values()) + " |", "|---|" + "---|" * len(there)]
    for name, row in rows.items():
        lines.append(f"| {name} | " + " | ".join(str(row[n]) if n in row else "–" for n in there) + " |")
    return "\n".join(lines)


def _rates(samples: Sequence[Sample]) -> str:
    """One row a contender and rate: what happens as more is said."""
    heads = (
        "",
        "messages a second",
        "deliveries a second",
        "µs of CPU a delivery",
        "p50 (ms)",
        "p99 (ms)",
        "undelivered",
        "unanswered",
    )
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for name, row in by_contender(samples).items():
        for rate in [key.split("@")[1] for key in row if key.startswith("deliveries_per_s @")]:
            said = [
                row[f"{key} @{rate}"].median
                for key in ("deliveries_per_s", "cpu_us_per_delivery", "delay_p50_ms", "delay_p99_ms")
            ]
            left, refused = row[f"undelivered_share @{rate}"].median, row[f"refused @{rate}"].median
            cells = [name, rate.removesuffix("/s"), *map(short, said), f"{max(0.0, left):.0%}", short(refused)]
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def plots(kept: Kept) -> dict[str, str]:
    """The plots that the figures allow, by name."""
    drawn = {}
    if rows := kept.get("sound"):
        title, samples = next(iter(rows.items()))
        drawn["sound"] = svg.bars(f"Sound to {title}", "µs of CPU a listener and second", _bars(samples, "cpu_us_per_listener_s"))
    if rows := {title: samples for title, samples in kept.get("growth", {}).items() if title.endswith(" listeners")}:
        drawn["growth"] = svg.lines(
            "CPU a listener and second (µs), by listeners", "listeners", _series(rows, "cpu_us_per_listener_s")
        )
        drawn["growth-core"] = svg.lines("Share of a core (%), by listeners", "listeners", _series(rows, "cpu_percent"))
    for part, name, about, sizes, number in (
        ("chat", "chat", "CPU a delivery (µs)", "members", "cpu_us_per_delivery"),
        ("chat", "joining", "CPU a joining (ms)", "members", "join_cpu_ms_each"),
        ("pages", "pages", "CPU a request (ms)", "rows", "cpu_ms_per_request"),
    ):
        if rows := kept.get(part):
            drawn[name] = _grown(about, sizes, rows, number)
    return drawn


def _grown(about: str, sizes: str, rows: Mapping[str, Sequence[Sample]], number: str) -> str:
    """A line by size; bars of the first table where there is one size only."""
    series = _series(rows, number)
    if len({x for points in series.values() for x, _ in points}) > 1:
        return svg.lines(f"{about}, by {sizes}", sizes, series)
    title, samples = next(iter(rows.items()))
    return svg.bars(f"{about}, {title}", "", _bars(samples, number))


def _bars(samples: Sequence[Sample], number: str) -> dict[str, tuple[float, float, float]]:
    rows = {name: row[number] for name, row in by_contender(samples).items() if number in row}
    return {name: (min(one.values), one.median, max(one.values)) for name, one in rows.items()}


def _series(rows: Mapping[str, Sequence[Sample]], number: str) -> dict[str, list[tuple[float, float]]]:
    series: dict[str, list[tuple[float, float]]] = {}
    for title, samples in rows.items():
        size = float(title.split()[0].replace(",", ""))
        for name, row in by_contender(whole(samples)).items():
            if number in row:
                series.setdefault(name, []).append((size, row[number].median))
    return {name: sorted(points) for name, points in series.items()}


if __name__ == "__main__":
    main()
