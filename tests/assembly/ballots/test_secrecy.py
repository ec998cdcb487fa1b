"""After a secret ballot nothing that was kept puts a voter and a choice side by side."""

import itertools
import json
import logging

import pytest
from django.db import connection

from multaqa.assembly.domain import ballots, seats, voting
from multaqa.assembly.domain.urn import mark_of
from multaqa.assembly.models import BallotCast, Urn, Vote
from multaqa.bridge import tickets
from multaqa.bridge.deeds import do
from multaqa.common.refusal import Refused
from multaqa.rooms.models import Deed, Event
from multaqa.wire import commands as c
from tests.assembly.ballots.conftest import RECEIPT


def refused(deed, *args, **kwargs) -> str:
    with pytest.raises(Refused) as caught:
        deed(*args, **kwargs)
    return caught.value.code


def everything() -> dict[str, list[dict[str, object]]]:
    """Every row of every table."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names come from the database itself
            names = [column[0] for column in cursor.description]
            found[table] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return found


def marks(ballot) -> list[str]:
    """The digests in the urn, in the order they lie there."""
    return [mark for mark, _ in json.loads(Urn.objects.get(ballot=ballot).papers)]


@pytest.fixture
def voted(votes):
    """Four rooms vote secretly in order: for, against, for, abstain."""
    ballot = votes.opened(secret=True)
    for person, said in zip(votes.chamber.delegates, ("for", "against", "for", "abstain"), strict=True):
        votes.cast(ballot, person, said)
    return ballot


def test_the_urn_knows_no_voter_and_no_time():
    assert {field.name for field in Urn._meta.get_fields()} == {"ballot", "papers"}
    assert {field.name for field in BallotCast._meta.get_fields()} == {"id", "ballot", "room"}
    assert Urn._meta.related_objects == ()


def test_no_value_is_shared_by_a_paper_and_anything_else(votes, voted):
    for moment in ("open", "closed", "published"):
        if moment == "closed":
            votes.close(voted)
        elif moment == "published":
            votes.publish(voted)
        tables = everything()
        assert len(tables.pop("assembly_urn")) == 1
        elsewhere = json.dumps(tables, default=str)
        for mark in marks(voted):
            assert mark == "" or mark not in elsewhere
        for person in votes.chamber.delegates:
            assert RECEIPT + str(person.pk) not in elsewhere
        assert not Vote.objects.exists()


def test_no_event_tells_a_choice_before_the_counts_and_never_a_room_s(votes, voted):
    votes.publish(votes.close(voted))
    told = [json.loads(row.data) for row in Event.objects.filter(kind__in=("ballot", "voted")).order_by("n")]
    assert [row.get("what", "") for row in told] == ["proposed", "opened", *[""] * 4, "closed", "published"]
    assert all(not row.get("by") and row.keys() <= {"ev", "n", "at", "by", "ballot", "room"} for row in told[2:6]), told[2]
    for row in told[:2] + told[6:]:
        assert row["ballot"].get("choices_of", {}) == {}
        assert row["what"] == "published" or all(choice.get("count", -1) == -1 for choice in row["ballot"]["choices"])
        # The rooms stand in their own order, not in the order they came.
        assert row["ballot"].get("voted", []) == sorted(row["ballot"].get("voted", []))
    assert [choice["count"] for choice in told[-1]["ballot"]["choices"]] == [2, 1, 1]


@pytest.mark.parametrize("order", list(itertools.permutations(range(4)))[::5])
def test_the_urn_is_the_same_whoever_came_first(votes, order):
    """Nothing in it follows the order of voting: not the papers while the vote is open, and not what is left of them after."""
    ballot = votes.opened(secret=True)
    said = ("for", "against", "for", "abstain")
    for n in order:
        votes.cast(ballot, votes.chamber.delegates[n], said[n], receipt=f"{RECEIPT}-{n}")
    assert marks(ballot) == sorted(mark_of(ballot, f"{RECEIPT}-{n}") for n in range(4))
    votes.close(ballot)
    papers = json.loads(Urn.objects.get(ballot=ballot).papers)
    assert papers == sorted(["", [ballot.choices.get(code=code).pk]] for code in said)


def test_the_marks_go_at_the_closing(votes, voted):
    assert len(set(marks(voted))) == 4
    votes.close(voted)
    assert marks(voted) == [""] * 4


def test_a_voided_ballot_loses_its_marks_too(votes, voted):
    ballots.void(votes.gathering, ballot=voted.pk, why="السؤال ملتبس", by=votes.chamber.chair)
    assert marks(voted) == [""] * 4


def test_a_ballot_voided_before_it_was_opened_has_no_urn(votes):
    ballot = votes.put(secret=True)
    ballots.void(votes.gathering, ballot=ballot.pk, why="السؤال ملتبس", by=votes.chamber.chair)
    assert not Urn.objects.exists()


def test_a_vote_is_changed_by_its_receipt_alone(votes):
    tariq, muna, *_ = votes.chamber.delegates
    ballot = votes.opened(secret=True)
    assert votes.cast(ballot, tariq, "for", receipt=RECEIPT).receipt == ""
    assert refused(votes.cast, ballot, tariq, "against", receipt=RECEIPT + "x") == "receipt_wrong"
    # Somebody else's receipt opens no second paper.
    assert refused(votes.cast, ballot, muna, "against", receipt=RECEIPT) == "receipt_wrong"
    assert refused(votes.cast, ballot, muna, "against", receipt=RECEIPT[:21]) == "receipt_wrong"
    votes.cast(ballot, tariq, "against", receipt=RECEIPT)
    assert len(marks(ballot)) == BallotCast.objects.count() == 1
    assert list(votes.close(ballot).counts.values()) == [0, 1, 0]


def test_the_vote_goes_with_the_seat_and_its_receipt(votes):
    tariq, adil = votes.chamber.delegates[0], votes.chamber.alternates[0]
    votes.chamber.arrive(adil)
    ballot = votes.opened(secret=True)
    votes.cast(ballot, tariq, "for", receipt=RECEIPT)
    seats.take_seat(votes.gathering, by=adil)
    assert refused(votes.cast, ballot, adil, "against", receipt=RECEIPT + "-adil") == "receipt_wrong"
    votes.cast(ballot, adil, "against", receipt=RECEIPT)
    assert list(votes.close(ballot).counts.values()) == [0, 1, 0]


def test_a_refusal_carries_neither_voter_nor_choice(votes):
    ballot = votes.opened(secret=True)
    tariq = votes.chamber.delegates[0]
    chosen = ballot.choices.get(code="for").pk
    with pytest.raises(Refused) as caught:
        voting.vote(votes.gathering, ballot=ballot.pk, choices=[chosen], receipt="short", by=tariq)
    assert caught.value.facts == {}
    assert caught.value.args == ("receipt_wrong",)


def test_a_double_press_is_one_vote_and_its_reply_keeps_no_receipt(votes, caplog):
    caplog.set_level(logging.DEBUG)
    tariq, room = votes.chamber.delegates[0], votes.chamber.world.rooms[0]
    ballot = votes.opened(secret=True)
    who = tickets.check(tickets.issue(tariq, "", room, votes.gathering, ("listen", "vote"))[0])
    command = c.Vote(key="press-00001", ballot=ballot.pk, choices=[ballot.choices.get(code="for").pk], receipt=RECEIPT)
    first, second = do(who, command), do(who, command)
    assert first == second
    assert len(marks(ballot)) == 1
    assert {name: said for name, said in json.loads(Deed.objects.get().reply).items() if said} == {
        "re": "press-00001",
        "n": first.n,
    }
    assert RECEIPT not in caplog.text


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite keeps what was deleted in its free pages")
def test_what_was_deleted_is_overwritten(db):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete")
        assert cursor.fetchone() == (1,)
