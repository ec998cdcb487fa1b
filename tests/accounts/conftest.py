"""People with and without accounts, and the mail they are sent."""

import re
from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client

from multaqa.accounts.models import Person


def member(name: str, email: str, **more: object) -> Person:
    person = Person.objects.new(name, email=email, **more)
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person


@pytest.fixture(autouse=True)
def _nobody_was_too_fast() -> None:
    """The limits of attempts are kept in the process's cache."""
    cache.clear()


@pytest.fixture
def salma(db: None) -> Person:
    return member("سلمى العتيبي", "salma@example.com", language="ar")


@pytest.fixture
def nasser(db: None) -> Person:
    """He runs the house."""
    return member("ناصر", "nasser@example.com", language="en", is_operator=True)


@pytest.fixture
def hind(db: None) -> Person:
    """A guest: no address, no account."""
    return Person.objects.new("هند", kind="guest")


@pytest.fixture
def browser(nasser: Person) -> Client:
    """Somebody's browser, in a house that has people."""
    return Client(headers={"accept-language": "ar"})


@pytest.fixture
def inside(browser: Client, salma: Person) -> Client:
    """Salma, signed in."""
    browser.force_login(salma, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


@pytest.fixture
def newest_code() -> Callable[[], str]:
    def read() -> str:
        found = re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", mail.outbox[-1].body, re.MULTILINE)
        assert found, mail.outbox[-1].body
        return found.group()

    return read
