"""A sitting in which everything happens at the same instant: seats, votes and places are counted once, and nobody waits for ever."""

from collections import Counter

import pytest

from multaqa.alliance.domain import mandates
from multaqa.alliance.models import Mandate
from multaqa.assembly.domain import running, seats
from multaqa.assembly.domain.doors import close_adjourned
from multaqa.assembly.models import Participant, Sitting
from multaqa.rooms.domain import floor, gatherings
from multaqa.rooms.models import Event, Gathering, Turn
from tests.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def numbered_without_gaps() -> bool:
    numbers = list(Event.objects.order_by("n").values_list("n", flat=True))
    return numbers == list(range(1, len(numbers) + 1))


@pytest.fixture
def session(committed_chamber):
    """Everybody is there, and the chair has opened."""
    chamber = committed_chamber
    chamber.arrive(chamber.chair, *chamber.delegates, *chamber.alternates)
    running.open_sitting(chamber.gathering, by=chamber.chair)
    return chamber


def test_every_delegate_asks_at_once_and_one_is_called(session):
    assert at_once(*[lambda by=by: floor.ask(session.gathering, by=by) for by in session.delegates]) == ["done"] * 4
    assert Counter(Turn.objects.values_list("state", flat=True)) == {"called": 1, "waiting": 3}
    assert numbered_without_gaps()


def test_delegate_and_alternate_take_the_seat_from_one_another_at_once(session):
    pair = (session.delegates[0], session.alternates[0])
    assert at_once(*[lambda by=by: seats.take_seat(session.gathering, by=by) for by in pair * 3]) == ["done"] * 6
    holders = Participant.objects.now().filter(sitting=session.sitting, room=session.world.rooms[0], holds_seat=True)
    assert holders.count() == 1
    assert numbered_without_gaps()


def test_a_mandate_ends_while_its_seat_is_taken_and_its_holder_asks(session):
    room, huda = session.world.rooms[0], session.delegates[0]
    mandate = Mandate.objects.active().get(room=room, role="delegate")
    owner = session.world.owners[0]
    outcomes = at_once(
        lambda: mandates.end(mandate, by=owner),
        lambda: seats.take_seat(session.gathering, by=session.alternates[0]),
        lambda: floor.ask(session.gathering, by=huda),
        lambda: seats.presence_told(session.gathering.pk, [huda.pk, session.alternates[0].pk]),
    )
    assert outcomes[:2] == ["done", "done"]
    assert not [outcome for outcome in outcomes if "(" in outcome]
    assert Mandate.objects.active().filter(room=room).count() == 1
    assert not Participant.objects.now().filter(sitting=session.sitting, person=huda).exclude(mandate=None).exists()
    assert Participant.objects.now().filter(sitting=session.sitting, room=room, holds_seat=True).count() == 1
    assert numbered_without_gaps()


def test_a_sitting_closes_while_its_people_leave_and_the_clock_closes_it_too(session):
    running.adjourn(session.gathering, by=session.chair)
    Sitting.objects.update(adjourned_at=session.sitting.starts_at.replace(year=2020))
    people = [*session.delegates, *session.alternates]
    outcomes = at_once(
        *[lambda person=person: session.leave(person) for person in people],
        lambda: gatherings.close_gathering(session.gathering, by=session.chair),
        close_adjourned,
        close_adjourned,
    )
    assert set(outcomes) <= {"done", "gathering_closed"}
    assert Gathering.objects.get(pk=session.gathering.pk).closed_at is not None
    assert Sitting.objects.get(pk=session.sitting.pk).state == "closed"
    assert Event.objects.filter(kind="closed").count() == 1
    assert numbered_without_gaps()
