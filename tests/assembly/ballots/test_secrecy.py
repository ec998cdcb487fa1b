"""After a secret ballot nothing that was kept puts a voter and a choice side by side."""

import itertools
import json
import logging

import pytest
from django.db import connection

from multaqa.assembly.domain import ballots, seats, voting
from multaqa.assembly.domain.urn import mark_of
from multaqa.assembly.models import BallotCast, SecretVote, Vote
from multaqa.bridge import tickets
from multaqa.bridge.deeds import do
from multaqa.common.refusal import Refused
from multaqa.rooms.models import Deed, Event
from multaqa.wire import commands as c
from tests.assembly.ballots.conftest import RECEIPT, in_session


def refused(deed, *args, **kwargs) -> str:
    with pytest.raises(Refused) as caught:
        deed(*args, **kwargs)
    return caught.value.code


def everything() -> dict[str, list[dict[str, object]]]:
    """Every row of every table, with its hidden number where the database has one."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            hidden = "rowid AS hidden, " if connection.vendor == "sqlite" else ""
            cursor.execute(f'SELECT {hidden}* FROM "{table}"')  # noqa: S608 - names come from the database itself
            names = [column[0] for column in cursor.description]
            found[table] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return found


@pytest.fixture
def voted(votes):
    """Four rooms vote secretly in order: for, against, for, abstain."""
    ballot = votes.opened(secret=True)
    for person, said in zip(votes.chamber.delegates, ("for", "against", "for", "abstain"), strict=True):
        votes.cast(ballot, person, said)
    return ballot


def test_the_urn_knows_no_voter_and_no_time():
    columns = {field.name for field in SecretVote._meta.get_fields()}
    assert columns == {"id", "ballot", "mark", "choices"}
    assert {field.name for field in BallotCast._meta.get_fields()} == {"id", "ballot", "room"}
    assert SecretVote._meta.related_objects == ()


def test_no_value_is_shared_by_a_paper_and_anything_else(votes, voted):
    for moment in ("open", "closed", "published"):
        if moment == "closed":
            votes.close(voted)
        elif moment == "published":
            votes.publish(voted)
        tables = everything()
        urn = tables.pop("assembly_secretvote")
        assert len(urn) == 4
        elsewhere = json.dumps(tables, default=str)
        for paper in urn:
            assert paper["id"] not in elsewhere
            assert paper["mark"] == "" or paper["mark"] not in elsewhere
            for person in votes.chamber.delegates:
                assert RECEIPT + str(person.pk) not in elsewhere
        assert not Vote.objects.exists()


def test_no_event_tells_a_choice_before_the_counts_and_never_a_room_s(votes, voted):
    votes.publish(votes.close(voted))
    told = [json.loads(row.data) for row in Event.objects.filter(kind="ballot").order_by("n")]
    assert [row["what"] for row in told] == ["proposed", "opened", *["voted"] * 4, "closed", "published"]
    for row in told:
        assert row["ballot"].get("choices_of", {}) == {}
        assert row["what"] == "published" or all(choice.get("count", -1) == -1 for choice in row["ballot"]["choices"])
        assert row["what"] != "voted" or row.get("by", "") == ""
        # The rooms stand in their own order, not in the order they came.
        assert row["ballot"].get("voted", []) == sorted(row["ballot"].get("voted", []))
    assert [choice["count"] for choice in told[-1]["ballot"]["choices"]] == [2, 1, 1]


def test_the_order_of_the_rows_is_not_the_order_of_voting(db):
    """The last to vote lies anywhere: over forty votes its place among three is not always the last. Every place that the
    database itself could remember, its hidden row number, is looked at."""
    votes = in_session(3)
    places = []
    for n in range(40):
        ballot = votes.put(secret=True)
        ballots.open_ballot(votes.gathering, ballot=ballot.pk, by=votes.chamber.chair)
        for person in votes.chamber.delegates:
            votes.cast(ballot, person, "for", receipt=f"{RECEIPT}-{n}-{person.pk}")
        last = mark_of(ballot, f"{RECEIPT}-{n}-{votes.chamber.delegates[-1].pk}")
        rows = [row for row in everything()["assembly_secretvote"] if row["ballot_id"] == ballot.pk]
        by_hidden = [row["mark"] for row in sorted(rows, key=lambda row: (row.get("hidden", 0), row["id"]))]
        by_key = [row["mark"] for row in sorted(rows, key=lambda row: row["id"])]
        places.append((by_hidden.index(last), by_key.index(last)))
        votes.close(ballot)
    for order in zip(*places, strict=True):
        # Of 40 fair throws among three places each comes at least twice, but once in a hundred thousand runs.
        assert min(order.count(place) for place in range(3)) >= 2


def test_the_marks_go_at_the_closing(votes, voted):
    before = set(SecretVote.objects.values_list("id", flat=True))
    assert len(set(SecretVote.objects.values_list("mark", flat=True))) == 4
    votes.close(voted)
    assert set(SecretVote.objects.values_list("mark", flat=True)) == {""}
    assert before.isdisjoint(SecretVote.objects.values_list("id", flat=True))


def test_a_voided_ballot_loses_its_marks_too(votes, voted):
    ballots.void(votes.gathering, ballot=voted.pk, why="السؤال ملتبس", by=votes.chamber.chair)
    assert set(SecretVote.objects.values_list("mark", flat=True)) == {""}


def test_a_vote_is_changed_by_its_receipt_alone(votes):
    tariq, muna, *_ = votes.chamber.delegates
    ballot = votes.opened(secret=True)
    assert votes.cast(ballot, tariq, "for", receipt=RECEIPT).receipt == ""
    assert refused(votes.cast, ballot, tariq, "against", receipt=RECEIPT + "x") == "receipt_wrong"
    # Somebody else's receipt opens no second paper.
    assert refused(votes.cast, ballot, muna, "against", receipt=RECEIPT) == "receipt_wrong"
    assert refused(votes.cast, ballot, muna, "against", receipt=RECEIPT[:21]) == "receipt_wrong"
    votes.cast(ballot, tariq, "against", receipt=RECEIPT)
    assert SecretVote.objects.count() == BallotCast.objects.count() == 1
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
    assert SecretVote.objects.count() == 1
    assert {name: said for name, said in json.loads(Deed.objects.get().reply).items() if said} == {
        "re": "press-00001",
        "n": first.n,
    }
    assert RECEIPT not in caplog.text


def test_the_room_of_each_paper_cannot_be_told_by_any_column(votes, voted):
    """Whatever order any column gives the urn, and whatever order any column gives those who voted: they were not filled
    together. Equal values would join them; there are none."""
    tables = everything()
    urn, cast = tables["assembly_secretvote"], tables["assembly_ballotcast"]
    for one, other in itertools.product(urn[0].keys(), cast[0].keys()):
        if one in ("ballot_id", "hidden") or other in ("ballot_id", "hidden"):
            continue
        assert {str(row[one]) for row in urn}.isdisjoint({str(row[other]) for row in cast}), (one, other)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite keeps what was deleted in its free pages")
def test_what_was_deleted_is_overwritten(db):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete")
        assert cursor.fetchone() == (1,)
