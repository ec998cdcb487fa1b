"""Deeds of one gathering that wait share a commit, and none of them pays for another."""

import asyncio
import threading
from dataclasses import replace

import pytest
from django.db import OperationalError, connection, transaction
from psycopg.errors import DeadlockDetected
from psycopg_pool import PoolTimeout

from multaqa.bridge import tickets
from multaqa.bridge import together as sharing
from multaqa.bridge.announce import through
from multaqa.bridge.house import DjangoHouse
from multaqa.common.refusal import Refused
from multaqa.rooms.domain.gatherings import open_gathering
from multaqa.rooms.models import Deed, Event, Membership, Message, Room
from multaqa.wire import commands as c
from tests.rooms.conftest import build_hall

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def hall(transactional_db):
    return build_hall()


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """However slow the machine, what waits goes in one."""
    monkeypatch.setattr(sharing, "MOST_SECONDS", 600)


def ticket(hall, person):
    return tickets.check(tickets.issue(person, "", hall.room, hall.gathering, ("listen",))[0])


def say(n):
    return c.Say(key=f"key-{n:08}", text=f"القول {n}")


def together(*deeds):
    """Every deed waits before the first is begun; what each came to, and how many transactions they took."""
    return asyncio.run(_together(deeds))


async def _together(deeds):
    house, gate, commits = DjangoHouse(), threading.Event(), set()
    for lane in house._writing:
        lane.submit(gate.wait)
        lane.submit(lambda: connection.execute_wrappers.append(_counting(commits)))
    waiting = [asyncio.ensure_future(deed(house)) for deed in deeds]
    await asyncio.sleep(0)
    gate.set()
    outcomes = await asyncio.gather(*waiting, return_exceptions=True)
    await house.close()
    return outcomes, len(commits)


def _counting(commits):
    """Transactions that write: SQLite says when one begins, PostgreSQL numbers them."""

    def count(execute, sql, params, many, context):
        done = execute(sql, params, many, context)
        if connection.vendor == "sqlite":
            commits.update([len(commits)] if sql.startswith("BEGIN") else [])
        elif sql.startswith("INSERT"):
            commits.add(connection.connection.execute("SELECT pg_current_xact_id()::text").fetchone()[0])
        return done

    return count


def test_what_waits_together_is_committed_together(hall):
    amal = ticket(hall, hall.amal)
    replies, transactions = together(*[lambda house, n=n: house.perform(amal, say(n)) for n in range(10)])
    assert [reply.n for reply in replies] == list(range(1, 11))
    assert list(Message.objects.order_by("n").values_list("text", flat=True)) == [f"القول {n}" for n in range(10)]
    assert transactions == 1


def test_one_that_is_refused_leaves_the_others_as_they_are(hall):
    amal, zahir = ticket(hall, hall.amal), ticket(hall, hall.zahir)
    outcomes, _ = together(
        lambda house: house.perform(amal, say(1)),
        lambda house: house.perform(zahir, say(2)),
        lambda house: house.perform(amal, say(3)),
    )
    assert [outcomes[0].n, outcomes[2].n] == [1, 2]
    assert isinstance(outcomes[1], Refused)
    assert list(Event.objects.order_by("n").values_list("n", flat=True)) == [1, 2]


def test_one_that_fails_half_way_leaves_nothing_of_its_own(hall):
    amal = ticket(hall, hall.amal)

    def half():
        Room.objects.update(offers="نصف")
        raise ValueError("half way")

    outcomes, transactions = together(
        lambda house: house.perform(amal, say(1)),
        lambda house: house._write(hall.gathering.pk, half),
        lambda house: house.perform(amal, say(2)),
    )
    assert isinstance(outcomes[1], ValueError)
    assert [outcomes[0].n, outcomes[2].n] == [1, 2]
    assert Room.objects.get().offers == "شعر ونثر"
    assert transactions == 1


def test_the_same_key_twice_among_them_is_one_act_with_one_answer(hall):
    amal = ticket(hall, hall.amal)
    replies, _ = together(*[lambda house: house.perform(amal, say(1))] * 3)
    assert replies == [replies[0]] * 3
    assert Message.objects.count() == Deed.objects.count() == 1


def test_whoever_is_banned_among_them_says_nothing_after_it(hall):
    sami, amal = ticket(hall, hall.sami), ticket(hall, hall.amal)
    ban = c.Sanction(key="key-0000ban1", person=hall.amal.pk, kind="ban", minutes=60, why="شتم الحاضرين")
    outcomes, transactions = together(
        lambda house: house.perform(amal, say(1)),
        lambda house: house.perform(sami, ban),
        lambda house: house.perform(amal, say(2)),
    )
    assert outcomes[2].code == "barred"
    assert list(Message.objects.values_list("text", flat=True)) == ["القول 1"]
    assert transactions == 1


def test_when_the_transaction_is_lost_each_is_done_again_by_itself(hall):
    amal, lost = ticket(hall, hall.amal), []

    def lose():
        # As SQLite does when the disk is full, and PostgreSQL to one of two who wait for one another.
        first = not lost
        lost.append(1)
        if connection.vendor == "sqlite":
            if first:
                connection.connection.execute("ROLLBACK")
            raise OperationalError("database or disk is full")
        raise OperationalError("deadlock detected") from DeadlockDetected()

    outcomes, transactions = together(
        lambda house: house.perform(amal, say(1)),
        lambda house: house._write(hall.gathering.pk, lose),
        lambda house: house.perform(amal, say(2)),
    )
    assert isinstance(outcomes[1], OperationalError)
    assert [outcomes[0].n, outcomes[2].n] == [1, 2]
    assert list(Event.objects.order_by("n").values_list("n", flat=True)) == [1, 2]
    assert transactions > 1


def test_when_the_database_does_not_come_everybody_who_waits_hears_it_at_once(hall):
    amal, tries = ticket(hall, hall.amal), []

    def wait_in_vain():
        tries.append(1)
        raise OperationalError("couldn't get a connection") from PoolTimeout()

    pk = hall.gathering.pk
    outcomes, _ = together(*[lambda house: house._write(pk, wait_in_vain)] * 3, lambda house: house.perform(amal, say(1)))
    assert [type(outcome) for outcome in outcomes] == [OperationalError] * 4
    assert len(tries) == 1 and not Message.objects.exists()
    (reply,), _ = together(lambda house: house.perform(amal, say(1)))
    assert reply.n == 1


def test_nobody_hears_of_it_and_nobody_is_answered_before_the_commit(hall):
    amal, heard = ticket(hall, hall.amal), []

    def look(subject, data):
        heard.append((transaction.get_connection().in_atomic_block, Message.objects.count()))

    stop = through(look)
    together(*[lambda house, n=n: house.perform(amal, say(n)) for n in range(3)])
    stop()
    assert heard == [(False, 3)] * 3


@pytest.mark.skipif(connection.vendor == "sqlite", reason="A file has one writer, whatever is written")
def test_deeds_of_two_gatherings_in_one_lane_share_no_commit(hall, monkeypatch):
    monkeypatch.setattr("multaqa.bridge.house.LANES", 1)
    room = Room.objects.create(slug="suqya", name="سقيا", name_key="suqya", offers="فقه", made_by=hall.sami)
    Membership.objects.create(room=room, person=hall.sami, role="owner", by=hall.sami)
    other = replace(hall, room=room, gathering=open_gathering(room, title="مجلس", by=hall.sami))
    here, there = ticket(hall, hall.amal), ticket(other, hall.amal)
    deeds = [lambda house, who=who, n=n: house.perform(who, say(n)) for who in (here, there) for n in range(3)]
    replies, transactions = together(*deeds)
    assert [reply.n for reply in replies] == [1, 2, 3] * 2
    assert transactions == 2
