"""What an entry of the minutes reads like in a language."""

from typing import Any

from multaqa.assembly.domain import sentences_ar, sentences_en
from multaqa.assembly.models import Entry, Minutes
from multaqa.common.digits import digits_in_use, write_digits

LANGUAGES = ("ar", "en")


def sentence(entry: Entry, language: str) -> str:
    """What the secretary wrote in this language, else the sentence of what happened; what was written in the other language alone
    is better than nothing."""
    written, other = (entry.text_ar, entry.text_en) if language == "ar" else (entry.text_en, entry.text_ar)
    text = written or _said(entry.what, entry.facts, language) or other
    return written or write_digits(text, digits_in_use(language))


def title(minutes: Minutes, language: str) -> str:
    """What these minutes are called."""
    module = sentences_ar if language == "ar" else sentences_en
    sitting = minutes.sitting
    text = module.title({"kind": sitting.kind, "cycle": sitting.cycle.number})
    return write_digits(text, digits_in_use(language))


def _said(what: str, facts: dict[str, Any], language: str) -> str:
    said: str = (sentences_ar if language == "ar" else sentences_en).say(what, facts)
    return said
