"""A room votes: the one vote is the room's, cast by whoever holds its seat at that moment, and changeable until closing."""

import secrets
from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.assembly.domain.ballot_views import ballot_view
from multaqa.assembly.domain.seats import place_of, sitting_of
from multaqa.assembly.domain.urn import cast_secretly
from multaqa.assembly.enums import BallotMethod, BallotState
from multaqa.assembly.models import Ballot, Entitled, Sitting, Vote
from multaqa.common.refusal import Refused
from multaqa.rooms.domain.recording import Record, lock
from multaqa.rooms.models import Gathering, Room
from multaqa.wire.events import BallotChanged


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
    return Voted(record.write(BallotChanged, ballot=ballot_view(asked), what="voted"), kept)


def find(sitting: Sitting, pk: int) -> Ballot:
    """A ballot of this sitting, locked. Raises Refused(ballot_not_open) for any other number."""
    found = (
        Ballot.objects.select_for_update(of=("self",), no_key=True)
        .select_related("item")
        .filter(pk=pk, item__sitting=sitting)
        .first()
    )
    if found is None:
        raise Refused("ballot_not_open")
    return found


def require_open(ballot: Ballot) -> None:
    """Raises Refused: ballot_not_open before its opening, ballot_over after its closing."""
    if ballot.state == BallotState.CREATED:
        raise Refused("ballot_not_open")
    if ballot.state != BallotState.OPENED:
        raise Refused("ballot_over")


def _room_of(sitting: Sitting, ballot: Ballot, by: Person) -> Room:
    place = place_of(sitting, by)
    if place is None or not place.holds_seat or place.room is None:
        raise Refused("no_vote")
    if not Entitled.objects.filter(ballot=ballot, room=place.room).exists():
        raise Refused("no_vote")
    return place.room


def _offered(ballot: Ballot, choices: Sequence[int]) -> list[int]:
    most = ballot.most if ballot.method == BallotMethod.SEVERAL else 1
    offered = set(ballot.choices.values_list("pk", flat=True))
    chosen = sorted(set(choices))
    if not 1 <= len(chosen) <= most or not offered.issuperset(chosen):
        raise Refused("choices_wrong")
    return chosen


def _cast_openly(ballot: Ballot, room: Room, chosen: list[int], by: Person) -> tuple[bool, str]:
    row, first = Vote.objects.get_or_create(
        ballot=ballot, room=room, defaults={"person": by, "choices": chosen, "receipt": secrets.token_urlsafe(12)}
    )
    if not first:
        row.person, row.choices, row.at = by, chosen, timezone.now()
        row.save(update_fields=["person", "choices", "at"])
    return first, row.receipt
