"""A name is shown as it was written, or refused with a name that may be."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from multaqa.common.names import MOST, CleanName, NameRefused, clean_name, name_key
from multaqa.common.unicode import normalize

TRICKY_LETTERS = "سلمى عليAliЖΩ_.-١۲3ـ\u064e\u0651\u0301\u200c\u202e\u2800\u3164ﻣﷺ\ue000\ufe0f❤👍🏽\u0489\u0e17\u0e35\u0e48ａ①"
TRICKY = st.text(alphabet=st.sampled_from(TRICKY_LETTERS), max_size=48)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("  سلمى   الحربي ", "سلمى الحربي"), ("محمّد", "محمّد"), ("کریم", "کریم"), ("Zoe\u0308", "Zoë"), ("نور ❤️", "نور ❤️"), ("علي Ali", "علي Ali"),
        ("O'Neil-Haddad", "O'Neil-Haddad"), ("أبو خالد ٧", "أبو خالد ٧"), ("김철수", "김철수"), ("さくら花子", "さくら花子"), ("ที่รัก", "ที่รัก"),
        ("Иван", "Иван"), ("سُقيا", "سُقيا"), ("علي\nحسن", "علي حسن"),
    ],
)  # fmt: skip
def test_a_name_is_shown_as_it_was_written(name: str, text: str) -> None:
    assert clean_name(name) == CleanName(text, name_key(text))


@pytest.mark.parametrize(
    ("name", "code", "cleaned"),
    [
        ("\u202eسلمى", "name_bidi", "سلمى"),
        ("سلمى\u200f", "name_bidi", "سلمى"),
        ("سل\u2067مى", "name_bidi", "سلمى"),
        ("سل\u200cمى", "name_unseen", "سلمى"),
        ("سلمى\u2060", "name_unseen", "سلمى"),
        ("سلمى\u2800", "name_unseen", "سلمى"),
        ("سلمى\u3164", "name_unseen", "سلمى"),
        ("سلمى\u115f", "name_unseen", "سلمى"),
        ("سلمى\x07", "name_unseen", "سلمى"),
        ("سلمى\ufe0f", "name_unseen", "سلمى"),
        ("سلمى\U000e0041", "name_unseen", "سلمى"),
        ("سلـمى", "name_tatweel", "سلمى"),
        ("ﺳﻠﻤﻰ", "name_presentation", "سلمى"),
        ("سلمى ﷺ", "name_presentation", "سلمى صلى الله عليه وسلم"),
        ("𝓢𝓪𝓵𝓶𝓪", "name_presentation", "Salma"),
        ("Ｓａｌｍａ", "name_presentation", "Salma"),
        ("سلمى\ue000", "name_private", "سلمى"),
        ("سلمى\ufdd0", "name_private", "سلمى"),
        ("سلمى ١۲", "name_digits", "سلمى ١٢"),
        ("سَُلمى", "name_marks", "سَلمى"),
        ("محمَّد", "name_marks", "محمّد"),
        ("S\u0337\u0338\u0330alma", "name_marks", "S\u0337alma"),
        ("سلمى س\u20dd", "name_marks", "سلمى س"),
        ("\u2800\u2800", "name_empty", ""),
        ("\u3164\u3164", "name_empty", ""),
        ("ــــ", "name_empty", ""),
        ("   ", "name_empty", ""),
        ("\u064e\u064e", "name_empty", ""),
        ("", "name_empty", ""),
        ("س", "name_too_short", ""),
        ("٣٣٣", "name_letters", ""),
        ("❤❤❤", "name_letters", ""),
        ("سAlma", "name_scripts", ""),
        ("Sаlma", "name_scripts", ""),
        ("Αli", "name_scripts", ""),
        ("ꓢꓐ", "name_scripts", ""),
        ("س" * 40, "name_too_long", "س" * 32),
        ("سل\u200cAlma", "name_unseen", ""),
        ("ـ\u202eسلمى", "name_bidi", "سلمى"),
    ],
)
def test_a_name_that_breaks_a_rule_is_refused_with_a_better_one(name: str, code: str, cleaned: str) -> None:
    with pytest.raises(NameRefused) as refused:
        clean_name(name)
    assert (refused.value.code, refused.value.cleaned, refused.value.facts) == (code, cleaned, {"cleaned": cleaned})


def test_the_length_is_counted_as_people_count() -> None:
    assert clean_name("سّ" * MOST).text == "سّ" * MOST


@settings(max_examples=500, deadline=None)
@given(TRICKY | st.text(max_size=48))
def test_whatever_is_offered_passes(name: str) -> None:
    try:
        clean = clean_name(name)
    except NameRefused as refused:
        if refused.cleaned:
            assert clean_name(refused.cleaned).text == refused.cleaned
    else:
        assert clean_name(clean.text) == clean
        assert clean.key


@settings(max_examples=300, deadline=None)
@given(TRICKY | st.text(max_size=48))
def test_a_key_does_not_depend_on_how_letters_are_composed(name: str) -> None:
    assert name_key(normalize("NFC", name)) == name_key(normalize("NFD", name))
    assert len(name_key(name)) <= 2 * len(normalize("NFKD", name))
