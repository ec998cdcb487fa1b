"""What a file is, by what is in it. Its name only has to agree."""

import codecs
import os
from pathlib import PurePath
from typing import IO

MOST_BYTES = 20 * 1024 * 1024
MOST_PAGES = 200
LOOKED_AT = 256 * 1024
ENDINGS = {"pdf": ("pdf",), "docx": ("docx",), "txt": ("txt", "md", "markdown", "text")}
ALLOWED_CONTROLS = "\t\n\r\f"


def kind_of(file: IO[bytes]) -> str | None:
    """pdf, docx or txt; None for anything else. Reads the beginning and the end, and unpacks nothing: whether it can be opened
    is found out where it can do no harm."""
    file.seek(0)
    head = file.read(LOOKED_AT)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return "docx" if b"word/document.xml" in _tail(file) else None
    return "txt" if head and as_text(head, whole=len(head) < LOOKED_AT) is not None else None


def named_as(kind: str, name: str) -> bool:
    """Whether the name ends as files of this kind do."""
    return PurePath(name).suffix.lower().removeprefix(".") in ENDINGS[kind]


def as_text(data: bytes, *, whole: bool = True) -> str | None:
    """Text in UTF-8, in UTF-16 with its mark, or in the Arabic code page of Windows; None for what is no text. A beginning
    (`whole` False) may end in the middle of a letter."""
    utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if utf16 else ("utf-8-sig", "windows-1256"):
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(data, final=whole)
        except UnicodeDecodeError:
            continue
        return None if any(letter < " " and letter not in ALLOWED_CONTROLS for letter in text) else text
    return None


def _tail(file: IO[bytes]) -> bytes:
    """The end, where the list of what is packed stands."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - LOOKED_AT))
    return file.read()
