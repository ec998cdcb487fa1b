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
    return written or drafted(entry, language) or other


def drafted(entry: Entry, language: str) -> str:
    """The sentence of what happened, whatever was written since; empty for a note of the secretary's."""
    return write_digits(_said(entry.what, entry.facts, language), digits_in_use(language))


def title(minutes: Minutes, language: str) -> str:
    """What these minutes are called."""
    return write_digits(_module(language).title(_of(minutes)), digits_in_use(language))


def approval(minutes: Minutes, language: str) -> str:
    """What the item of an agenda is called on which they are approved."""
    return write_digits(_module(language).approval(_of(minutes)), digits_in_use(language))


def answer(code: str, text: str, language: str) -> str:
    """What a choice of a vote is called: «موافق»; one with a text of its own by that."""
    return str(_module(language).ANSWERS.get(code, text))


def _of(minutes: Minutes) -> dict[str, Any]:
    return {"kind": minutes.sitting.kind, "cycle": minutes.sitting.cycle.number}


def _module(language: str) -> Any:
    return sentences_ar if language == "ar" else sentences_en


def _said(what: str, facts: dict[str, Any], language: str) -> str:
    return str(_module(language).say(what, facts))
