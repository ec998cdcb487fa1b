"""A call that is open, in an alliance of three rooms."""

import datetime as dt

import pytest
from django.utils import timezone

from multaqa.contributions.models import Call
from tests.alliance.world import found_world


@pytest.fixture
def world(db):
    return found_world(3)


@pytest.fixture
def call(world):
    now = timezone.now()
    return Call.objects.create(
        alliance=world.alliance, title="طرائق جديدة", opens_at=now - dt.timedelta(days=1), closes_at=now + dt.timedelta(days=5),
        made_by=world.coordinator,
    )  # fmt: skip
