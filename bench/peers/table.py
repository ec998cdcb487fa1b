"""The table that is printed, the ratios in its last line, and the figures kept for the page."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.peers.figures import Sample, Spread, by_contender, whole

# What a ratio is made of, by section: ours over theirs, so that less than 1 is good.
COMPARED = {
    "growth": "cpu_us_per_listener_s",
    "sound": "cpu_us_per_listener_s",
    "chat": "cpu_us_per_delivery",
    "pages": "cpu_ms_per_request",
}


def render(title: str, samples: Sequence[Sample]) -> str:
    """One row a number, one column a contender: least / median / most; below it ours over each of theirs."""
    rows = by_contender(samples)
    names = list(dict.fromkeys(name for row in rows.values() for name in row))
    head = ["", *rows]
    lines = [head] + [[name, *(str(row[name]) if name in row else "" for row in rows.values())] for name in names]
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
    text = [f"\n{title}", *("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)]
    text += [f"!! {sample.contender}: {sample.notes}" for sample in samples if sample.notes]
    for ratio, value in compared(title.split(":")[0], samples).items():
        text.append(f"   {ratio}: {value['median']} ({value['min']}–{value['max']})")
    return "\n".join(text)


def ratios(results: Mapping[str, Mapping[str, Sequence[Sample]]]) -> dict[str, Any]:
    """Ours over theirs, of the number that counts in each section."""
    return {
        section: {title: compared(section, samples) for title, samples in parts.items()} for section, parts in results.items()
    }


def keep(path: Path, results: Mapping[str, Mapping[str, Sequence[Sample]]], about: Mapping[str, str]) -> None:
    """Replaces the sections measured now in a file of figures; the others stay."""
    kept = json.loads(path.read_text()) if path.exists() else {}
    kept["about"] = dict(about)
    for section, parts in results.items():
        kept.setdefault(section, {}).update({title: [asdict(sample) for sample in samples] for title, samples in parts.items()})
    path.write_text(json.dumps(kept, indent=1) + "\n")


def compared(section: str, samples: Sequence[Sample]) -> dict[str, dict[str, float]]:
    """Of the number that counts: run by run, each of ours beside each of theirs."""
    number = COMPARED.get(section, "")
    runs = {name: row[number].values for name, row in by_contender(whole(samples)).items() if number in row}
    ours = {name: values for name, values in runs.items() if name.startswith("multaqa")}
    theirs = {name: values for name, values in runs.items() if not name.startswith("multaqa")}
    found = {}
    for mine, my_values in ours.items():
        for other, values in theirs.items():
            each = Spread([a / b for a, b in zip(my_values, values, strict=False) if b])
            if each.values:
                found[f"{mine} / {other}"] = {
                    "min": _round(min(each.values)), "median": _round(each.median), "max": _round(max(each.values)),
                }  # fmt: skip
    return found


def _round(value: float) -> float:
    return float(f"{value:.3g}")
