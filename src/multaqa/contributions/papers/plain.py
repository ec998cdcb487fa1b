"""Plain text read out: paragraphs, and the signs people put before headings and lists."""

import re
from collections.abc import Iterator

from multaqa.contributions.papers.blocks import MOST_LETTERS, Block
from multaqa.contributions.papers.kinds import as_text
from multaqa.contributions.papers.reasons import CannotPrepare

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*")
_ITEM = re.compile(r"[-*+•]\s+(.*)")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")


def read(data: bytes) -> list[Block]:
    """Its blocks. Raises CannotPrepare: not_text, no_text, too_heavy."""
    text = as_text(data)
    if text is None:
        raise CannotPrepare("not_text")
    if len(text) > MOST_LETTERS:
        raise CannotPrepare("too_heavy")
    blocks = list(_blocks(text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")))
    if not blocks:
        raise CannotPrepare("no_text")
    return blocks


def _blocks(text: str) -> Iterator[Block]:
    for part in re.split(r"\n[ \t]*\n", text):
        lines: list[str] = []
        for line in (line.strip() for line in part.split("\n")):
            own = _own(line)
            if own is None:
                lines += [line] if line else []
                continue
            yield from _paragraph(lines)
            lines = []
            yield own
        yield from _paragraph(lines)


def _own(line: str) -> Block | None:
    """A line that is a block by itself."""
    if heading := _HEADING.fullmatch(line):
        return Block(f"h{min(3, len(heading[1]))}", _BOLD.sub(r"\2", heading[2]))
    if item := _ITEM.fullmatch(line):
        return Block("li", _BOLD.sub(r"\2", item[1]))
    return None


def _paragraph(lines: list[str]) -> Iterator[Block]:
    if lines:
        yield Block("p", _BOLD.sub(r"\2", "\n".join(lines)))
