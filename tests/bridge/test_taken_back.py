"""Two deeds that wait for one another: PostgreSQL takes one back, and it is done again."""

import threading

import pytest
from django.db import connection, transaction

from multaqa.accounts.models import Person
from multaqa.bridge.house import TAKEN_BACK_AT_MOST, _in_thread
from tests.together import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer, who waits for nobody"),
]


def test_both_are_done_and_each_once():
    amal, basim = Person.objects.new("أمل"), Person.objects.new("باسم")
    both_hold_one, tries = threading.Barrier(2), []

    def count(first, second):
        turn = []

        @transaction.atomic
        def deed():
            tries.append(first)
            _add_one(first)
            if not turn:
                turn.append(1)
                both_hold_one.wait(30)
            _add_one(second)

        return lambda: _in_thread(deed)

    assert at_once(count(amal, basim), count(basim, amal)) == ["done", "done"]
    # More than once, when whoever was taken back was quicker to come again than the other to wake.
    assert 3 <= len(tries) <= 2 * (1 + TAKEN_BACK_AT_MOST)
    assert [Person.objects.get(pk=person.pk).languages for person in (amal, basim)] == ["++", "++"]


def _add_one(person: Person) -> None:
    row = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    row.languages += "+"
    row.save(update_fields=["languages"])
