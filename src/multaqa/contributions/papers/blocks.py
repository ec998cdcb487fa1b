"""What a text is made of, whatever file it stood in: headings, paragraphs, list items, rows of tables. And its page of HTML."""

import unicodedata
from collections.abc import Iterable
from html import escape
from typing import NamedTuple

MOST_LETTERS = 400_000
MOST_BLOCKS = 20_000
TAGS = {"h1", "h2", "h3", "p", "li", "row"}
STYLE = """
@page { size: A4; margin: 24mm 22mm; @bottom-center { content: counter(page, NUMERALS); font-size: 10pt } }
body { font-size: 14pt; line-height: 1.75 }
h1 { font-size: 22pt; line-height: 1.4 } h2 { font-size: 18pt } h3 { font-size: 15pt }
h1, h2, h3 { margin: 1em 0 .4em; break-after: avoid } p { margin: 0 0 .7em; orphans: 2; widows: 2 }
.rtl { direction: rtl; text-align: right } .ltr { direction: ltr; text-align: left }
ul { margin: 0 0 .7em; padding: 0 1.4em } table { inline-size: 100%; border-collapse: collapse; margin: 0 0 1em }
td { border: .5pt solid #777; padding: .3em .6em; vertical-align: top }
"""


class Block(NamedTuple):
    """`tag` is one of TAGS; a row's cells are joined by tabs. A break of a line is a line feed."""

    tag: str
    text: str


def as_page(blocks: Iterable[Block]) -> str:
    """A whole HTML document. Nothing that was written is taken for markup."""
    parts, inside = [], ""
    blocks = list(blocks)
    numerals = "arabic-indic" if not blocks or _side(blocks[0].text) == "rtl" else "decimal"
    for block in blocks:
        around = {"li": "ul", "row": "table"}.get(block.tag, "")
        if around != inside:
            parts.append((f"</{inside}>" if inside else "") + (f'<{around} class="{_side(block.text)}">' if around else ""))
            inside = around
        parts.append(_written(block))
    if inside:
        parts.append(f"</{inside}>")
    style = STYLE.replace("NUMERALS", numerals)
    return f'<!doctype html><html><head><meta charset="utf-8"><style>{style}</style></head><body>{"".join(parts)}</body></html>'


def _written(block: Block) -> str:
    if block.tag == "row":
        cells = "".join(f'<td class="{_side(cell)}">{_lines(cell)}</td>' for cell in block.text.split("\t"))
        return f"<tr>{cells}</tr>"
    return f'<{block.tag} class="{_side(block.text)}">{_lines(block.text)}</{block.tag}>'


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _side(text: str) -> str:
    """By its first letter that has a direction; Arabic when there is none."""
    for letter in text:
        side = unicodedata.bidirectional(letter)
        if side in ("R", "AL"):
            return "rtl"
        if side == "L":
            return "ltr"
    return "rtl"
