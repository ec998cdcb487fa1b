"""From which state a mandate goes where; and whatever people press, a room has one delegate and one alternate."""

from collections import Counter

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from multaqa.alliance.domain import mandates
from multaqa.alliance.models import Mandate
from multaqa.common.refusal import Refused
from tests.alliance.world import found_world, new_person

STATES = ("proposed", "active", "declined", "withdrawn", "suspended", "swapped", "ended")
# What each deed makes of each state; a code is a refusal.
TABLE = {
    "accept": "active active mandate_over mandate_over mandate_over mandate_over mandate_over",
    "decline": "declined mandate_over declined mandate_over mandate_over mandate_over mandate_over",
    "withdraw": "withdrawn mandate_over mandate_over withdrawn mandate_over mandate_over mandate_over",
    "end": "mandate_not_active ended mandate_not_active mandate_not_active ended mandate_not_active ended",
    "suspend": "mandate_not_active suspended mandate_not_active mandate_not_active suspended mandate_not_active mandate_not_active",
    "resume": "mandate_not_active mandate_not_active mandate_not_active mandate_not_active active mandate_not_active mandate_not_active",
}


@pytest.mark.parametrize("deed", TABLE)
def test_every_deed_in_every_state(db, deed):
    world = found_world(rooms=1)
    series, room, owner, huda = world.make_series(), world.rooms[0], world.owners[0], new_person("هدى")
    deeds = {
        "accept": lambda row: mandates.accept(row, by=huda),
        "decline": lambda row: mandates.decline(row, by=huda),
        "withdraw": lambda row: mandates.withdraw(row, by=owner),
        "end": lambda row: mandates.end(row, by=owner),
        "suspend": lambda row: mandates.suspend(row, why="سفر", by=owner),
        "resume": lambda row: mandates.resume(row, by=owner),
    }
    came_to = []
    for state in STATES:
        row = Mandate.objects.create(series=series, room=room, person=huda, state=state, proposed_by=owner, ended_by=owner)
        try:
            came_to.append(deeds[deed](row).state)
        except Refused as refused:
            came_to.append(refused.code)
        Mandate.objects.all().delete()
    assert came_to == TABLE[deed].split()


@pytest.fixture
def stage(db):
    """Two rooms, their owners, and four people anybody may name."""
    world = found_world(rooms=2)
    return world, world.make_series(), [new_person(name) for name in ("هدى", "طارق", "منى", "فهد")]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["propose", "propose", "accept", "accept", "decline", "withdraw", "end", "suspend", "resume", "swap"]),
        st.integers(0, 1), st.integers(0, 3), st.sampled_from(["delegate", "alternate"]), st.integers(0, 30),
    ),
    max_size=25,
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_is_pressed_one_person_speaks(stage, steps):
    world, series, people = stage
    with transaction.atomic():
        for step in steps:
            press(world, series, people, *step)
            look_at(Mandate.objects.all())
        transaction.set_rollback(True)


def press(world, series, people, deed, room, person, role, nth):
    room, owner, person = world.rooms[room], world.owners[room], people[person]
    rows = list(Mandate.objects.order_by("pk").select_related("person", "room"))
    row = rows[nth % len(rows)] if rows else None
    try:
        with transaction.atomic():
            if deed == "propose":
                mandates.propose(series, room, person, role, by=owner)
            elif deed == "swap":
                mandates.swap(series, room, by=owner)
            elif row is not None and deed in ("accept", "decline"):
                getattr(mandates, deed)(row, by=row.person)
            elif row is not None:
                more = {"why": "سبب"} if deed == "suspend" else {}
                getattr(mandates, deed)(row, **more, by=world.owners[world.rooms.index(row.room)])
    except Refused:
        pass


def look_at(rows):
    rows = list(rows)
    active = [row for row in rows if row.state == "active"]
    assert max(Counter((row.room_id, row.role) for row in active).values(), default=1) == 1
    assert max(Counter(row.person_id for row in active).values(), default=1) == 1
    for row in rows:
        assert (row.until is None) == (row.state in ("active", "proposed"))
        assert row.since is not None or row.state in ("proposed", "declined", "withdrawn")
        assert row.followed_by_id is None or row.state in ("ended", "swapped", "suspended")
