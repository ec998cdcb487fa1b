"""The pages' pace of looking up addresses, fresh for each story."""

import pytest

from multaqa.rooms.views.people import lookups


@pytest.fixture(autouse=True)
def _nobody_looked_up_too_much() -> None:
    """The buckets are the process's own, and numbers of people come again from test to test."""
    lookups._buckets.clear()
