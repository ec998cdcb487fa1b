"""Digits are of one kind on a line, the kind its reader reads."""

from contextvars import copy_context
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multaqa.common.digits import arabic_digits, digits_chosen, digits_in_use, format_number, latin_digits, write_digits


def test_digits_are_written_either_way() -> None:
    assert arabic_digits("البند 3 من 7") == "البند ٣ من ٧"
    assert latin_digits("البند ٣ من ۷") == "البند 3 من 7"
    assert write_digits("٣ of ۷ in 9", "arab") == "٣ of ٧ in ٩"
    assert write_digits("٣ of ۷ in 9", "latn") == "3 of 7 in 9"


@pytest.mark.parametrize(
    ("number", "arab", "latn"),
    [
        (0, "٠", "0"),
        (2400, "٢٬٤٠٠", "2,400"),
        (1234567, "١٬٢٣٤٬٥٦٧", "1,234,567"),
        (12.5, "١٢٫٥", "12.5"),
        (Decimal("1000.50"), "١٬٠٠٠٫٥٠", "1,000.50"),
        (-3, "\u061c-٣", "-3"),
    ],
)
def test_numbers_are_parted_for_reading(number: int | float | Decimal, arab: str, latn: str) -> None:
    assert format_number(number, "arab") == arab
    assert format_number(number) == latn


def test_digits_follow_the_language_until_somebody_chooses() -> None:
    assert [digits_in_use(language) for language in ("ar", "ar-MA", "en", "tr")] == ["arab", "arab", "latn", "latn"]
    with digits_chosen("latn"):
        assert digits_in_use("ar") == "latn"
        with digits_chosen(""):
            assert digits_in_use("ar") == "arab"
        assert digits_in_use("ar") == "latn"
    assert digits_in_use("ar") == "arab"


def test_one_persons_choice_is_not_anothers() -> None:
    with digits_chosen("arab"):
        elsewhere = copy_context()
    assert elsewhere.run(digits_in_use, "en") == "arab"
    assert digits_in_use("en") == "latn"


@given(st.text())
def test_going_over_and_back_loses_nothing(text: str) -> None:
    assert latin_digits(arabic_digits(text)) == latin_digits(text)
    assert write_digits(write_digits(text, "arab"), "latn") == write_digits(text, "latn")
