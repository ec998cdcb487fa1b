"""Every role and every deed: who may, and what the others are told."""

import pytest
from django.db import transaction

from multaqa.common.refusal import Refused
from multaqa.rooms.domain import chairing, chat, floor, gatherings, order, undoing
from multaqa.rooms.models import Act, Turn

ROLES = {"owner": "sami", "supervisor": "layla", "member": "amal", "visitor": "zahir"}
STAFF = {"owner", "supervisor"}
TAKES_PART = {"owner", "supervisor", "member"}


def waiting(hall):
    return Turn.objects.get(person=hall.jamal).pk


def speaking(hall):
    return Turn.objects.get(person=hall.basim).pk


def an_act(hall):
    return Act.objects.get(pk=chairing.close_line(hall.gathering, by=hall.sami).act)


def said(hall):
    return chat.say(hall.gathering, "كلمة", by=hall.basim)[1]


def a_sanction(hall):
    return order.impose(hall.room, hall.zahir, "text", minutes=5, why="سبب", by=hall.sami)[0]


DEEDS = {
    "ask": (TAKES_PART, "visitors_listen", lambda h, by: floor.ask(h.gathering, by=by)),
    "say": (TAKES_PART, "visitors_listen", lambda h, by: chat.say(h.gathering, "سلام", by=by)),
    "whisper": ({*TAKES_PART, "visitor"}, "", lambda h, by: chat.say(h.gathering, "همس", whisper=True, by=by)),
    "extend": (STAFF, "not_allowed", lambda h, by: chairing.extend(h.gathering, speaking(h), by=by)),
    "pause": (STAFF, "not_allowed", lambda h, by: chairing.pause(h.gathering, speaking(h), by=by)),
    "revoke": (STAFF, "not_allowed", lambda h, by: chairing.revoke(h.gathering, speaking(h), by=by)),
    "remove": (STAFF, "not_allowed", lambda h, by: chairing.remove(h.gathering, waiting(h), by=by)),
    "move": (STAFF, "not_allowed", lambda h, by: chairing.move(h.gathering, waiting(h), 0, by=by)),
    "close the line": (STAFF, "not_allowed", lambda h, by: chairing.close_line(h.gathering, by=by)),
    "open the line": (STAFF, "not_allowed", lambda h, by: chairing.open_line(h.gathering, by=by)),
    "lower all hands": (STAFF, "not_allowed", lambda h, by: chairing.lower_hands(h.gathering, by=by)),
    "suspend": (STAFF, "not_allowed", lambda h, by: chairing.suspend(h.gathering, minutes=5, by=by)),
    "reconvene": (STAFF, "not_allowed", lambda h, by: chairing.reconvene(h.gathering, by=by)),
    "hide": (STAFF, "not_allowed", lambda h, by: chat.hide(h.gathering, said(h), by=by)),
    "pin": (STAFF, "not_allowed", lambda h, by: chat.pin(h.gathering, said(h), by=by)),
    "sanction": (STAFF, "not_allowed", lambda h, by: order.impose(h.room, h.basim, "voice", minutes=5, why="سبب", by=by)),
    "lift": (STAFF, "not_allowed", lambda h, by: order.lift(a_sanction(h), by=by)),
    "doors": (STAFF, "not_allowed", lambda h, by: order.set_doors(h.room, "members", by=by)),
    "microphones": (STAFF, "not_allowed", lambda h, by: order.set_microphones(h.room, 2, by=by)),
    "slow mode": (STAFF, "not_allowed", lambda h, by: order.set_slow(h.room, 10, by=by)),
    "undo": (STAFF, "not_allowed", lambda h, by: undoing.undo(an_act(h), by=by)),
    "title": (STAFF, "not_allowed", lambda h, by: gatherings.name_gathering(h.gathering, "عنوان", by=by)),
    "close the gathering": (STAFF, "not_allowed", lambda h, by: gatherings.close_gathering(h.gathering, by=by)),
}


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("deed", DEEDS)
def test_who_may_do_what(hall, role, deed):
    floor.ask(hall.gathering, by=hall.basim)
    floor.start(hall.gathering, by=hall.basim)
    floor.ask(hall.gathering, by=hall.jamal)
    allowed, refusal, do = DEEDS[deed]
    by = getattr(hall, ROLES[role])
    if role in allowed:
        do(hall, by)
        return
    with pytest.raises(Refused) as caught, transaction.atomic():
        do(hall, by)
    assert caught.value.code == refusal


@pytest.mark.django_db
@pytest.mark.parametrize("deed", DEEDS)
def test_whoever_is_banned_does_nothing(hall, deed):
    floor.ask(hall.gathering, by=hall.basim)
    floor.start(hall.gathering, by=hall.basim)
    floor.ask(hall.gathering, by=hall.jamal)
    order.impose(hall.room, hall.amal, "ban", minutes=60, why="سبب", by=hall.sami)
    with pytest.raises(Refused) as caught, transaction.atomic():
        DEEDS[deed][2](hall, hall.amal)
    assert caught.value.code == "barred"
