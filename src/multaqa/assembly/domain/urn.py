"""The urn of a secret ballot: papers that nobody but their voter finds again. Why it is done this way: docs/decisions/0010.

Who has voted is public and stands in `BallotCast`; a paper stands in `SecretVote`. Whatever could put the two side by side is
kept out: papers have no time, a random key, and at each vote all of them are laid down anew in a random order, so that neither
the order of the rows nor the transaction that wrote them tells whose came last."""

import hashlib
import secrets

from django.db.models import QuerySet

from multaqa.assembly.models import Ballot, BallotCast, SecretVote
from multaqa.common.prepared import insert, prepared
from multaqa.common.refusal import Refused

# 22 letters of base64 are 132 bits: nobody tries receipts until one fits.
RECEIPT_LEAST = 22

Paper = tuple[str, list[int]]


def cast_secretly(ballot: Ballot, room: int, choices: list[int], receipt: str) -> bool:
    """Puts a room's paper in the urn, or another one in its place, found by the receipt its voter made. Answers whether the room
    had not voted before. Raises Refused: receipt_wrong for one too short, not that of an earlier paper, or somebody else's."""
    if len(receipt) < RECEIPT_LEAST:
        raise Refused("receipt_wrong")
    mark, papers = mark_of(ballot, receipt), _papers(ballot)
    known = any(held == mark for held, _ in papers)
    first = not _has_cast(ballot.pk, room)
    if first is known:
        raise Refused("receipt_wrong")
    if first:
        insert(BallotCast(ballot=ballot, room_id=room))
    _lay_down(ballot, [paper for paper in papers if paper[0] != mark] + [(mark, choices)])
    return first


@prepared
def _has_cast(ballot: int, room: int) -> "QuerySet[BallotCast, int]":
    return BallotCast.objects.filter(ballot=ballot, room=room).values_list("pk", flat=True)


def mark_of(ballot: Ballot, receipt: str) -> str:
    """The digest by which a paper is found; of no use in another ballot."""
    return hashlib.sha256(f"{ballot.pk}:{receipt}".encode()).hexdigest()


def seal(ballot: Ballot) -> None:
    """After the closing nothing is found again: the marks go, so that a receipt proves to nobody what was voted."""
    _lay_down(ballot, [("", choices) for _, choices in _papers(ballot)])


def _papers(ballot: Ballot) -> list[Paper]:
    return [(mark, list(choices)) for mark, choices in SecretVote.objects.filter(ballot=ballot).values_list("mark", "choices")]


def _lay_down(ballot: Ballot, papers: list[Paper]) -> None:
    shuffled = list(papers)
    secrets.SystemRandom().shuffle(shuffled)
    SecretVote.objects.filter(ballot=ballot).delete()
    SecretVote.objects.bulk_create(SecretVote(ballot=ballot, mark=mark, choices=sorted(choices)) for mark, choices in shuffled)
