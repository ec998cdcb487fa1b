"""How often the database is asked. A question more in a coming or in a message is paid by everybody in the room."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from multaqa.bridge import deeds, tickets
from multaqa.bridge.you import you_of
from multaqa.rooms.domain.order import impose
from multaqa.wire import commands as c
from tests.assembly.ballots.conftest import in_session
from tests.rooms.conftest import build_hall


@pytest.fixture
def hall(db):
    return build_hall()


def ticket(hall, person):
    return tickets.check(tickets.issue(person, "", hall.room, hall.gathering, ("listen",))[0])


def questions(act):
    """How many there are, without those that only begin and end a step."""
    act()
    with CaptureQueriesContext(connection) as asked:
        act()
    return sum(not row["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")) for row in asked)


def keys():
    return (f"key-{n:08}" for n in range(100))


def test_a_member_comes_in_with_five_questions(hall):
    amal = ticket(hall, hall.amal)
    assert questions(lambda: you_of(amal)) == 5


def test_somebody_under_a_sanction_costs_one_more(hall):
    impose(hall.room, hall.amal, "text", minutes=10, why="مقاطعة متكررة", by=hall.sami)
    amal = ticket(hall, hall.amal)
    assert questions(lambda: you_of(amal)) == 6


def test_a_message_is_nine_questions_and_four_rows(hall):
    amal, key = ticket(hall, hall.amal), keys()
    assert questions(lambda: deeds.do(amal, c.Say(key=next(key), text="سلام"))) == 13


def test_a_place_in_line_costs_the_same_however_many_wait(hall):
    people, key = [ticket(hall, person) for person in (hall.amal, hall.basim, hall.jamal, hall.layla)], keys()

    def next_asks():
        deeds.do(people.pop(0), c.Ask(key=next(key)))

    next_asks()
    few = questions(next_asks)
    assert few == 18
    with CaptureQueriesContext(connection) as asked:
        next_asks()
    assert sum(not row["sql"].startswith(("SAVEPOINT", "RELEASE")) for row in asked) <= few


def test_a_vote_costs_the_same_however_many_have_voted(db):
    votes = in_session()
    ballot, key = votes.opened(), keys()
    choice = ballot.choices.first().pk
    counts = []
    for person in votes.chamber.delegates[:3]:
        voter = tickets.check(tickets.issue(person, "", votes.gathering.room, votes.gathering, ("listen",))[0])
        with CaptureQueriesContext(connection) as asked:
            deeds.do(voter, c.Vote(key=next(key), ballot=ballot.pk, choices=[choice]))
        counts.append(sum(not row["sql"].startswith(("SAVEPOINT", "RELEASE")) for row in asked))
    assert counts[1:] == [14] * 2
