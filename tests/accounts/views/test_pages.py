"""Every page of an account opens, in Arabic, and leaves no word untranslated."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from multaqa.accounts.models import Person

pytestmark = pytest.mark.django_db


def words(page: str) -> str:
    """What is read on the page: neither tags, nor scripts, nor what is meant to be Latin, as addresses are."""
    main = page[page.index("<main") : page.index("</main>")]
    main = re.sub(r"<(script|select|code|bdi|noscript)\b.*?</\1>", " ", main, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>|\S+@\S+", " ", main).split())


@pytest.mark.parametrize("path", ["/account/login/", "/account/signup/", "/account/login/code/", "/l/nothing/"])
def test_doors_speak_arabic(browser: Client, path: str) -> None:
    page = browser.get(path).content.decode()
    assert '<html lang="ar" dir="rtl"' in page
    assert re.findall(r"[A-Za-z]{3,}", words(page)) == []
    assert page.count("<h1>") == 1
    assert "{{" not in page
    assert "{%" not in page
    assert "تسجيل" not in words(page)


@pytest.mark.parametrize(
    "path",
    [
        "/me/", "/me/leave/", "/account/email/", "/account/logout/", "/account/2fa/", "/account/2fa/webauthn/",
        "/account/2fa/webauthn/add/", "/account/sessions/",
    ],
)  # fmt: skip
def test_rooms_of_ones_own_speak_arabic(browser: Client, salma: Person, newest_code: Callable[[], str], path: str) -> None:
    browser.post("/account/login/", {"login": "salma@example.com"})
    browser.post("/account/login/code/confirm/", {"code": newest_code()})
    answer = browser.get(path)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert re.findall(r"[A-Za-z]{3,}", words(page)) == []
    assert page.count("<h1>") == 1
    assert "{{" not in page
    assert "{%" not in page
    assert "تسجيل" not in words(page)


def test_every_field_has_a_label(inside: Client) -> None:
    page = inside.get("/me/").content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    labelled = set(re.findall(r'<label[^>]* for="([^"]+)"', main))
    fields = re.findall(r"<(?:input|select|textarea)\b(?![^>]*type=\"hidden\")[^>]*\bid=\"([^\"]+)\"", main)
    assert fields
    assert set(fields) <= labelled
