"""Who may hear by plain HTTP."""

import pytest

from multaqa.bridge import tickets
from multaqa.bridge.listening import admit
from multaqa.live.listen.admission import Verdict
from multaqa.rooms.domain import order
from multaqa.rooms.domain.gatherings import close_gathering, open_gathering
from multaqa.rooms.models import Membership, Room
from tests.rooms.conftest import build_hall


@pytest.fixture
def hall(db):
    return build_hall()


def token(hall, person):
    return tickets.issue(person, "browser", hall.room, hall.gathering, ("listen",))[0]


def test_an_open_room_is_heard_by_anybody(hall):
    admitted = admit("diwan", None)
    assert (admitted.verdict, admitted.gathering) == (Verdict.ALLOWED, hall.gathering.pk)
    assert admit("no-such-room", None).verdict is Verdict.NOT_FOUND


def test_a_members_room_is_heard_with_a_members_ticket(hall):
    order.set_doors(hall.room, "members", by=hall.sami)
    assert admit("diwan", None).verdict is Verdict.FORBIDDEN
    assert admit("diwan", "forged.ticket").verdict is Verdict.FORBIDDEN
    assert admit("diwan", token(hall, hall.amal)).verdict is Verdict.ALLOWED


def test_whoever_is_sent_out_hears_nothing_with_their_ticket(hall):
    ticket = token(hall, hall.amal)
    order.impose(hall.room, hall.amal, "bounce", minutes=60, why="إساءة", by=hall.layla)
    assert admit("diwan", ticket).verdict is Verdict.FORBIDDEN


def test_a_ticket_opens_its_own_room_only(hall):
    other = Room.objects.create(slug="other", name="أخرى", name_key="other", offers="شيء", made_by=hall.sami, doors="members")
    Membership.objects.create(room=other, person=hall.sami, role="owner", by=hall.sami)
    ticket = tickets.issue(hall.zahir, "", other, open_gathering(other, by=hall.sami), ("listen",))[0]
    order.set_doors(hall.room, "members", by=hall.sami)
    assert admit("diwan", ticket).verdict is Verdict.FORBIDDEN


def test_a_room_that_is_not_open_is_silent(hall):
    close_gathering(hall.gathering, by=hall.sami)
    assert admit("diwan", None).verdict is Verdict.NOT_LIVE
