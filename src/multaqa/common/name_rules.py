"""What a name on the screen may be made of. A name that breaks a rule is refused with the nearest one that does not."""

from collections.abc import Callable
from typing import NamedTuple

import regex

from multaqa.common.refusal import Refused
from multaqa.common.skeleton import skeleton
from multaqa.common.unicode import category, normalize

LEAST, MOST = 2, 32  # graphemes
LEAST_LETTERS = 2


class CleanName(NamedTuple):
    """A name that may be shown, and its key."""

    text: str
    key: str


class NameRefused(Refused):
    """`code` is one of CODES. `cleaned` is a name to offer instead, and passes itself; empty when there is none."""

    def __init__(self, code: str, cleaned: str) -> None:
        super().__init__(code, cleaned=cleaned)
        self.cleaned = cleaned


CODES: dict[str, str] = {
    "name_private": "This name holds characters that have no agreed shape.",
    "name_bidi": "This name holds signs that turn the direction of writing.",
    "name_unseen": "This name holds characters that cannot be seen.",
    "name_tatweel": "Write the name without stretching its letters.",
    "name_presentation": "This name holds letters from a decorative set; write it with ordinary ones.",
    "name_digits": "This name mixes two kinds of Arabic digits.",
    "name_marks": "A letter of this name carries more than one mark.",
    "name_empty": "Nothing of this name can be seen.",
    "name_letters": "A name has at least two letters.",
    "name_scripts": "A word of this name mixes two scripts.",
    "name_too_short": "This name is too short.",
    "name_too_long": "This name is longer than 32 characters.",
}

_SCRIPTS = [
    "Latin", "Arabic", "Cyrillic", "Greek", "Hebrew", "Armenian", "Georgian", "Ethiopic", "Devanagari", "Bengali",
    "Gurmukhi", "Gujarati", "Oriya", "Tamil", "Telugu", "Kannada", "Malayalam", "Sinhala", "Thai", "Lao", "Tibetan",
    "Myanmar", "Khmer", "Thaana", "Syriac", "Tifinagh", "Nko", "Adlam", "Mongolian",
]  # fmt: skip
# Japanese and Korean are written in several scripts at once; ʻ and ʼ are letters of Latin words.
_WRITINGS = [rf"\p{{scx={script}}}\p{{M}}" for script in _SCRIPTS if script != "Latin"] + [
    r"\p{scx=Latin}\p{M}ʻʼ",
    r"\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{M}",
    r"\p{scx=Han}\p{scx=Hangul}\p{scx=Bopomofo}\p{M}",
]
_ONE_SCRIPT = regex.compile("|".join(f"[{writing}]+" for writing in _WRITINGS))
_LETTERS = regex.compile(r"\p{L}[\p{L}\p{M}]*")
_LETTER = regex.compile(r"\p{L}")
_GRAPHEME = regex.compile(r"\X")

_PRIVATE = regex.compile(r"[\p{Co}\p{Cn}\p{Cs}]")
_BIDI = regex.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# The variation selector that makes a sign an emoji may stay after a sign.
_UNSEEN = regex.compile(
    r"[\p{Cf}\p{Cc}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0\ufe00-\ufe0e\U000e0100-\U000e01ef]"
    r"|(?<!\p{So})\ufe0f"
)
_TATWEEL = regex.compile("\u0640")
# One mark on a letter; two where vowels are themselves marks. None upon nothing, and no rings around letters.
_CROWDED = regex.compile(r"(?<=[\p{Arabic}\p{Latin}\p{Cyrillic}\p{Greek}\p{Hebrew}])\p{Mn}{2,}")
_STRAY_MARKS = regex.compile(r"(?<=\p{L}\p{Mn}{2})\p{Mn}+|\p{Me}|(?<=^|[^\p{L}\p{M}])(?!\ufe0f)\p{Mn}+")
_SHADDA = "\u0651"
_ARABIC_DIGIT, _EXTENDED_DIGIT = regex.compile("[\u0660-\u0669]"), regex.compile("[\u06f0-\u06f9]")
_TO_ARABIC_DIGITS = {0x06F0 + value: chr(0x0660 + value) for value in range(10)}


def name_key(name: str) -> str:
    """What two names share when an eye takes one for the other. At most twice as long as the name."""
    return skeleton(name)


def clean_name(name: str) -> CleanName:
    """The name as it may be shown: composed (NFC), spaces single. Refuses with NameRefused, naming the first rule broken."""
    cleaned, broken = _repaired(_spaced(normalize("NFC", name)))
    if not name_key(cleaned) and not any(category(c)[0] in "NSP" for c in cleaned):
        raise NameRefused("name_empty", "")
    misshapen = _shape_refusal(cleaned)
    if broken is None and misshapen is None:
        return CleanName(cleaned, name_key(cleaned))
    offered = _spaced("".join(_GRAPHEME.findall(cleaned)[:MOST]))
    raise NameRefused(broken or misshapen or "", "" if _shape_refusal(offered) else offered)


def _repaired(text: str) -> tuple[str, str | None]:
    """The text with every mendable fault mended, and the code of the first. One repair may uncover another."""
    first: str | None = None
    before = None
    while before != text:
        before = text
        for code, repair in _REPAIRS:
            repaired = _spaced(normalize("NFC", repair(text)))
            if repaired != text:
                text, first = repaired, first or code
    return text, first


def _shape_refusal(text: str) -> str | None:
    graphemes = len(_GRAPHEME.findall(text))
    if graphemes < LEAST:
        return "name_too_short"
    if len(_LETTER.findall(text)) < LEAST_LETTERS or not name_key(text):
        return "name_letters"
    if any(_ONE_SCRIPT.fullmatch(word) is None for word in _LETTERS.findall(text)):
        return "name_scripts"
    return "name_too_long" if graphemes > MOST else None


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _one_kind_of_digits(text: str) -> str:
    mixed = _ARABIC_DIGIT.search(text) and _EXTENDED_DIGIT.search(text)
    return text.translate(_TO_ARABIC_DIGITS) if mixed else text


def _one_mark_a_letter(text: str) -> str:
    # A shadda is the mark that makes another word of it; a vowel goes first.
    one: str = _CROWDED.sub(lambda found: _SHADDA if _SHADDA in found.group() else found.group()[0], text)
    return str(_STRAY_MARKS.sub("", one))


def _without(pattern: "regex.Pattern[str]") -> Callable[[str], str]:
    return lambda text: str(pattern.sub("", text))


_REPAIRS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("name_private", _without(_PRIVATE)),
    ("name_bidi", _without(_BIDI)),
    ("name_unseen", _without(_UNSEEN)),
    ("name_tatweel", _without(_TATWEEL)),
    ("name_presentation", lambda text: normalize("NFKC", text)),
    ("name_digits", _one_kind_of_digits),
    ("name_marks", _one_mark_a_letter),
)
