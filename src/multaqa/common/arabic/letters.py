"""The one table of Arabic letters behind every key: which shape counts as which letter, and how loosely."""

from multaqa.common.unicode import category

HAMZA = "\u0621"

# Shapes of other languages and old hands, read as the Arabic letter they stand for. پ چ ژ ڤ گ ٹ ڑ are letters of their own.
_FOREIGN_SHAPES = {
    "ا": "\u0671\u0672\u0673\u0675\u0773\u0774",
    "و": "\u0676\u0677\u06c4\u06c5\u06c6\u06c7\u06c8\u06c9\u06ca\u06cb\u06cf",
    "ي": "\u0620\u063d\u063e\u063f\u0678\u06cc\u06ce\u06d0\u06d1\u06d2\u06d3\u06cd\u077a\u077b",
    "ك": "\u063b\u063c\u06a9\u06aa\u06ab\u06ac\u06ad\u06ae\u0762\u0763\u0764\u077f",
    "ه": "\u06be\u06c0\u06c1\u06c2\u06d5\u06ff",
    "ة": "\u06c3",
    "ن": "\u06ba\u06bb\u06bc\u06bd",
    "ل": "\u06b5\u06b6\u06b7\u06b8\u076a",
    "ر": "\u0692\u0693\u0694\u0695\u0696\u075b\u076b\u076c",
    "ز": "\u0697",
    "د": "\u0688\u0689\u068a",
    "ف": "\u06a1\u06a2\u06a3\u06a5",
    "ق": "\u066f\u06a7\u06a8",
    "س": "\u069a",
    "ش": "\u06fa\u075c",
    "ص": "\u069d",
    "ض": "\u06fb",
    "غ": "\u06fc",
    "ب": "\u066e",
    HAMZA: "\u0674",
}
# What ordinary careless spelling confuses. The hamza of أ إ آ ؤ ئ is a mark once taken apart, and falls with the marks.
_CARELESS = {"ي": "ى", "ه": "ة"}
# The bare line under the dots.
_DOTLESS = {"\u066e": "بتثنيپ", "ح": "جخچ", "د": "ذ", "ر": "زژ", "س": "ش", "ص": "ض", "ط": "ظ", "ع": "غ", "\u06a1": "فق"}


def _by_shape(classes: dict[str, str]) -> dict[int, str]:
    return {ord(shape): letter for letter, shapes in classes.items() for shape in shapes}


_DIGITS = {zero + value: str(value) for zero in (0x0660, 0x06F0) for value in range(10)}

STRICT = _by_shape(_FOREIGN_SHAPES) | _DIGITS
HIGH_HAMZA = {code: STRICT[code] for code in range(0x0675, 0x0679)}
BROAD = _by_shape(_CARELESS)
RASM = _by_shape(_DOTLESS)

# Seen by nobody, or drawn upon a letter.
_UNSEEN = (
    (0x00AD, 0x00AD), (0x034F, 0x034F), (0x0610, 0x061A), (0x061C, 0x061C), (0x0640, 0x0640), (0x064B, 0x065F),
    (0x0670, 0x0670), (0x06D6, 0x06ED), (0x08D3, 0x08FF), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
    (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x2800, 0x2800), (0x3164, 0x3164), (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xE0000, 0xE0FFF),
)  # fmt: skip
_UNSEEN_CODES = frozenset(code for first, last in _UNSEEN for code in range(first, last + 1))
_UNSEEN_CATEGORIES = frozenset({"Cf", "Mn", "Me"})


class _Dropped(dict[int, int | None]):
    """A table for `str.translate` that asks about each character once."""

    def __missing__(self, code: int) -> int | None:
        unseen = code in _UNSEEN_CODES or category(chr(code)) in _UNSEEN_CATEGORIES
        self[code] = None if unseen else code
        return self[code]


DROPPED = _Dropped()
