"""Opening an account, and coming in by the code of the mail."""

import datetime as dt
from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.common.names import name_key

pytestmark = pytest.mark.django_db


def who(client: Client) -> Person | None:
    return Person.objects.filter(pk=client.session.get("_auth_user_id")).first()


def test_salma_comes_in_by_the_code_of_her_mail(browser: Client, salma: Person, newest_code: Callable[[], str]) -> None:
    asked = browser.post("/account/login/?next=/me/", {"login": "salma@example.com", "next": "/me/"})
    assert (asked.status_code, asked["Location"]) == (302, "/account/login/code/confirm/?next=%2Fme%2F")
    code = newest_code()
    assert mail.outbox[-1].to == ["salma@example.com"]
    assert mail.outbox[-1].subject == f"\u200f{code} رمز دخولك إلى ملتقى"
    page = browser.get(asked["Location"])
    assert "salma@example.com" in page.content.decode()
    entered = browser.post("/account/login/code/confirm/", {"code": code, "next": "/me/"})
    assert (entered.status_code, entered["Location"]) == (302, "/me/")
    assert who(browser) == salma


def test_the_page_asks_for_the_address_alone(browser: Client) -> None:
    page = browser.get("/account/login/").content.decode()
    assert 'name="login"' in page
    assert 'name="password"' not in page
    assert 'name="remember"' not in page
    assert '<button type="submit" class="btn btn--tile">أرسل لي رمزًا</button>' in page


def test_a_wrong_code_opens_nothing(browser: Client, salma: Person) -> None:
    browser.post("/account/login/", {"login": "salma@example.com"})
    page = browser.post("/account/login/code/confirm/", {"code": "ZZZZZZ"})
    assert page.status_code == 200
    assert "ليس هذا هو الرمز" in page.content.decode()
    assert who(browser) is None


def test_an_unknown_address_looks_the_same_on_the_page(browser: Client) -> None:
    asked = browser.post("/account/login/", {"login": "nobody@example.com"})
    assert asked["Location"] == "/account/login/code/confirm/"
    assert mail.outbox[-1].subject == "لا حساب بهذا العنوان"
    assert "http://testserver/account/signup/" in mail.outbox[-1].body


def test_coming_in_leads_nowhere_else(browser: Client, salma: Person, newest_code: Callable[[], str]) -> None:
    browser.post("/account/login/", {"login": "salma@example.com", "next": "https://elsewhere.example/"})
    entered = browser.post("/account/login/code/confirm/", {"code": newest_code(), "next": "https://elsewhere.example/"})
    assert entered["Location"] == "/"


def test_who_left_gets_no_code(browser: Client, salma: Person) -> None:
    Person.objects.filter(pk=salma.pk).update(left_at=timezone.now(), email=None)
    EmailAddress.objects.filter(user=salma).delete()
    browser.post("/account/login/", {"login": "salma@example.com"})
    assert mail.outbox[-1].subject == "لا حساب بهذا العنوان"


def test_the_mail_speaks_its_readers_language(browser: Client, nasser: Person, newest_code: Callable[[], str]) -> None:
    browser.post("/account/login/", {"login": "nasser@example.com"})
    assert mail.outbox[-1].subject == f"{newest_code()} is your code for Multaqa"


def test_an_account_is_opened_with_a_name_and_a_code(browser: Client, newest_code: Callable[[], str]) -> None:
    given = {"display_name": "  ريم  الحربي ", "email": "Reem@Example.com"}
    opened = browser.post("/account/signup/", given)
    assert (opened.status_code, opened["Location"]) == (302, "/account/confirm-email/")
    assert mail.outbox[-1].subject == f"\u200f{newest_code()} رمز تأكيد عنوانك في ملتقى"
    assert newest_code() not in browser.get("/account/confirm-email/").content.decode()
    confirmed = browser.post("/account/confirm-email/", {"code": newest_code()})
    assert confirmed["Location"] == "/"
    reem = who(browser)
    assert reem is not None
    assert (reem.display_name, reem.name_key, reem.email) == ("ريم الحربي", name_key("ريم الحربي"), "reem@example.com")
    assert (reem.kind, reem.language, 1000 <= reem.number <= 9999) == ("member", "ar", True)
    assert reem.joined_at > timezone.now() - dt.timedelta(minutes=1)
    assert EmailAddress.objects.get(user=reem).verified


@pytest.mark.parametrize(
    ("name", "said"),
    [("مشرف", "هذا الاسم يدل على صفة"), ("ريــم", "ويمكنك أخذ هذا الاسم: ريم"), ("ر", "هذا الاسم قصير جدًا")],
)
def test_a_bad_name_opens_no_account(browser: Client, name: str, said: str) -> None:
    page = browser.post("/account/signup/", {"display_name": name, "email": "reem@example.com"})
    assert said in page.content.decode()
    assert not Person.objects.filter(email="reem@example.com").exists()
    assert mail.outbox == []


def test_a_known_address_is_told_by_mail_alone(browser: Client, salma: Person) -> None:
    opened = browser.post("/account/signup/", {"display_name": "ريم الحربي", "email": "salma@example.com"})
    assert opened["Location"] == "/account/confirm-email/"
    assert mail.outbox[-1].subject == "لك حساب عندنا"
    assert Person.objects.filter(display_name="ريم الحربي").count() == 0


def test_signing_out(inside: Client, salma: Person) -> None:
    assert who(inside) == salma
    inside.post("/account/logout/")
    assert who(inside) is None
