"""The demo is written as it would have happened: deeds are stamped with the moment they are told for."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from django.utils import timezone


@contextmanager
def moment(minutes_ago: float) -> Iterator[None]:
    """Deeds inside are stamped that many minutes ago."""
    with at_moment(dt.datetime.now(dt.UTC) - dt.timedelta(minutes=minutes_ago)):
        yield


@contextmanager
def at_moment(at: dt.datetime) -> Iterator[None]:
    """Deeds inside are stamped with this moment."""
    with mock.patch.object(timezone, "now", return_value=at):
        yield
