"""The one edition of Unicode the house reads text by, newer than the interpreter's own and the same on every machine."""

from typing import Literal

import unicodedata2

UNICODE_VERSION: str = unicodedata2.unidata_version


def normalize(form: Literal["NFC", "NFD", "NFKC", "NFKD"], text: str) -> str:
    """The text in one of Unicode's four normal forms."""
    normal: str = unicodedata2.normalize(form, text)
    return normal


def category(character: str) -> str:
    """The two letters of a character's general category: `Lu`, `Mn`, `Cf`."""
    letters: str = unicodedata2.category(character)
    return letters
