"""One word, however it is typed, has one key; two words keep two, as long as the key is strict enough."""

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from multaqa.common.arabic.fold import broad_key, rasm_key, review_key, search_key, strict_key
from multaqa.common.unicode import normalize

KEYS = (strict_key, broad_key, review_key, search_key)
TRICKS = "".join(
    chr(code) for code in (*range(0x0600, 0x0700), *range(0x0750, 0x0780), 0x200C, 0x200D, 0x202E, 0x2764, 0xFE0F, 0x2800)
)
SLY = st.text(alphabet=st.sampled_from(TRICKS + " ._*-aeiouABCéßİı0123456789\u0301\u0654\ufefb\ufdfa"), max_size=24)
ANY = st.text(max_size=16) | SLY
UNSEEN = regex.compile(
    r"[\u0640\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u08d3-\u08ff\u115f\u1160\u3164\uffa0\p{Cf}\p{Mn}\p{Me}]"
)


@pytest.mark.parametrize(
    "typed",
    [
        "مُحَمَّد", "محـــمد", "مح\u200cمد", "مح\u202eمد", "م ح م د", "م.ح.م.د", "م - ح - م - د", "مح❤مد", "مح👍🏽مد", "مح_مد", "محمدددد",
        "ﻣﺤﻤﺪ", "محمڈ", "مح\u2060مد", "م\u034fحمد",
    ],
)  # fmt: skip
def test_one_word_however_typed_has_one_strict_key(typed: str) -> None:
    assert strict_key(typed) == "محمد"


@pytest.mark.parametrize(
    ("text", "strict", "broad", "review", "rasm"),
    [
        ("أحمد", "أحمد", "احمد", "احمد", "احمد"),
        ("آية", "آية", "ايه", "ايه", "اٮه"),
        ("ٱلرحمٰن", "الرحمن", "الرحمن", "الرحمن", "الرحمٮ"),
        ("مؤمنة", "مؤمنة", "مومنه", "مومنه", "مومٮه"),
        ("ليلى", "ليلى", "ليلي", "ليلي", "لٮلٮ"),
        ("سماء", "سماء", "سما", "سما", "سما"),
        ("کریم", "كريم", "كريم", "كريم", "كرٮم"),
        ("ہدیۃ", "هدية", "هديه", "هديه", "هدٮه"),
        ("پژچگ", "پژچگ", "پژچگ", "پژچگ", "ٮرحگ"),
        ("ذوالفقار", "ذوالفقار", "ذوالفقار", "ذوالفقار", "دوالڡڡار"),
        ("ممدوح", "ممدوح", "ممدوح", "مدوح", "مدوح"),
        ("٢٠١٥ ۱۲", "2015 12", "2015 12", "2015 12", "2015 12"),
        ("ۇ ٶ ٷ ٸ ٵ", "ويا", "ويا", "ويا", "وٮا"),
        ("Zoë", "zoë", "zoe", "zoe", "zoe"),
        ("ء", "ء", "ء", "ء", "ء"),
        ("ﷺ", "صلى الله عليه وسلم", "صلي الله عليه وسلم", "صلي اله عليه وسلم", "صلٮ اله علٮه وسلم"),
    ],
)
def test_the_table(text: str, strict: str, broad: str, review: str, rasm: str) -> None:
    assert (strict_key(text), broad_key(text), review_key(text), rasm_key(text)) == (strict, broad, review, rasm)


@pytest.mark.parametrize("apart", [("سمر", "ثمر"), ("على", "علا"), ("ربيع", "رفيع"), ("بارك", "پارك"), ("عمر", "عمرو")])
def test_other_words_keep_other_keys(apart: tuple[str, str]) -> None:
    assert broad_key(apart[0]) != broad_key(apart[1])
    assert review_key(apart[0]) != review_key(apart[1])


def test_two_letters_standing_alone_are_not_a_word() -> None:
    assert strict_key("س و") == "س و"
    assert strict_key("قال ب ت ثم") == "قال ب ت ثم"


def test_words_with_a_stop_between_them_stay_two() -> None:
    assert strict_key("سلام.عليكم") == "سلام.عليكم"


def test_numbers_are_not_shortened() -> None:
    assert review_key("١٠٠٠") == "1000"


def test_search_leaves_words_as_they_were_written() -> None:
    assert search_key("الأُمّـة  م.ح.م") == "الامه م.ح.م"
    assert search_key("طوووويل") == "طوووويل"


@settings(max_examples=400, deadline=None)
@given(ANY)
def test_a_key_is_its_own_key(text: str) -> None:
    for key in KEYS:
        assert key(key(text)) == key(text)


@settings(max_examples=400, deadline=None)
@given(ANY)
def test_what_can_be_read_has_a_key(text: str) -> None:
    if regex.search(r"[\p{L}\p{N}]", UNSEEN.sub("", normalize("NFKD", text))):
        for key in (*KEYS, rasm_key):
            assert regex.search(r"[\p{L}\p{N}]", key(text))


@settings(max_examples=400, deadline=None)
@given(ANY)
def test_both_canonical_forms_have_one_key(text: str) -> None:
    for key in (*KEYS, rasm_key):
        assert key(normalize("NFC", text)) == key(normalize("NFD", text)) == key(text)


@settings(max_examples=400, deadline=None)
@given(ANY)
def test_a_looser_key_parts_nothing_a_stricter_one_has_joined(text: str) -> None:
    """Reading a key instead of its text changes no looser key, so equal keys stay equal all the way."""
    assert broad_key(strict_key(text)) == broad_key(text)
    assert review_key(broad_key(text)) == review_key(text)
    assert rasm_key(review_key(text)) == rasm_key(text)
