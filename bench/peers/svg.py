"""Two kinds of plot as SVG, by hand. Colours are of the middle, so that they read on white and on black alike."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

WIDTH, HEIGHT = 720, 340
LEFT, RIGHT, TOP, BOTTOM = 70, 20, 46, 46
INK, GRID = "#808080", "#80808055"
COLOURS = ("#2f9e8f", "#c9772b", "#5b7fd1", "#b0559f", "#8a8f2c", "#777777", "#d0505a")

Points = Sequence[tuple[float, float]]


@dataclass
class Axis:
    """From data to pixels; logarithmic when asked."""

    values: Sequence[float]
    start: float
    end: float
    log: bool = False
    ticks: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        low, high = (min(self.values), max(self.values)) if self.log else (0.0, max(self.values))
        self.low, self.high = (low, high) if high > low else (low, low + 1)
        self.ticks = sorted(set(self.values)) if self.log else _round_steps(self.high)

    def at(self, value: float) -> float:
        """The pixel of a value."""
        low, high, value = (math.log(max(v, 1e-9)) if self.log else v for v in (self.low, self.high, value))
        return self.start + (value - low) / (high - low) * (self.end - self.start)


def lines(title: str, x_title: str, series: Mapping[str, Points], *, log_x: bool = True) -> str:
    """One line for each name; x mostly doubles, so it is logarithmic."""
    everything = [point for points in series.values() for point in points]
    across = Axis([x for x, _ in everything], LEFT, WIDTH - RIGHT, log=log_x)
    up = Axis([y for _, y in everything], HEIGHT - BOTTOM, TOP)
    parts = [*_frame(title, x_title, up), *(_x_tick(across.at(x), _short(x)) for x in across.ticks)]
    for number, points in enumerate(series.values()):
        colour = COLOURS[number % len(COLOURS)]
        dots = [(across.at(x), up.at(y)) for x, y in points]
        way = " ".join(f"{x:.1f},{y:.1f}" for x, y in dots)
        parts.append(f'<polyline points="{way}" fill="none" stroke="{colour}" stroke-width="2.5"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in dots]
    return _whole(parts + _legend(list(series)))


def bars(title: str, unit: str, values: Mapping[str, tuple[float, float, float]]) -> str:
    """One bar for each name to its median, with a thin line from its least to its most."""
    height = TOP + 34 * len(values) + 30
    across = Axis([most for _, _, most in values.values()], 210, WIDTH - 70)
    parts = [_text(LEFT - 60, 24, title, 15, "start"), _text(WIDTH - RIGHT, height - 8, unit, 12, "end")]
    for number, (name, (least, median, most)) in enumerate(values.items()):
        y, colour = TOP + 34 * number, COLOURS[0] if name.startswith("multaqa") else COLOURS[5]
        x = across.at(median)
        parts.append(_text(200, y + 15, name, 13, "end"))
        parts.append(f'<rect x="210" y="{y}" width="{x - 210:.1f}" height="20" rx="3" fill="{colour}"/>')
        parts.append(f'<path d="M{across.at(least):.1f} {y + 10}H{across.at(most):.1f}" stroke="{INK}" stroke-width="2"/>')
        parts.append(_text(max(x, across.at(most)) + 6, y + 15, _short(median), 12, "start"))
    return _whole(parts, height)


def _frame(title: str, x_title: str, up: Axis) -> list[str]:
    parts = [_text(10, 20, title, 15, "start"), _text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, x_title, 12, "middle")]
    for value in up.ticks:
        y = up.at(value)
        parts.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="{GRID}"/>')
        parts.append(_text(LEFT - 8, y + 4, _short(value), 12, "end"))
    return parts


def _legend(names: Sequence[str]) -> list[str]:
    parts, x = [], float(LEFT)
    for number, name in enumerate(names):
        parts.append(f'<circle cx="{x + 5:.1f}" cy="33" r="5" fill="{COLOURS[number % len(COLOURS)]}"/>')
        parts.append(_text(x + 14, 37, name, 12, "start"))
        x += 30 + 6.6 * len(name)
    return parts


def _x_tick(x: float, label: str) -> str:
    return _text(x, HEIGHT - BOTTOM + 18, label, 12, "middle")


def _text(x: float, y: float, text: str, size: int, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="{INK}">{escape(text)}</text>'


def _whole(parts: Sequence[str], height: float = HEIGHT) -> str:
    size = f'viewBox="0 0 {WIDTH} {height:g}" width="{WIDTH}" height="{height:g}"'
    body = "\n".join(parts)
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="system-ui, sans-serif" role="img">\n{body}\n</svg>\n'


def _round_steps(high: float) -> list[float]:
    step = 10 ** math.floor(math.log10(high)) if high > 0 else 1.0
    step = next(s for s in (step / 5, step / 2, step, step * 2) if high / s <= 6)
    return [step * i for i in range(int(high / step) + 1)]


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 or value == int(value) else f"{value:.2g}"
