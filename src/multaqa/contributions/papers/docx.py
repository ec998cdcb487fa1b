"""A Word file read out: its headings, paragraphs, list items and tables. Nothing else in it is opened: no pictures, no macros, no
files within it, no addresses it points to."""

import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from xml.parsers import expat

from multaqa.contributions.papers.blocks import MOST_BLOCKS, MOST_LETTERS, Block
from multaqa.contributions.papers.reasons import CannotPrepare

MOST_UNPACKED = 24 * 1024 * 1024
MOST_PARTS = 5000
DEEPEST = 200
WORDS = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
# The same once more for older programs; reading both would say everything twice.
FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
Start = Callable[[str, dict[str, str]], None]
_HEADING = re.compile(r"(?:heading|titre|عنوان)\s*([1-9])", re.IGNORECASE)


def read(path: Path) -> list[Block]:
    """Its blocks. Raises CannotPrepare: broken, encrypted, no_text, too_heavy."""
    try:
        with zipfile.ZipFile(path) as packed:
            if len(packed.infolist()) > MOST_PARTS:
                raise CannotPrepare("too_heavy")
            document = _part(packed, "word/document.xml")
            styles = _part(packed, "word/styles.xml") if "word/styles.xml" in packed.namelist() else b""
    except (zipfile.BadZipFile, KeyError, OSError, EOFError, ValueError, NotImplementedError):
        raise CannotPrepare("broken") from None
    blocks = _Document(_levels(styles)).read(document)
    if not any(block.text.strip() for block in blocks):
        raise CannotPrepare("no_text")
    return blocks


def _part(packed: zipfile.ZipFile, name: str) -> bytes:
    """What is unpacked is counted as it comes: the size a bomb claims is not believed."""
    info = packed.getinfo(name)
    if info.flag_bits & 1:
        raise CannotPrepare("encrypted")
    try:
        with packed.open(info) as part:
            data = part.read(MOST_UNPACKED + 1)
    except zlib.error:
        raise CannotPrepare("broken") from None
    if len(data) > MOST_UNPACKED:
        raise CannotPrepare("too_heavy")
    return data


def _parse(data: bytes, start: Start, end: Callable[[str], None], letters: Callable[[str], None]) -> None:
    """Reads XML that declares nothing: a declaration is how a file names entities that grow, or files of this machine."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, letters
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.ExternalEntityRefHandler = _refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        raise CannotPrepare("broken") from None


def _refuse(*_: object) -> int:
    raise CannotPrepare("broken")


def _word(name: str) -> str:
    """The name of an element or attribute of Word's own; empty for any other."""
    space, _, own = name.rpartition(" ")
    return own if space in WORDS else ""


def _value(attributes: dict[str, str]) -> str:
    return next((value for name, value in attributes.items() if _word(name) == "val"), "")


def _levels(styles: bytes) -> dict[str, int]:
    """The level of each style that makes a heading, by the name the file gives the style."""
    levels: dict[str, int] = {}
    style = ""

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal style
        match _word(name):
            case "style":
                style = next((value for key, value in attributes.items() if _word(key) == "styleId"), "")
            case "name" if style and (found := _HEADING.fullmatch(_value(attributes))):
                levels[style] = int(found[1])
            case "name" if style and _value(attributes).lower() == "title":
                levels[style] = 1
            case "outlineLvl" if style and _value(attributes).isdigit():
                levels.setdefault(style, int(_value(attributes)[:2]) + 1)

    if styles:
        _parse(styles, start, lambda name: None, lambda text: None)
    return {name: level for name, level in levels.items() if level < 10}


class _Document:
    """Walks through `word/document.xml`. Paragraphs may stand in cells, and cells in rows; a table within a cell is read as its
    paragraphs."""

    def __init__(self, levels: dict[str, int]) -> None:
        self._levels = levels
        self._blocks: list[Block] = []
        self._texts: list[list[str]] = []  # of the paragraphs we are in
        self._tags: list[str] = []
        self._cells: list[str] | None = None
        self._tables = self._depth = self._letters = 0
        self._skipping = 0
        self._writing = False

    def read(self, data: bytes) -> list[Block]:
        """Its blocks."""
        _parse(data, self._start, self._end, self._said)
        return self._blocks

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise CannotPrepare("too_heavy")
        if name == FALLBACK or self._skipping:
            self._skipping += 1
            return
        match _word(name):
            case "p":
                self._texts.append([])
                self._tags.append("p")
            case "t":
                self._writing = True
            case "tab":
                self._write(" ")
            case "br" | "cr":
                self._write("\n")
            case "pStyle" if self._tags and (level := self._levels.get(_value(attributes))):
                self._tags[-1] = f"h{min(3, level)}"
            case "numPr" if self._tags and self._tags[-1] == "p":
                self._tags[-1] = "li"
            case "tbl":
                self._tables += 1
            case "tr" if self._tables == 1:
                self._cells = []
            case "tc" if self._tables == 1 and self._cells is not None:
                self._cells.append("")

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._skipping:
            self._skipping -= 1
            return
        match _word(name):
            case "p" if self._texts:
                self._put(self._tags.pop(), "".join(self._texts.pop()).strip())
            case "t":
                self._writing = False
            case "tbl":
                self._tables -= 1
            case "tr" if self._tables == 1 and self._cells is not None:
                cells, self._cells = self._cells, None
                self._add(Block("row", "\t".join(cells)))

    def _said(self, text: str) -> None:
        if self._writing and not self._skipping:
            self._write(text)

    def _write(self, text: str) -> None:
        self._letters += len(text)
        if self._letters > MOST_LETTERS:
            raise CannotPrepare("too_heavy")
        if self._texts:
            self._texts[-1].append(text.replace("\t", " "))

    def _put(self, tag: str, text: str) -> None:
        """What a paragraph said, into its cell or by itself."""
        if not text:
            return
        if self._cells:
            self._cells[-1] = f"{self._cells[-1]}\n{text}".strip()
        else:
            self._add(Block(tag, text))

    def _add(self, block: Block) -> None:
        if len(self._blocks) >= MOST_BLOCKS:
            raise CannotPrepare("too_heavy")
        self._blocks.append(block)
