"""What a name looks like, letter by letter, whatever it was typed with.

After Unicode's skeleton of confusable text (UTS #39), with what that data leaves out: Arabic is folded first, and a sign
that looks like two letters (I, l, 1, 0) is read by where it stands, since one reading for all would make Ali and Ail one."""

import regex

from multaqa.common.arabic.fold import broad_key
from multaqa.common.arabic.letters import DROPPED
from multaqa.common.confusables import CAPITAL_LOOKS, LOOKS
from multaqa.common.unicode import normalize

_LOOKS = {ord(letter): look for look, letters in LOOKS for letter in letters}
_CAPITAL_LOOKS = {ord(letter): look for look, letters in CAPITAL_LOOKS for letter in letters}
_DRAWN_AS_LETTERS = {"@": "a", "$": "s", "|": "l", "!": "i"}

_LETTERS = regex.compile(r"\p{L}+")
_WORD = regex.compile(r"[\p{L}\p{M}\p{Nd}]+")
_SIGN_BEFORE_LATIN = regex.compile(r"[@$|!](?=\p{Latin})")
# Also the Cyrillic, Greek and palochka capitals that are the same stroke.
_CAPITAL_I_INSIDE = regex.compile(r"(?<=\p{L})[I\u0406\u0399\u04c0]")
_LATIN_LETTER = regex.compile(r"\p{Latin}")
_LATIN = regex.compile(r"[a-z]")
_ARABIC = regex.compile(r"\p{Arabic}")
_RIGHT_TO_LEFT = regex.compile(r"[\p{bc=R}\p{bc=AL}]")
_RUN = regex.compile(r"(\p{L})\1+")

_ALONE = r"(?<!\d){}(?!\d)"
_LATIN_READINGS = (
    (regex.compile(_ALONE.format("0")), "o"),
    (regex.compile(_ALONE.format("(?:(?<=[aeiou])1|1(?=[aeiou]))")), "l"),
    (regex.compile(_ALONE.format("1")), "i"),
    # At the head of a word a stroke before a vowel is read l, before a consonant i: Ilham, and Layla with a capital i.
    (regex.compile(r"^i(?=[aeiou])"), "l"),
    (regex.compile(r"^l(?=[^aeiou])"), "i"),
    (regex.compile("rn"), "m"),
    (regex.compile("vv"), "w"),
)
_ARABIC_READINGS = ((regex.compile(_ALONE.format("1")), "ا"), (regex.compile(_ALONE.format("5")), "ه"))


def skeleton(name: str) -> str:
    """The letters and digits of a name as an eye takes them in, words joined, doubled letters made one.

    Words of right-to-left scripts stand first: «علي Ali» looks the same typed either way round."""
    seen = normalize("NFKC", name).translate(DROPPED)
    plain = _SIGN_BEFORE_LATIN.sub(lambda found: _DRAWN_AS_LETTERS[found.group()], seen)
    folded = broad_key(_LETTERS.sub(lambda found: _read_capitals(found.group()), plain))
    words = [_read_word(word) for word in _WORD.findall(folded)]
    words.sort(key=lambda word: _RIGHT_TO_LEFT.search(word) is None)
    squeezed: str = _RUN.sub(r"\1", "".join(words))
    return squeezed


def _read_capitals(word: str) -> str:
    """Case tells an eye what it no longer tells after folding: Ν is N, and ν is v."""
    shouted = word.isupper() and len(word) > 1
    if shouted or _LATIN_LETTER.search(word):
        word = word.translate(_CAPITAL_LOOKS)
    return word if shouted else str(_CAPITAL_I_INSIDE.sub("l", word))


def _read_word(word: str) -> str:
    word = word.translate(_LOOKS)
    readings = _LATIN_READINGS if _LATIN.search(word) else _ARABIC_READINGS if _ARABIC.search(word) else ()
    for seen, read in readings:
        word = seen.sub(read, word)
    return word
