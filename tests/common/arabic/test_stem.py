"""Light stems bring the forms of a word together."""

import pytest

from multaqa.common.arabic.stem import stem, stems


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("مكتبة", "مكتب"), ("والمكتبات", "مكتب"), ("بالمكتبة", "مكتب"), ("للمكتبات", "مكتب"), ("مكتبتها", "مكتبت"),
        ("المشرفون", "مشرف"), ("مشرفين", "مشرف"), ("الاجتماعات", "اجتماع"), ("غرفهم", "غرفهم"), ("room", "room"),
    ],
)  # fmt: skip
def test_forms_of_a_word_share_a_stem(text: str, expected: str) -> None:
    assert stems(text) == expected


def test_a_short_word_keeps_its_letters() -> None:
    assert [stem(word) for word in ("ولد", "الف", "ان", "هي", "")] == ["ولد", "الف", "ان", "هي", ""]


def test_a_text_is_stemmed_word_by_word() -> None:
    assert stems("  الجمعيةُ  العامّة ") == "جمع عام"
