"""The pages of a clean PDF as pictures, and the words on them."""

from pathlib import Path

import pypdfium2
from pypdfium2 import PdfDocument

from multaqa.contributions.papers.reasons import CannotPrepare

LONGER_SIDE = 1600
QUALITY = 82
MOST_LETTERS = 1_000_000


def draw(pdf: Path, folder: Path) -> list[str]:
    """Writes `1.webp`, `2.webp`, … and answers the text of each page. Raises CannotPrepare."""
    texts: list[str] = []
    left = MOST_LETTERS
    try:
        with PdfDocument(pdf) as document:
            for number, page in enumerate(document, start=1):
                _draw(page, folder / f"{number}.webp")
                texts.append(_text(page)[:left])
                left -= len(texts[-1])
                page.close()
    except pypdfium2.PdfiumError:
        raise CannotPrepare("broken") from None
    return texts


def _draw(page: pypdfium2.PdfPage, path: Path) -> None:
    width, height = page.get_size()
    scale = LONGER_SIDE / max(width, height, 1)
    page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB").save(path, "WEBP", quality=QUALITY, method=3)


def _text(page: pypdfium2.PdfPage) -> str:
    words = page.get_textpage()
    try:
        lines = words.get_text_bounded().replace("\r\n", "\n").replace("\f", " ").replace("\0", "").split("\n")
        return "\n".join(" ".join(line.split()) for line in lines).strip()
    finally:
        words.close()
