"""The pictures of the report, drawn here as SVG. They say nothing that a table beside them does not; whoever cannot see them is
told what they are. Right to left, time and bars begin at the right."""

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from multaqa.assembly.domain.report_presence import Moment
from multaqa.common.digits import digits_in_use, format_number, write_digits

# Units of the drawing: it is as wide as its column, and letters of 14 can be read on a phone.
WIDTH, ROW, BAR = 320, 44, 12
HEIGHT, BASE, TOP = 170, 140, 18
LONGEST_NAME = 26
Bar = tuple[str, int, str]


def bars(title: str, rows: Sequence[Bar], language: str) -> SafeString:
    """A bar a row: its name, how long, and the figure as it is written."""
    rtl, most = _is_rtl(language), max([size for _, size, _ in rows], default=0) or 1
    drawn = format_html_join("", "{}", ((_bar(number, row, most, rtl),) for number, row in enumerate(rows)))
    return _picture(title, len(rows) * ROW, rtl, drawn)


def _bar(number: int, row: Bar, most: int, rtl: bool) -> SafeString:
    name, size, figure = row
    top, length = number * ROW, round(WIDTH * size / most, 1)
    start, end = (WIDTH, 0) if rtl else (0, WIDTH)
    shown = name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
    return format_html(
        '<text x="{}" y="{}" text-anchor="start">{}</text><text class="figure" x="{}" y="{}" text-anchor="end">{}</text>'
        '<rect class="track" x="0" y="{}" width="{}" height="{}" rx="6"/><rect class="fill" x="{}" y="{}" width="{}" height="{}"'
        ' rx="6"/>',
        start, top + 16, shown, end, top + 16, figure, top + 23, WIDTH, BAR, WIDTH - length if rtl else 0, top + 23, length, BAR,
    )  # fmt: skip


def timeline(title: str, parts: Sequence[Moment], ended: dt.datetime, zone: str, language: str) -> SafeString:
    """How many were there, from the beginning to the end."""
    rtl, most = _is_rtl(language), max([part.present for part in parts], default=0) or 1
    digits = digits_in_use(language)
    points, step = [], WIDTH / max(1, len(parts))
    for number, part in enumerate(parts):
        high = round(BASE - (BASE - TOP) * part.present / most, 1)
        points += [(number * step, high), ((number + 1) * step, high)]
    placed = [(round(WIDTH - x if rtl else x, 1), y) for x, y in points]
    line = " ".join(f"{x:g},{y:g}" for x, y in placed)
    start, end = (WIDTH, 0) if rtl else (0, WIDTH)
    drawn = format_html(
        '<line class="grid" x1="0" y1="{top}" x2="{width}" y2="{top}"/><polygon class="area" points="{start},{base} {line} '
        '{end},{base}"/><polyline class="line" points="{line}"/><line class="axis" x1="0" y1="{base}" x2="{width}" y2="{base}"/>'
        '<text class="figure" x="{start}" y="{above}" text-anchor="start">{most}</text>'
        '<text x="{start}" y="{below}" text-anchor="start">{began}</text>'
        '<text x="{end}" y="{below}" text-anchor="end">{over}</text>',
        top=TOP, base=BASE, width=WIDTH, start=start, end=end, line=line, above=TOP - 5, below=BASE + 20,
        most=format_number(most, digits),
        began=write_digits(_clock(parts[0].at, zone), digits) if parts else "",
        over=write_digits(_clock(ended, zone), digits),
    )  # fmt: skip
    return _picture(title, HEIGHT, rtl, drawn)


def _picture(title: str, height: int, rtl: bool, drawn: SafeString) -> SafeString:
    return format_html(
        '<svg class="picture" role="img" viewBox="0 0 {} {}" direction="{}" aria-label="{}"><title>{}</title>{}</svg>',
        WIDTH, height, "rtl" if rtl else "ltr", title, title, drawn,
    )  # fmt: skip


def _is_rtl(language: str) -> bool:
    return language.split("-")[0] in ("ar", "fa", "he", "ur")


def _clock(moment: dt.datetime, zone: str) -> str:
    return moment.astimezone(ZoneInfo(zone)).strftime("%H:%M")
