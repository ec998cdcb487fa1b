"""What a measurement gives, and many of them together."""

import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field


@dataclass
class Sample:
    """One contender, measured once: numbers by name. `notes` is what must be known to read them."""

    contender: str
    numbers: dict[str, float]
    notes: str = ""


NOT_ALL = "NOT ALL WAS HEARD"


def whole(samples: Iterable["Sample"]) -> list["Sample"]:
    """Those whose crowd got everything: what half a crowd cost is no cost of the whole one."""
    return [sample for sample in samples if not sample.notes.startswith(NOT_ALL)]


@dataclass
class Spread:
    """Least, median and most of several runs."""

    values: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    def __str__(self) -> str:
        if len(self.values) < 2:
            return short(self.median)
        return f"{short(min(self.values))} / {short(self.median)} / {short(max(self.values))}"


def short(value: float) -> str:
    """Three figures, no exponent."""
    if value != value:
        return "–"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def quantile(values: Sequence[float], percent: float) -> float:
    """The value below which `percent` of them lie; NaN of nothing."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))] if ordered else float("nan")


def interleaved(contenders: Iterable[Callable[[], Sample]], runs: int, say: Callable[[str], None]) -> list[Sample]:
    """A, B, C, A, B, C … so that what else the machine does falls on all alike. Who fails is said, and not asked again."""
    asked, samples = list(contenders), []
    for number in range(runs):
        for contender in list(asked):
            try:
                sample = contender()
            except Exception as error:  # a peer that breaks must not take the others' figures with it
                asked.remove(contender)
                name = getattr(contender, "name", repr(contender))
                say(f"  !! {name} FAILED: {type(error).__name__}: {error}")
                samples.append(Sample(name, {}, f"FAILED: {type(error).__name__}: {error}"))
                continue
            said = "  ".join(f"{name} {short(value)}" for name, value in sample.numbers.items())
            say(f"  run {number + 1}  {sample.contender}: {said}")
            samples.append(sample)
    return samples


def by_contender(samples: Iterable[Sample]) -> dict[str, dict[str, Spread]]:
    """name → number → its spread, in the order of first appearance."""
    table: dict[str, dict[str, Spread]] = {}
    for sample in samples:
        row = table.setdefault(sample.contender, {})
        for name, value in sample.numbers.items():
            row.setdefault(name, Spread()).values.append(value)
    return table
