import json

import pytest
from django.test import Client

from multaqa.accounts.domain import links
from multaqa.accounts.domain.export import belongings
from multaqa.accounts.models import Person
from multaqa.common.names import name_key
from multaqa.rooms.domain import chat
from multaqa.rooms.domain.gatherings import open_gathering
from multaqa.rooms.models import Membership, Room

pytestmark = pytest.mark.django_db


def test_everything_of_hers_and_nothing_of_his(inside: Client, salma: Person, nasser: Person) -> None:
    room = Room.objects.create(slug="diwan", name="ديوان", name_key=name_key("ديوان"), offers="شعر", made_by=nasser)
    for person, role in ((nasser, "owner"), (salma, "member")):
        Membership.objects.create(room=room, person=person, role=role, by=nasser)
    gathering = open_gathering(room, title="سهرة", by=nasser)
    chat.say(gathering, "من سلمى", by=salma)
    chat.say(gathering, "من ناصر", by=nasser)
    link, address = links.make_link(salma, path="/rooms/diwan/", days=2, by=salma)

    response = inside.get("/me/export/")
    said = json.loads(response.content)

    assert response["Content-Disposition"].startswith('attachment; filename="multaqa-')
    assert set(said) == {
        "made_at", "person", "emails", "passkeys", "visits", "links",
        "memberships", "turns", "messages", "attendance", "sanctions", "rooms_made", "alliances_founded", "applications", "mandates",
        "offices",
    }  # fmt: skip
    assert said["person"]["display_name"] == "سلمى العتيبي"
    assert said["emails"] == [{"email": "salma@example.com", "verified": True, "primary": True}]
    assert [m["text"] for m in said["messages"]] == ["من سلمى"]
    assert [(m["room__name"], m["role"]) for m in said["memberships"]] == [("ديوان", "member")]
    assert [row["path"] for row in said["links"]] == ["/rooms/diwan/"]
    assert link.digest not in response.content.decode()
    assert "ناصر" not in response.content.decode()


def test_who_has_nothing_gets_empty_lists(hind: Person) -> None:
    kept = belongings(hind)
    assert [heading for heading, rows in kept.items() if rows == []] == [
        "emails", "passkeys", "visits", "links", "alliances_founded", "applications", "attendance", "mandates", "memberships",
        "messages", "offices", "rooms_made", "sanctions", "turns",
    ]  # fmt: skip


def test_a_stranger_is_asked_to_sign_in(browser: Client) -> None:
    assert browser.get("/me/export/").status_code == 302
