"""The same evening over the same wire, with PostgreSQL behind it."""

import json

import psycopg
import pytest

from tests import postgresql
from tests.rehearse.test_command import rehearse


@pytest.fixture(scope="module")
def empty_database():
    """The database of a private server that waits for the disk, as a real one does."""
    server = postgresql.start(fsync="on", full_page_writes="on")
    yield server.url
    server.close()


def test_an_evening_on_postgresql_loses_nothing(settings_of, empty_database):
    asked = ("--listeners", "40", "--speakers", "2", "--writers", "4", "--seconds", "8", "--database", empty_database)
    done = rehearse(settings_of(), *asked)
    assert done.returncode == 0, done.stderr
    numbers = json.loads(done.stdout.splitlines()[-1])
    assert (numbers["joined"], numbers["lost"], numbers["duplicated"]) == (40, 0, 0)
    assert numbers["acknowledged"] > 5
    with psycopg.connect(empty_database) as connection:
        assert connection.execute("SELECT count(*) > 0 FROM django_migrations").fetchone() == (True,)
        still_there = connection.execute("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'multaqa'").fetchone()
    assert still_there == (0,)
