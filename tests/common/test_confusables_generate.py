"""The table of look-alikes is made from Unicode's file, and keeps only what the skeleton can use."""

from multaqa.common import confusables
from multaqa.common.confusables_generate import read_confusables, reduced, written

DATA = """\ufeff# confusables.txt
0430 ;\t0061 ;\tMA\t# ( а → a ) CYRILLIC SMALL LETTER A
0432 ;\t0299 ;\tMA\t# ( в → ʙ )
0412 ;\t0042 ;\tMA\t# ( В → B )
03BD ;\t0076 ;\tMA\t# ( ν → v )
039D ;\t004E ;\tMA\t# ( Ν → N )
006D ;\t0072 006E ;\tMA\t# ( m → rn )
043C ;\t0072 006E ;\tMA
0647 ;\t006F ;\tMA\t# ( ه → o )
067E ;\t0649 06DB ;\tMA\t# ( پ → ى )
06EE ;\t062F 0302 ;\tMA\t# ( ۮ → د )
0031 ;\t006C ;\tMA\t# ( 1 → l )
""".splitlines()


def test_what_is_kept_of_the_data() -> None:
    small, capitals = reduced(read_confusables(DATA))
    assert small == {"а": "a", "в": "b", "ν": "v", "м": "m", "ۮ": "د"}
    assert capitals == {"Ν": "n"}


def test_a_table_is_written_as_source() -> None:
    assert written("LOOKS", {"а": "a", "ɑ": "a"}) == '\nLOOKS = (\n    ("a", "\\u0251\\u0430"),\n)\n'


def test_the_table_in_the_house() -> None:
    looks = {letter: look for look, letters in confusables.LOOKS for letter in letters}
    assert confusables.UNICODE_CONFUSABLES == "15.0.0"
    assert {letter: looks[letter] for letter in "аеорсухіѕјһαορνιв"} == dict(
        zip("аеорсухіѕјһαορνιв", "aeopcyxisjhaopvib", strict=True)
    )
    assert not set("هاپچژڤگٹڑ") & set(looks)
    assert all(letter not in looks.values() for letter in looks)
