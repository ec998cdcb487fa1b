"""A PDF without anything that acts. What is drawn is copied piece by piece into a new file, by a list of what may come along;
whatever is not on the list (scripts, actions, attachments, forms, links, outside files, notes about the author) stays behind."""

from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from multaqa.contributions.papers.allowed import ALLOWED, NAMED
from multaqa.contributions.papers.kinds import MOST_PAGES
from multaqa.contributions.papers.reasons import CannotPrepare

MOST_PIECES = 200_000
DEEPEST = 60

DRAWN = ("/Image", "/Form")


def clean(source: Path, target: Path) -> int:
    """Writes the clean copy and answers how many pages it has. Raises CannotPrepare: encrypted, broken, no_pages,
    too_many_pages, too_heavy."""
    with _opened(source) as old, Pdf.new() as new:
        count = len(old.pages)
        if not count:
            raise CannotPrepare("no_pages")
        if count > MOST_PAGES:
            raise CannotPrepare("too_many_pages", most=MOST_PAGES)
        _flatten(old)
        copy = _Copy(new)
        for page in old.pages:
            new.pages.append(pikepdf.Page(new.make_indirect(_page(page, copy))))
        new.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
        return count


def _opened(source: Path) -> Pdf:
    try:
        opened = Pdf.open(source, suppress_warnings=True)
    except pikepdf.PasswordError:
        raise CannotPrepare("encrypted") from None
    except pikepdf.PdfError:
        raise CannotPrepare("broken") from None
    if opened.is_encrypted:
        # It opens without a password, and says what the reader may not do with it: that is its author's to take away.
        opened.close()
        raise CannotPrepare("encrypted")
    return opened


def _flatten(old: Pdf) -> None:
    """What was filled in or stamped becomes part of the page, as far as it can be drawn."""
    try:
        old.flatten_annotations("screen")
    except (pikepdf.PdfError, ValueError, RuntimeError):
        return


def _page(page: pikepdf.Page, copy: "_Copy") -> Dictionary:
    drawn = Dictionary(Type=Name.Page, MediaBox=_box(page.mediabox), CropBox=_box(page.cropbox))
    rotated = _inherited(page.obj, "/Rotate")
    drawn.Rotate = int(rotated) % 360 // 90 * 90 if isinstance(rotated, int) else 0
    drawn.Resources = copy.of(page.resources)
    contents = page.obj.get("/Contents")
    if isinstance(contents, Stream):
        drawn.Contents = copy.of(contents)
    elif isinstance(contents, Array):
        drawn.Contents = Array([copy.of(part) for part in contents if isinstance(part, Stream)])
    return drawn


def _inherited(node: Object, key: str) -> Any:
    """What a page takes from those above it."""
    above: Any = node
    for _ in range(DEEPEST):
        if not isinstance(above, Dictionary):
            break
        if key in above:
            return above[key]
        above = above.get("/Parent")
    return None


def _box(box: Any) -> Array:
    sides = [float(side) for side in box]
    if len(sides) != 4 or not all(abs(side) < 15_000 for side in sides):
        raise CannotPrepare("broken")
    if abs(sides[2] - sides[0]) < 1 or abs(sides[3] - sides[1]) < 1:
        raise CannotPrepare("broken")
    return Array(sides)


class _Copy:
    """Copies what is allowed into a new file, each shared piece once."""

    def __init__(self, new: Pdf) -> None:
        self._new = new
        self._done: dict[tuple[int, int], Object] = {}
        self._pieces = 0

    def of(self, piece: Any, depth: int = 0) -> Any:
        """The piece as it may stand in the new file; None for what may not."""
        self._pieces += 1
        if self._pieces > MOST_PIECES or depth > DEEPEST:
            raise CannotPrepare("too_heavy")
        if isinstance(piece, Stream | Dictionary | Array):
            key = piece.objgen
            if key == (0, 0):
                return self._copied(piece, depth)
            if key not in self._done:
                # A piece that is drawn with itself is no picture, but must not keep us for ever.
                self._done[key] = self._new.make_indirect(Dictionary())
                self._done[key] = self._indirect(self._copied(piece, depth))
            return self._done[key]
        return piece

    def _indirect(self, made: Any) -> Object:
        return made if isinstance(made, Stream) else self._new.make_indirect(made)

    def _copied(self, piece: Any, depth: int) -> Any:
        if isinstance(piece, Stream):
            return self._stream(piece, depth)
        if isinstance(piece, Array):
            return Array([self.of(part, depth + 1) for part in piece])
        return self._allowed(piece, depth)

    def _stream(self, piece: Stream, depth: int) -> Any:
        if "/F" in piece or (piece.get("/Type") == Name.XObject and str(piece.get("/Subtype")) not in DRAWN):
            return Dictionary()
        made = Stream(self._new, piece.read_raw_bytes())
        for key, value in self._allowed(piece, depth).items():
            made[key] = value
        return made

    def _allowed(self, piece: Any, depth: int) -> Dictionary:
        made = Dictionary()
        for key, value in piece.items():
            if key not in ALLOWED or key == "/Length":
                continue
            if key in NAMED and isinstance(value, Dictionary):
                made[key] = Dictionary({name: self.of(part, depth + 2) for name, part in value.items()})
            else:
                made[key] = self.of(value, depth + 1)
        return made
