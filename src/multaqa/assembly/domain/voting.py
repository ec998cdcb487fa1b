"""A room votes: the one vote is the room's, cast by whoever holds its seat at that moment, and changeable until closing."""

import secrets
from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.assembly.domain.seats import place_of, sitting_of
from multaqa.assembly.domain.urn import cast_secretly
from multaqa.assembly.enums import BallotMethod, BallotState
from multaqa.assembly.models import Ballot, Choice, Entitled, Sitting, Vote
from multaqa.common.prepared import insert, prepared
from multaqa.common.refusal import Refused
from multaqa.rooms.domain.recording import Record, lock
from multaqa.rooms.models import Gathering
from multaqa.wire.events import VoteCast


class Voted(NamedTuple):
    """The number of the event, and the receipt the voter keeps: empty for a secret vote, whose voter made it."""

    n: int
    receipt: str


@transaction.atomic
def vote(gathering: Gathering, *, ballot: int, choices: Sequence[int], receipt: str = "", by: Person) -> Voted:
    """Casts or changes the vote of the room whose seat one holds. Voting and closing wait for each other at the lock of the
    gathering: what was acknowledged is counted. Raises Refused: ballot_not_open, ballot_over, no_vote, choices_wrong,
    receipt_wrong (secret ballots)."""
    gathering = lock(gathering)
    sitting = sitting_of(gathering)
    asked = find(sitting, ballot)
    require_open(asked)
    room = _room_of(sitting, asked, by)
    chosen = _offered(asked, choices)
    if asked.secret:
        first, kept = cast_secretly(asked, room, chosen, receipt), ""
    else:
        first, kept = _cast_openly(asked, room, chosen, by)
    # The doer is left unsaid: which room has voted is all that anybody is told.
    record = Record(gathering)
    record.concerns(by.pk)
    if not first:
        return Voted(gathering.last_n, kept)
    return Voted(record.write(VoteCast, ballot=asked.pk, room=room), kept)


def find(sitting: Sitting, pk: int) -> Ballot:
    """A ballot of this sitting, locked. Raises Refused(ballot_not_open) for any other number."""
    for found in _asked(pk, sitting.pk):
        return found
    raise Refused("ballot_not_open")


@prepared
def _asked(pk: int, sitting: int) -> "QuerySet[Ballot, Ballot]":
    return Ballot.objects.select_for_update(of=("self",), no_key=True).filter(pk=pk, item__sitting=sitting)


def require_open(ballot: Ballot) -> None:
    """Raises Refused: ballot_not_open before its opening, ballot_over after its closing."""
    if ballot.state == BallotState.CREATED:
        raise Refused("ballot_not_open")
    if ballot.state != BallotState.OPENED:
        raise Refused("ballot_over")


def _room_of(sitting: Sitting, ballot: Ballot, by: Person) -> int:
    place = place_of(sitting, by)
    if place is None or not place.holds_seat or place.room_id is None or not _entitled(ballot.pk, place.room_id):
        raise Refused("no_vote")
    return place.room_id


@prepared
def _entitled(ballot: int, room: int) -> "QuerySet[Entitled, int]":
    return Entitled.objects.filter(ballot=ballot, room=room).values_list("pk", flat=True)


def _offered(ballot: Ballot, choices: Sequence[int]) -> list[int]:
    most = ballot.most if ballot.method == BallotMethod.SEVERAL else 1
    offered = set(_choices(ballot.pk))
    chosen = sorted(set(choices))
    if not 1 <= len(chosen) <= most or not offered.issuperset(chosen):
        raise Refused("choices_wrong")
    return chosen


@prepared
def _choices(ballot: int) -> "QuerySet[Choice, int]":
    return Choice.objects.filter(ballot=ballot).values_list("pk", flat=True)


def _cast_openly(ballot: Ballot, room: int, chosen: list[int], by: Person) -> tuple[bool, str]:
    for row in _votes(ballot.pk, room):
        row.person, row.choices, row.at = by, chosen, timezone.now()
        row.save(update_fields=["person", "choices", "at"])
        return False, row.receipt
    # Nobody comes between: whoever votes has locked the gathering.
    new = Vote(ballot=ballot, room_id=room, person=by, choices=chosen, receipt=secrets.token_urlsafe(12))
    return True, insert(new).receipt


@prepared
def _votes(ballot: int, room: int) -> "QuerySet[Vote, Vote]":
    return Vote.objects.filter(ballot=ballot, room=room)
