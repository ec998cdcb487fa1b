"""`python -m multaqa.contributions.papers.press KIND SOURCE FOLDER`: makes a paper of a file, in a process that has little
memory, little time and no settings. Into the folder come `paper.pdf`, a picture of each page, `text.txt`, and at last
`result.json`: {"pages": n}, or {"why": code} when it cannot be done."""

import json
import os
import resource
import sys
from pathlib import Path

from multaqa.common.background import step_back
from multaqa.contributions.papers.blocks import Block
from multaqa.contributions.papers.reasons import CannotPrepare

MOST_SECONDS = 180
MOST_MEMORY = 2048 * 1024**2
MOST_FILE = 128 * 1024**2
DRAWING_SECONDS = 90
RESULT, PDF, TEXT = "result.json", "paper.pdf", "text.txt"


def main(kind: str, source: Path, folder: Path) -> None:
    """Makes it, or says why not."""
    _limit()
    try:
        result: dict[str, object] = {"pages": press(kind, source, folder)}
    except CannotPrepare as error:
        result = {"why": error.code}
    except (MemoryError, RecursionError):
        result = {"why": "too_heavy"}
    except Exception as error:
        # What is wrong with a stranger's file is told by its kind alone: its words do not belong in our log.
        print(f"A paper could not be prepared: {type(error).__name__}", file=sys.stderr)
        result = {"why": "broken"}
    _settle(folder)
    (folder / RESULT).write_text(json.dumps(result))


def press(kind: str, source: Path, folder: Path) -> int:
    """The pages made. Raises CannotPrepare."""
    from multaqa.contributions.papers import docx, plain
    from multaqa.contributions.papers.cleaning import clean
    from multaqa.contributions.papers.pictures import draw
    from multaqa.contributions.papers.words import as_text, shared_out

    pdf = folder / PDF
    if kind == "pdf":
        clean(source, pdf)
        texts = draw(pdf, folder)
    else:
        blocks = docx.read(source) if kind == "docx" else plain.read(source.read_bytes())
        printed = _printed(blocks, folder)
        clean(printed, pdf)
        printed.unlink()
        texts = shared_out(as_text(blocks), draw(pdf, folder))
    (folder / TEXT).write_text("\f".join(texts), encoding="utf-8", errors="replace")
    return len(texts)


def _printed(blocks: list[Block], folder: Path) -> Path:
    from multaqa.common.printing import CannotPrint, to_pdf
    from multaqa.contributions.papers.blocks import as_page

    printed = folder / "printed.pdf"
    try:
        printed.write_bytes(to_pdf(as_page(blocks), seconds=DRAWING_SECONDS))
    except CannotPrint as error:
        print(f"A paper could not be printed: {error.code}", file=sys.stderr)
        codes = {"libraries_missing": "no_printing", "too_long": "too_heavy"}
        raise CannotPrepare(codes.get(error.code, "broken")) from None
    return printed


def _limit() -> None:
    """A file made to be endless ends here: by its share of the processor, its memory, or what it writes."""
    step_back()
    os.umask(0o077)
    for what, most in (
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_FSIZE, MOST_FILE),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (allowed, allowed))


def _settle(folder: Path) -> None:
    """On the disk before anybody is told of it."""
    for path in folder.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
