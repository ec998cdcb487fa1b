"""A room's picture in a bucket."""

import io

import pytest
from django.test import Client
from PIL import Image

from multaqa.accounts.models import Person
from multaqa.common.names import name_key
from multaqa.common.refusal import Refused
from multaqa.rooms.domain.emblem import remove_picture, set_picture
from multaqa.rooms.models import Membership, Room


def _png() -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(drawn, "PNG")
    return drawn.getvalue()


@pytest.fixture
def layla(db) -> Person:
    return Person.objects.new("ليلى")


@pytest.fixture
def room(layla) -> Room:
    room = Room.objects.create(slug="majlis", name="المجلس", name_key=name_key("المجلس"), offers="حوار", made_by=layla)
    Membership.objects.create(room=room, person=layla, role="owner", by=layla)
    return room


def test_a_picture_is_seen_at_every_node_and_gone_when_it_is_taken_away(
    room, layla, node_with_bucket, s3_server, django_capture_on_commit_callbacks
):
    node_with_bucket("a")
    with django_capture_on_commit_callbacks(execute=True):
        set_picture(room, _png(), by=layla)
    assert s3_server.names() == [f"files/{room.picture.name}"]
    node_with_bucket("b")
    room = Room.objects.get()
    answer = Client().get(room.picture.url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert b"".join(answer.streaming_content)[8:12] == b"WEBP"
    assert Client().get("/files/rooms/none.webp").status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        remove_picture(room, by=layla)
    assert s3_server.names() == []


def test_a_room_keeps_its_star_while_the_store_is_away(room, layla, node_with_bucket):
    node_with_bucket("a", away=True)
    with pytest.raises(Refused, match="files_away"):
        set_picture(room, _png(), by=layla)
    assert not Room.objects.get().picture
