"""Who hears a sitting again, and where its chapters begin."""

import pytest

from multaqa.accounts.models import Person
from multaqa.assembly.domain import running
from multaqa.assembly.domain.hearing_again import decides, may_listen
from multaqa.library import rules
from multaqa.library.models import Mark
from multaqa.rooms.models import Gathering
from tests.assembly.sittings.conftest import build_chamber


@pytest.mark.django_db
def test_a_preparatory_sitting_is_heard_by_those_who_belong() -> None:
    chamber = build_chamber()
    stranger = Person.objects.new("غريب")
    asked = [None, stranger, chamber.delegates[0], chamber.alternates[1], chamber.chair]
    assert [may_listen(person, chamber.gathering) for person in asked] == [False, False, True, True, True]
    assert [rules.may_listen(person, chamber.gathering) for person in asked] == [False, False, True, True, True]


@pytest.mark.django_db
def test_an_open_sitting_is_everybodys_but_for_what_was_for_delegates_only() -> None:
    chamber = build_chamber(kind="open")
    assert may_listen(None, chamber.gathering) is True
    chamber.items[1].for_delegates_only = True
    chamber.items[1].started_at = chamber.gathering.opened_at
    chamber.items[1].save()
    assert [may_listen(person, chamber.gathering) for person in (None, chamber.delegates[0])] == [False, True]


@pytest.mark.django_db
def test_an_everyday_gathering_is_left_to_the_doors_of_its_room() -> None:
    chamber = build_chamber()
    other = Gathering.objects.create(room=chamber.world.rooms[1], opened_by=chamber.chair)
    assert may_listen(None, other) is None and rules.may_listen(None, other)
    assert not decides(chamber.chair, other)


@pytest.mark.django_db
def test_the_chair_decides_and_a_delegate_does_not() -> None:
    chamber = build_chamber()
    assert [decides(person, chamber.gathering) for person in (chamber.chair, chamber.delegates[1])] == [True, False]


@pytest.mark.django_db
def test_items_that_began_are_chapters_when_the_sitting_is_adjourned() -> None:
    chamber = build_chamber()
    chamber.arrive(chamber.chair, *chamber.delegates)
    running.open_sitting(chamber.gathering, by=chamber.chair)
    running.next_item(chamber.gathering, by=chamber.chair)
    running.adjourn(chamber.gathering, why="", by=chamber.chair)
    found = list(Mark.objects.filter(gathering=chamber.gathering).values_list("kind", "number", "title"))
    assert found == [("item", "1", "الافتتاح"), ("item", "2", "طرائق الوصول")]
