import pytest
from django.test import Client

from multaqa.accounts.models import Person

pytestmark = pytest.mark.django_db

FORM = {
    "display_name": "سلمى العتيبي", "languages": "العربية، English", "language": "en", "time_zone": "Africa/Cairo",
    "calendar": "gregorian", "digits": "arab",
}  # fmt: skip


def test_choices_are_kept_and_used_at_once(inside: Client, salma: Person) -> None:
    saved = inside.post("/me/", FORM)
    assert (saved.status_code, saved["Location"]) == (302, "/me/")
    salma.refresh_from_db()
    assert {name: getattr(salma, name) for name in FORM} == FORM
    page = inside.get("/me/")
    assert page["Content-Language"] == "en"
    assert '<html lang="en" dir="ltr" data-digits="arab"' in page.content.decode()


def test_a_refused_name_keeps_nothing(inside: Client, salma: Person) -> None:
    inside.post("/me/", FORM | {"display_name": "سلمى الشمري", "language": "ar"})
    page = inside.post("/me/", FORM | {"display_name": "سلمى الدوسري", "language": "ar", "time_zone": "Asia/Dubai"})
    assert page.status_code == 422
    assert "يُغيَّر الاسم مرة في اليوم" in page.content.decode()
    salma.refresh_from_db()
    assert (salma.display_name, salma.time_zone) == ("سلمى الشمري", "Africa/Cairo")


def test_a_name_of_office_is_refused_with_its_reason(inside: Client, salma: Person) -> None:
    page = inside.post("/me/", FORM | {"display_name": "مشرف عام"})
    assert page.status_code == 422
    assert "هذا الاسم يدل على صفة" in page.content.decode()
    salma.refresh_from_db()
    assert (salma.display_name, salma.language) == ("سلمى العتيبي", "ar")


@pytest.mark.parametrize("field", ["time_zone", "calendar", "digits", "language"])
def test_what_is_not_offered_is_refused(inside: Client, salma: Person, field: str) -> None:
    assert inside.post("/me/", FORM | {field: "nowhere"}).status_code == 422


def test_a_stranger_is_asked_to_sign_in(browser: Client) -> None:
    assert browser.get("/me/")["Location"] == "/account/login/?next=/me/"


def test_leaving_asks_for_the_name_and_then_goes(inside: Client, salma: Person) -> None:
    page = inside.post("/me/leave/", {"name": "سلمى"})
    assert page.status_code == 422
    assert "ليس هذا اسمك كما هو مكتوب هنا" in page.content.decode()
    assert inside.post("/me/leave/", {"name": "سلمى العتيبي"})["Location"] == "/"
    assert inside.get("/me/").status_code == 302
    salma.refresh_from_db()
    assert salma.left_at is not None
