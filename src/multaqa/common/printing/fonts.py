"""The one face of printed pages. Amiri, because of all faces tried it alone leaves words in the PDF that can be searched and
copied as they were written; other scripts fall to what the system has."""

from pathlib import Path

FOLDER = Path(__file__).parent / "fonts"
WEIGHTS = (400, 700)
# The face comes in three files a weight, each for its own letters. Under one name they would be taken for one file in the PDF,
# and letters of the one be drawn with the numbers of the other.
FAMILIES = {"arabic": "Amiri", "latin": "Amiri Latin", "latin-ext": "Amiri Latin Ext"}
RANGES = {
    "arabic": "U+0600-06FF, U+0750-077F, U+0870-08FF, U+200C-200E, U+2010-2011, U+FB50-FDFF, U+FE70-FEFC",
    "latin": "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-200B, U+2012-206F, U+20AC, U+2122, "
    "U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD",
    "latin-ext": "U+0100-0130, U+0132-0151, U+0154-02BA, U+1E00-1E9F, U+1EF2-1EFF, U+20A0-20AB, U+20AD-20C0, U+2113",
}


def font_files() -> dict[str, Path]:
    """The address of each file the drawing may open, and where it is."""
    return {path.as_uri(): path for path in sorted(FOLDER.glob("*.woff2"))}


def font_css() -> str:
    """The rules that give the face, and let the whole page stand in it."""
    faces = [
        f'@font-face {{ font-family: "{FAMILIES[letters]}"; font-weight: {weight}; font-style: normal; '
        f'src: url("{(FOLDER / f"amiri-{letters}-{weight}-normal.woff2").as_uri()}"); unicode-range: {ranges} }}'
        for weight in WEIGHTS
        for letters, ranges in RANGES.items()
    ]
    stack = ", ".join(f'"{family}"' for family in FAMILIES.values())
    # Pages choose no face: one named in a page would leave this order.
    return "\n".join([*faces, f"* {{ font-family: {stack}, serif !important; }}"])
