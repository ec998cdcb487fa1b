"""Words in a mail, where no page says which way they run: a subject, a name in a sentence."""

import unicodedata

from django.utils.translation import get_language_bidi

RIGHT_TO_LEFT, LEFT_TO_RIGHT = "\u200f", "\u200e"
_ISOLATES = {"\u2066", "\u2067", "\u2068"}
_END = "\u2069"


def directed(line: str) -> str:
    """A line that runs the way of the language in force, whatever it begins with: mail clients go by its first letter."""
    first = _first_direction(line)
    if first is None or first == get_language_bidi():
        return line
    return (RIGHT_TO_LEFT if get_language_bidi() else LEFT_TO_RIGHT) + line


def name(text: str) -> str:
    """A name between marks, when it runs the other way: it cannot turn the words around it."""
    turns = any(_runs_right_to_left(letter) is (not get_language_bidi()) for letter in text)
    return f"\u2068{text}\u2069" if turns else text


def _first_direction(line: str) -> bool | None:
    """Whether its first letter outside of isolates runs right to left."""
    depth = 0
    for letter in line:
        depth += (letter in _ISOLATES) - (letter == _END)
        runs = _runs_right_to_left(letter)
        if depth == 0 and runs is not None:
            return runs
    return None


def _runs_right_to_left(letter: str) -> bool | None:
    kind = unicodedata.bidirectional(letter)
    return True if kind in ("R", "AL") else False if kind == "L" else None
