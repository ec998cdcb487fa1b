"""Whatever is sent to the doors that answer programs, the answer is one of theirs."""

import json

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from multaqa.lobby import doorkeeper
from tests.rooms.conftest import build_hall

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(max_size=8), inside, max_size=4),
    max_leaves=8,
)
bodies = (
    st.binary(max_size=300)
    | anything.map(lambda value: json.dumps(value).encode())
    | st.builds(lambda name: json.dumps({"name": name}).encode(), anything)
)
slugs = st.sampled_from(["diwan", "no-such-room", "ديوان", "..", "%00"]) | st.text("abc-./%أبج", min_size=1, max_size=12)


@pytest.mark.django_db
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    slug=slugs,
    door=st.sampled_from(["ticket", "name", "word"]),
    body=bodies,
    kind=st.sampled_from(["application/json", "text/plain", ""]),
)
def test_a_door_answers_anything(db, slug, door, body, kind):
    from multaqa.rooms.models import Room

    if not Room.objects.filter(slug="diwan").exists():
        build_hall()
    for buckets in (doorkeeper.tickets, doorkeeper.names, doorkeeper.words):
        buckets._buckets.clear()
    response = Client(raise_request_exception=True).post(f"/rooms/{slug}/{door}", data=body, content_type=kind)
    assert response.status_code in (200, 301, 302, 400, 403, 404, 405, 413, 422, 429)
    if response.headers["Content-Type"].startswith("application/json"):
        assert json.loads(response.content)
