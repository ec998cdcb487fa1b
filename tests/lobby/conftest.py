"""A house with people, rooms of which some are live, and browsers at its door."""

import json
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from multaqa.accounts.models import Person
from multaqa.common.arabic.fold import search_key
from multaqa.common.names import name_key
from multaqa.lobby import doorkeeper
from multaqa.rooms.domain.gatherings import open_gathering
from multaqa.rooms.models import Membership, Room


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """The cache and the buckets of the door belong to the process and outlive a test."""
    cache.clear()
    for buckets in (doorkeeper.tickets, doorkeeper.names, doorkeeper.words):
        buckets._buckets.clear()


@pytest.fixture
def sami(db) -> Person:
    """Owns every room of these stories."""
    return Person.objects.new("سامي", email="sami@example.org")


@pytest.fixture
def build(sami) -> Callable[..., Room]:
    """`build("مرافئ", live=True)`: a room of Sami's."""

    def build(name: str, *, live: bool = False, offers: str = "حديث المساء", **fields: object) -> Room:
        slug = "-".join(name.split())
        words = search_key(f"{name} {offers}")
        room = Room.objects.create(
            slug=slug, name=name, name_key=name_key(name), offers=offers, search_text=words, made_by=sami, **fields
        )
        Membership.objects.create(room=room, person=sami, role="owner", by=sami)
        if live:
            open_gathering(room, title="سهرة", by=sami)
        return room

    return build


@pytest.fixture
def visitor(db) -> Client:
    """A browser nobody has signed in with."""
    return Client(HTTP_ACCEPT_LANGUAGE="ar")


@pytest.fixture
def post() -> Callable[..., object]:
    """Posts JSON and reads the answer: (status, body)."""

    def post(client: Client, address: str, body: object = None) -> tuple[int, dict]:
        answer = client.post(address, data=json.dumps(body) if body is not None else "", content_type="application/json")
        return answer.status_code, answer.json()

    return post
