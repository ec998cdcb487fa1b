"""Keys for comparing text: two texts with one key read the same to a person, at a chosen strictness.

    strict_key   the same word, differently typed             may hold or hide a message
    broad_key    the same word, carelessly or slyly spelled   holds for a person to look at
    review_key   the same word with letters stretched         marks only
    rasm_key     the same word with its dots taken away       marks only, beside another sign

Each key is made out of the one before it, so whatever a stricter key takes for equal, a looser one does too. A key is
never shown. `KEY_VERSION` and `UNICODE_VERSION` are stored beside kept keys; when either moves, keys are made anew."""

from collections.abc import Callable

import regex

from multaqa.common.arabic.letters import BROAD, DROPPED, HAMZA, HIGH_HAMZA, RASM, STRICT
from multaqa.common.unicode import UNICODE_VERSION as UNICODE_VERSION
from multaqa.common.unicode import normalize

KEY_VERSION = 1

# s a l i m, s.a.l.i.m: three or more letters standing alone, one to three signs or spaces apart.
_SPELLED_OUT = regex.compile(r"(?<![\p{L}\p{Nd}])\p{L}(?:[^\p{L}\p{Nd}]{1,3}\p{L}(?![\p{L}\p{Nd}])){2,}")
# sal*im, sal❤im, sal_im: one sign (with its skin tone) inside a word.
_SIGN_INSIDE = regex.compile(r"(?<=\p{L})[\p{S}_*][\U0001F3FB-\U0001F3FF]?(?=\p{L})")
_NOT_LETTERS = regex.compile(r"\P{L}+")
_LONG_RUN = regex.compile(r"(\p{L})\1{2,}")
_RUN = regex.compile(r"(\p{L})\1+")
_READABLE = regex.compile(r"[\p{L}\p{N}]")


def strict_key(text: str) -> str:
    """The same word whatever the keyboard: marks, tatweel and unseen signs gone, foreign letter shapes made Arabic,
    spelled-out words joined, runs of three and more made one. Hamzas, ة and ى stay."""
    return _settled(lambda text: _joined(_strict_letters(text)), text)


def broad_key(text: str) -> str:
    """As `strict_key`, and hamzas, ة with ه, ى with ي, and Latin accents make no difference."""
    return _settled(lambda text: _joined(_broad_letters(_joined(_strict_letters(text)))), text)


def review_key(text: str) -> str:
    """As `broad_key`, and a doubled letter is one letter."""
    return _settled(lambda text: _RUN.sub(r"\1", broad_key(text)), text)


def rasm_key(text: str) -> str:
    """The undotted skeleton of `review_key`. Compared with other such keys only, never fed back into a key."""
    return review_key(text).translate(RASM)


def search_key(text: str) -> str:
    """The letters of `broad_key`, with words left as they were written: nothing joined, no run shortened."""
    return _settled(lambda text: _broad_letters(_strict_letters(text)), text)


def _settled(pass_over: Callable[[str], str], text: str) -> str:
    """Repeats a pass until nothing moves. One step may open the way for another: a mark gone lets two letters compose."""
    while (folded := pass_over(text)) != text:
        text = folded
    return text


def _strict_letters(text: str) -> str:
    # The high-hamza letters go first: NFKC would tear them in two. The others wait until their own hamzas are composed.
    plain = normalize("NFKC", text.translate(HIGH_HAMZA)).casefold()
    seen = normalize("NFC", plain).translate(DROPPED)
    return _one_spaced(normalize("NFC", seen.translate(STRICT)))


def _broad_letters(text: str) -> str:
    bare = normalize("NFD", text).translate(DROPPED).translate(BROAD)
    without_hamza = bare.replace(HAMZA, "")
    # A text of nothing but hamzas keeps them: no readable text may have an empty key.
    return normalize("NFC", _one_spaced(without_hamza if _READABLE.search(without_hamza) else bare))


def _one_spaced(text: str) -> str:
    return " ".join(text.split())


def _joined(text: str) -> str:
    text = _SIGN_INSIDE.sub("", text)
    text = _SPELLED_OUT.sub(lambda found: _NOT_LETTERS.sub("", found.group()), text)
    shortened: str = _LONG_RUN.sub(r"\1", text)
    return shortened
