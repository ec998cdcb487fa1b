"""The two ways of writing digits, ٠١٢ and 012, and which of them whoever is being served reads."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal
from typing import Literal

Digits = Literal["arab", "latn"]

ARABIC_DIGIT_LANGUAGES = frozenset({"ar", "ckb", "ps", "sd", "ur"})

_TO_ARABIC = {ord("0") + value: chr(0x0660 + value) for value in range(10)}
_TO_LATIN = {zero + value: str(value) for zero in (0x0660, 0x06F0) for value in range(10)}
# The letter mark keeps the sign before its number in a right-to-left line.
_ARABIC_SIGNS = {ord(","): "٬", ord("."): "٫", ord("-"): "\u061c-"}

_chosen: ContextVar[Digits | None] = ContextVar("digits_chosen", default=None)


def arabic_digits(text: str) -> str:
    """The text with ASCII digits written ٠–٩."""
    return text.translate(_TO_ARABIC)


def latin_digits(text: str) -> str:
    """The text with Arabic-Indic and extended Arabic-Indic digits written 0–9."""
    return text.translate(_TO_LATIN)


def write_digits(text: str, digits: Digits) -> str:
    """The text with all its digits of one kind."""
    plain = latin_digits(text)
    return arabic_digits(plain) if digits == "arab" else plain


def format_number(number: int | float | Decimal, digits: Digits = "latn") -> str:
    """A number for reading: 12,345.6 or ١٢٬٣٤٥٫٦."""
    written = f"{number:,}"
    return arabic_digits(written.translate(_ARABIC_SIGNS)) if digits == "arab" else written


def digits_in_use(language: str) -> Digits:
    """What the person being served has chosen, else what their language is written with."""
    return _chosen.get() or ("arab" if language.split("-")[0] in ARABIC_DIGIT_LANGUAGES else "latn")


@contextmanager
def digits_chosen(digits: str) -> Iterator[None]:
    """Serves somebody who has chosen `arab` or `latn`; an empty choice leaves it to the language."""
    token = _chosen.set("arab" if digits == "arab" else "latn" if digits == "latn" else None)
    try:
        yield
    finally:
        _chosen.reset(token)
