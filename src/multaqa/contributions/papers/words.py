"""The words of a text on the pages it was printed on. They are taken from the text itself: what is read back out of a printed
page has its vowel signs elsewhere, or other letters for them."""

from collections.abc import Iterable
from itertools import accumulate

from multaqa.contributions.papers.blocks import Block

NEAR = 120


def as_text(blocks: Iterable[Block]) -> str:
    """What the blocks say, each in a line of its own."""
    return "\n".join(block.text.replace("\t", " · ") for block in blocks)


def shared_out(text: str, pages: list[str]) -> list[str]:
    """The text, cut where the pages end: `pages` are what was read back out of each. Cuts fall between lines or words."""
    have, ends = _letters(text), list(accumulate(_letters(page) for page in pages))
    if not have or not ends or not ends[-1]:
        return [text, *("" for _ in pages[1:])]
    cuts = [0, *(_cut(text, have * end // ends[-1]) for end in ends[:-1]), len(text)]
    return [text[begin : max(begin, end)].strip() for begin, end in zip(cuts, cuts[1:], strict=False)]


def _letters(text: str) -> int:
    return sum(letter.isalpha() for letter in text)


def _cut(text: str, letters: int) -> int:
    """The place after so many letters, moved to the end of a line that is near, or else of the word."""
    place = 0
    for place, letter in enumerate(text):  # noqa: B007
        if letters <= 0:
            break
        letters -= letter.isalpha()
    for sign, most in (("\n", NEAR), (" ", len(text))):
        found = text.find(sign, place)
        if 0 <= found - place <= most:
            return found
    return len(text)
