"""What a page shows is what its reader reads."""

import datetime as dt

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from multaqa.common.digits import digits_chosen
from multaqa.common.hijri import calendar_chosen

MOMENT = dt.datetime(2026, 11, 28, 20, 0, tzinfo=dt.UTC)


def drawn(expression: str, value: object, language: str = "ar", zone: str = "Asia/Riyadh") -> str:
    page = Template("{% load common %}{{ value|" + expression + " }}")
    with translation.override(language), timezone.override(zone):
        return page.render(Context({"value": value}))


def test_digits_follow_language_and_choice() -> None:
    assert drawn("digits", 2026) == "٢٠٢٦"
    assert drawn("digits", "10:30", "en") == "10:30"
    with digits_chosen("latn"):
        assert drawn("digits", "٣ من 7") == "3 من 7"
    assert drawn("digits", None) == ""


def test_digits_do_not_unescape() -> None:
    assert drawn("digits", "<b>1</b>") == "&lt;b&gt;١&lt;/b&gt;"


def test_quantities_are_parted() -> None:
    assert drawn("number", 2400) == "٢٬٤٠٠"
    assert drawn("number", 2400, "en") == "2,400"
    assert drawn("number", None) == ""


def test_a_hijri_day_is_the_readers_day() -> None:
    assert drawn("hijri", MOMENT) == "السبت ١٨ جمادى الآخرة ١٤٤٨هـ"
    assert drawn("hijri", MOMENT, zone="Asia/Karachi") == "الأحد ١٩ جمادى الآخرة ١٤٤٨هـ"
    assert drawn("hijri", dt.date(2026, 11, 28), "en") == "Saturday 18 Jumada al-Akhirah 1448 AH"
    assert drawn("hijri", None) == ""


def test_when_it_is() -> None:
    assert drawn("when", MOMENT) == "السبت ١٨ جمادى الآخرة ١٤٤٨هـ الموافق ٢٨ نوفمبر ٢٠٢٦م، ١١:٠٠ ليلًا"
    assert drawn('when:"مكة المكرمة"', MOMENT).endswith("١١:٠٠ ليلًا بتوقيت مكة المكرمة")
    assert drawn("when", MOMENT.date(), "en") == "Saturday 18 Jumada al-Akhirah 1448 AH (28 November 2026)"
    assert drawn("when", None) == ""
    with calendar_chosen("gregorian"):
        assert drawn("when", MOMENT, "en") == "Saturday 28 November 2026, 11:00 pm"


@pytest.mark.parametrize(
    ("name", "shown"), [("سلمى", "<bdi>سلمى</bdi>"), ("<script>", "<bdi>&lt;script&gt;</bdi>"), (None, "<bdi>None</bdi>")]
)
def test_a_name_is_isolated_and_escaped(name: object, shown: str) -> None:
    assert drawn("isolate", name) == shown
