"""Commands become deeds once, and only for those who may."""

import threading

import pytest
from django.db import connection

from multaqa.bridge import deeds, tickets
from multaqa.common.refusal import Refused
from multaqa.live.ports import TicketRefused
from multaqa.rooms.domain.gatherings import close_gathering
from multaqa.rooms.models import Deed, Message, Turn
from multaqa.wire import commands as c
from tests.rooms.conftest import build_hall


@pytest.fixture
def hall(db):
    return build_hall()


def ticket(hall, person):
    text, _ = tickets.issue(person, "browser", hall.room, hall.gathering, ("listen",))
    return tickets.check(text)


def test_the_same_key_twice_is_one_act_with_one_answer(hall):
    amal = ticket(hall, hall.amal)
    first = deeds.do(amal, c.Say(key="key-00000001", text="سلام"))
    again = deeds.do(amal, c.Say(key="key-00000001", text="سلام"))
    assert first == again
    assert first.n == 1
    assert Message.objects.count() == 1


def test_a_key_belongs_to_its_person(hall):
    deeds.do(ticket(hall, hall.amal), c.Say(key="key-00000001", text="أولى"))
    deeds.do(ticket(hall, hall.basim), c.Say(key="key-00000001", text="ثانية"))
    assert Message.objects.count() == 2


def test_a_refusal_is_not_remembered(hall):
    zahir = ticket(hall, hall.zahir)
    with pytest.raises(Refused, match="visitors_listen"):
        deeds.do(zahir, c.Ask(key="key-00000001"))
    hall.rule(visitors_ask=True)
    assert deeds.do(zahir, c.Ask(key="key-00000001")).n == 1


def test_without_a_name_nothing_is_done(hall):
    with pytest.raises(Refused, match="name_needed"):
        deeds.do(ticket(hall, None), c.Say(key="key-00000001", text="سلام"))
    assert not Deed.objects.exists()


def test_what_a_ticket_says_gives_no_power(hall):
    text, _ = tickets.issue(hall.amal, "", hall.room, hall.gathering, ("listen", "supervise", "own"))
    with pytest.raises(Refused, match="not_allowed"):
        deeds.do(tickets.check(text), c.CloseLine(key="key-00000001"))


def test_nothing_is_done_in_a_gathering_that_ended(hall):
    amal = ticket(hall, hall.amal)
    close_gathering(hall.gathering, by=hall.sami)
    with pytest.raises(Refused, match="gathering_closed"):
        deeds.do(amal, c.Say(key="key-00000001", text="سلام"))


def test_every_keyed_command_is_in_the_table():
    keyed = {cls for cls in c.AnyCommand.__args__ if issubclass(cls, c.Keyed)}
    engine = {c.Hello, c.Door, c.People}
    assert keyed - engine == set(deeds.DEEDS) | set(deeds.READING)


def test_a_ticket_is_checked_without_the_database(hall):
    text, until = tickets.issue(hall.amal, "browser", hall.room, hall.gathering, ("listen",))
    body, signature = text.split(".")
    other = ("B" if signature[0] == "A" else "A") + signature[1:]
    for forged in (f"{body}x.{signature}", f"{body}.{other}", f"{body}.{signature[:-1]}", body, "", "a.b"):
        with pytest.raises(TicketRefused) as caught:
            tickets.check(forged)
        assert not caught.value.stale
    old = tickets.check(text)
    stale = tickets.sign(type(old)(old.person, old.visitor, old.room, old.slug, old.gathering, old.can, 1))
    with pytest.raises(TicketRefused) as caught:
        tickets.check(stale)
    assert caught.value.stale
    assert (old.person.name, old.gathering, old.until) == ("أمل", hall.gathering.pk, until)


@pytest.mark.django_db(transaction=True)
def test_one_key_from_two_connections_at_the_same_instant():
    hall = build_hall()
    amal = ticket(hall, hall.amal)
    replies, barrier = [], threading.Barrier(2)

    def ask():
        barrier.wait()
        replies.append(deeds.do(amal, c.Ask(key="key-00000001")))
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert replies[0] == replies[1]
    assert Turn.objects.count() == 1
