"""Who may do which deed of a sitting in which of its states: every role, every deed, every state."""

import pytest
from django.db import transaction

from multaqa.assembly.domain import ballots, running, seats
from multaqa.assembly.domain.deciding import decide
from multaqa.common.refusal import Refused
from multaqa.rooms.domain import chairing, floor

STATES = ("lobby", "in_session", "suspended", "adjourned")
ROLES = ("chair", "secretary", "coordinator", "delegate", "alternate", "owner", "stranger")

CHAIRS = {"chair"}
WRITES = {"chair", "secretary", "coordinator"}
SEATED = {"chair", "secretary", "coordinator", "delegate", "alternate"}

DEEDS = {
    "open": lambda c, by: running.open_sitting(c.gathering, by=by),
    "next": lambda c, by: running.next_item(c.gathering, by=by),
    "move": lambda c, by: running.move_item(c.gathering, item=c.items[3].pk, before=c.items[2].pk, by=by),
    "carry": lambda c, by: running.carry_item(c.gathering, item=c.items[3].pk, by=by),
    "suspend": lambda c, by: running.suspend_sitting(c.gathering, minutes=5, by=by),
    "adjourn": lambda c, by: running.adjourn(c.gathering, by=by),
    "record item": lambda c, by: running.record_item(c.gathering, item=c.items[3].pk, yes=False, by=by),
    "remove": lambda c, by: seats.remove_from_sitting(c.gathering, person=c.delegates[3].pk, why="إخلال", by=by),
    "decide": lambda c, by: decide(c.gathering, text="يعتمد.", by=by),
    "propose": lambda c, by: ballots.propose(c.gathering, question="هل يعتمد؟", item=c.items[3].pk, by=by),
    "call out of order": lambda c, by: chairing.lower_hands(c.gathering, by=by),
    "ask": lambda c, by: floor.ask(c.gathering, by=by),
}

NOBODY: set[str] = set()
KEEP_ORDER = {"chair", "owner"}
# Deed → state → who may. The owner keeps order in the host room; only the chair leads the sitting.
MAY = {
    "open": {"lobby": CHAIRS, "in_session": CHAIRS, "suspended": CHAIRS, "adjourned": NOBODY},
    "next": {"lobby": NOBODY, "in_session": CHAIRS, "suspended": CHAIRS, "adjourned": NOBODY},
    "move": {"lobby": CHAIRS, "in_session": CHAIRS, "suspended": CHAIRS, "adjourned": NOBODY},
    "carry": {"lobby": CHAIRS, "in_session": CHAIRS, "suspended": CHAIRS, "adjourned": NOBODY},
    "suspend": {"lobby": NOBODY, "in_session": CHAIRS, "suspended": CHAIRS, "adjourned": NOBODY},
    "adjourn": {"lobby": NOBODY, "in_session": CHAIRS, "suspended": CHAIRS, "adjourned": NOBODY},
    "record item": {
        "lobby": CHAIRS | {"secretary", "coordinator"},
        "in_session": WRITES,
        "suspended": WRITES,
        "adjourned": NOBODY,
    },
    "remove": dict.fromkeys(STATES, CHAIRS),
    "decide": {"lobby": WRITES, "in_session": WRITES, "suspended": WRITES, "adjourned": NOBODY},
    "propose": {"lobby": WRITES, "in_session": WRITES, "suspended": WRITES, "adjourned": NOBODY},
    "call out of order": dict.fromkeys(STATES, KEEP_ORDER),
    "ask": {"lobby": NOBODY, "in_session": SEATED | {"owner"}, "suspended": SEATED | {"owner"}, "adjourned": NOBODY},
}


class Rollback(Exception):
    """Leaves the chamber as it was."""


@pytest.fixture(params=STATES)
def state(request, chamber):
    chamber.arrive(chamber.chair, *chamber.delegates)
    if request.param != "lobby":
        running.open_sitting(chamber.gathering, by=chamber.chair)
    if request.param == "suspended":
        running.suspend_sitting(chamber.gathering, minutes=5, by=chamber.chair)
    if request.param == "adjourned":
        running.adjourn(chamber.gathering, by=chamber.chair)
    return request.param


def _person(chamber, role):
    world = chamber.world
    return {
        "chair": chamber.chair, "secretary": world.secretary, "coordinator": world.coordinator, "delegate": chamber.delegates[1],
        "alternate": chamber.alternates[1], "owner": world.owners[0], "stranger": world.salwa,
    }[role]  # fmt: skip


def test_the_whole_table(chamber, state):
    found = {deed: {role for role in ROLES if _may(chamber, DEEDS[deed], _person(chamber, role))} for deed in DEEDS}
    assert found == {deed: MAY[deed][state] for deed in DEEDS}


def _may(chamber, deed, by):
    try:
        with transaction.atomic():
            deed(chamber, by)
            raise Rollback
    except Rollback:
        return True
    except Refused:
        return False
