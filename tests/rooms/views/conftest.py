"""Browsers of the people of the room."""

from collections.abc import Callable

import pytest
from django.test import Client

from multaqa.accounts.models import Person
from multaqa.rooms.views.people import lookups


@pytest.fixture(autouse=True)
def _nobody_looked_up_too_much() -> None:
    """The buckets are the process's own, and numbers of people come again from test to test."""
    lookups._buckets.clear()


@pytest.fixture
def browser_of() -> Callable[..., Client]:
    """`browser_of(hall.sami)`: signed in; of None: nobody's."""

    def browser(person: Person | None, language: str = "ar") -> Client:
        client = Client(headers={"accept-language": language})
        if person is not None:
            client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return browser
