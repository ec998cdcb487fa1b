import datetime as dt

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from multaqa.accounts.domain import links
from multaqa.accounts.models import Person, PersonalLink

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(hind: Person, salma: Person) -> str:
    return links.make_link(hind, path="/me/", days=2, by=salma)[1]


def signed_in(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_looking_opens_nothing_and_pressing_does(browser: Client, hind: Person, address: str) -> None:
    page = browser.get(address)
    assert page.status_code == 200
    assert "دخول باسم <bdi>هند</bdi>" in page.content.decode()
    assert page["Referrer-Policy"] == "strict-origin"
    assert signed_in(browser) is None
    pressed = browser.post(address)
    assert (pressed.status_code, pressed["Location"]) == (302, "/me/")
    assert signed_in(browser) == str(hind.pk)
    assert PersonalLink.objects.get().last_used_at is not None


def test_it_opens_again_until_it_ends(browser: Client, hind: Person, address: str) -> None:
    browser.post(address)
    browser.post("/account/logout/")
    browser.post(address)
    assert signed_in(browser) == str(hind.pk)


def test_it_takes_the_place_of_whoever_was_signed_in(inside: Client, hind: Person, address: str) -> None:
    assert "سلمى العتيبي" in inside.get(address).content.decode()
    inside.post(address)
    assert signed_in(inside) == str(hind.pk)


def test_an_ended_link_says_when_and_tells_its_maker_once(browser: Client, address: str) -> None:
    PersonalLink.objects.update(until=timezone.now() - dt.timedelta(hours=1))
    page = browser.get(address)
    assert page.status_code == 410
    assert "انتهت صلاحية هذا الرابط في" in page.content.decode()
    assert "طلب رابط جديد" in page.content.decode()
    assert browser.post(address).status_code == 410
    assert signed_in(browser) is None
    for _ in range(2):
        assert browser.post(address, {"ask": "1"}).status_code == 302
    assert [(m.to, m.subject) for m in mail.outbox] == [(["salma@example.com"], "طلب رابط جديد")]


def test_a_replaced_link_is_no_door(browser: Client, salma: Person, address: str) -> None:
    links.replace_link(PersonalLink.objects.get(), by=salma)
    page = browser.get(address)
    assert page.status_code == 410
    assert "حلّ محل هذا الرابط رابط أحدث" in page.content.decode()


def test_an_unknown_link_is_nothing(browser: Client) -> None:
    assert browser.get("/l/made-up/").status_code == 404
    assert browser.post("/l/made-up/").status_code == 404


def test_another_site_cannot_press(address: str, nasser: Person) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(address).status_code == 403
    assert signed_in(strict) is None
