"""What a witness of the floor counts, and what not."""

import json

from multaqa.rehearse.person import Person
from multaqa.rehearse.witness import Witness


def told(witness: Person, *turns: tuple[int, str], gone: tuple[int, ...] = ()) -> None:
    said = {"ev": "floor", "turns": [{"id": pk, "state": state} for pk, state in turns], "gone": list(gone)}
    assert witness.on_event is not None
    witness.on_event(witness, json.dumps(said).encode(), "floor")


def test_two_with_the_floor_are_seen_whatever_told_of_them() -> None:
    person = Person("", "")
    witness = Witness(person)
    told(person, (1, "speaking"))
    assert witness.violations == 0
    told(person, (2, "called"))
    assert witness.violations == 1
    told(person, (1, "finished"))
    assert witness.violations == 1


def test_whoever_was_called_and_never_came_has_the_floor_no_more() -> None:
    person = Person("", "")
    witness = Witness(person)
    told(person, (1, "called"))
    told(person, (2, "called"), gone=(1,))
    told(person, (2, "speaking"))
    assert witness.violations == 0
