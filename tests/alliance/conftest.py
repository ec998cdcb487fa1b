"""An alliance and browsers of its people."""

from collections.abc import Callable

import pytest
from django.test import Client

from multaqa.accounts.models import Person
from tests.alliance.world import World, found_world


@pytest.fixture
def world(db) -> World:
    """Three rooms are enough for most stories."""
    return found_world(rooms=3)


@pytest.fixture
def browser_of() -> Callable[..., Client]:
    """`browser_of(world.coordinator)`: signed in; of None: nobody's."""

    def browser(person: Person | None, language: str = "ar") -> Client:
        client = Client(headers={"accept-language": language})
        if person is not None:
            client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return browser
