"""Writes `confusables.py` from the confusables of Unicode's security data:

    python -m multaqa.common.confusables_generate 15.0.0 confusables.txt > src/multaqa/common/confusables.py

Keeps letters that look like a small Latin letter, whatever their script, and extended Arabic letters that look like a
plain one with another mark. Left out: m (the data reads it as rn), I, l, i, 0 and 1, whose look depends on where they
stand; Arabic read as Latin (ه as o, ا as l), which merges names nobody confuses; and whatever folding changes first."""

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import regex

from multaqa.common.arabic.fold import broad_key
from multaqa.common.unicode import category, normalize

LETTERS_A_LINE = 12
LETTERS_OF_THEIR_OWN = frozenset("پچژڤگٹڑ")
_LATIN = regex.compile(r"[a-z]{1,2}")
_PLAIN_ARABIC = regex.compile(r"[\u0621-\u063a\u0641-\u064a]")
_ARABIC_LETTER = regex.compile(r"(?=\p{L})\p{Script=Arabic}")

HEADER = '''"""Letters that look like others. Made by `confusables_generate` from Unicode {version}; not edited by hand.

Derived from confusables.txt of the Unicode security data, copyright © Unicode, Inc., under the Unicode licence
(https://www.unicode.org/license.txt), whose notice is kept in UNICODE-LICENSE.txt beside this file."""

UNICODE_CONFUSABLES = "{version}"
'''


def read_confusables(lines: Iterable[str]) -> dict[str, str]:
    """Each character of the data with the text it looks like."""
    looks = {}
    for line in lines:
        fields = line.lstrip("\ufeff").split("#")[0].split(";")
        if len(fields) >= 2:
            looks[chr(int(fields[0], 16))] = "".join(chr(int(code, 16)) for code in fields[1].split())
    return looks


def reduced(looks: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The looks of folded letters, and of capitals whose small letter looks otherwise (Ν is N, ν is v)."""
    small = dict(_small_looks(looks))
    capitals = {
        capital: look.lower() for capital, look in looks.items() if regex.fullmatch("[A-Z]", look) and _is_capital(capital)
    }
    for capital, look in capitals.items():
        small.setdefault(capital.casefold(), look)
    return small, {capital: look for capital, look in capitals.items() if small[capital.casefold()] != look}


def _is_capital(letter: str) -> bool:
    """With a small letter of its own that folding leaves alone."""
    small = letter.casefold()
    return letter != small == broad_key(letter) and len(small) == 1 and not small.isascii()


def _small_looks(looks: dict[str, str]) -> Iterator[tuple[str, str]]:
    for letter, look in looks.items():
        if letter.isascii() or not category(letter).startswith("L") or broad_key(letter) != letter:
            continue
        bare = "".join(c for c in normalize("NFD", look.casefold()) if category(c).startswith("L"))
        if _ARABIC_LETTER.match(letter):
            base = broad_key(bare)
            is_extended = letter not in LETTERS_OF_THEIR_OWN and _PLAIN_ARABIC.fullmatch(letter) is None
            # ى in the data is the bare line of five letters, and stands for none of them.
            if is_extended and "ى" not in bare and _PLAIN_ARABIC.fullmatch(base):
                yield letter, base
        elif _LATIN.fullmatch(bare):
            yield letter, "m" if bare == "rn" else bare


def written(name: str, looks: dict[str, str]) -> str:
    """One table as source: pairs of a look and letters that have it."""
    by_look: dict[str, list[str]] = defaultdict(list)
    for letter, look in looks.items():
        by_look[look].append(letter)
    rows = (
        f'    ("{look}", "{_escaped(chunk)}"),\n'
        for look in sorted(by_look)
        for chunk in batched(sorted(by_look[look]), LETTERS_A_LINE)
    )
    return f"\n{name} = (\n{''.join(rows)})\n"


def batched(letters: list[str], size: int) -> Iterator[list[str]]:
    """Consecutive slices of at most `size`."""
    for start in range(0, len(letters), size):
        yield letters[start : start + size]


def _escaped(letters: list[str]) -> str:
    return "".join(f"\\u{ord(c):04x}" if ord(c) < 0x10000 else f"\\U{ord(c):08x}" for c in letters)


def main(version: str, path: str) -> None:
    """Prints the module."""
    small, capitals = reduced(read_confusables(Path(path).read_text("utf-8").splitlines()))
    sys.stdout.write(HEADER.format(version=version) + written("LOOKS", small) + written("CAPITAL_LOOKS", capitals))


if __name__ == "__main__":
    main(*sys.argv[1:3])
