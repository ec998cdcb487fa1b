"""The urn of a secret ballot: papers that nobody but their voter finds again. Why it is done this way: docs/decisions/0010.

Who has voted is public and stands in `BallotCast`; the papers stand in `Urn`. Whatever could put the two side by side is kept
out: a ballot's papers are one row, in the order of their digests, so that neither their order nor the transaction that wrote
them tells whose came last."""

import hashlib
from typing import Any

import msgspec
from django.db.models import QuerySet

from multaqa.assembly.models import Ballot, BallotCast, Urn
from multaqa.common.prepared import insert, prepared, prepared_update
from multaqa.common.refusal import Refused

# 22 letters of base64 are 132 bits: nobody tries receipts until one fits.
RECEIPT_LEAST = 22

Paper = tuple[str, list[int]]


def set_up(ballot: Ballot) -> None:
    """An empty urn, when a secret vote is opened."""
    Urn.objects.create(ballot=ballot)


def cast_secretly(ballot: Ballot, room: int, choices: list[int], receipt: str) -> bool:
    """Puts a room's paper in the urn, or another one in its place, found by the receipt its voter made. Answers whether the room
    had not voted before. Raises Refused: receipt_wrong for one too short, not that of an earlier paper, or somebody else's."""
    if len(receipt) < RECEIPT_LEAST:
        raise Refused("receipt_wrong")
    mark, papers = mark_of(ballot, receipt), dict(_papers(ballot))
    known, first = mark in papers, not _has_cast(ballot.pk, room)
    if first is known:
        raise Refused("receipt_wrong")
    if first:
        insert(BallotCast(ballot=ballot, room_id=room))
    _lay_down(ballot, [*(papers | {mark: choices}).items()])
    return first


@prepared
def _has_cast(ballot: int, room: int) -> "QuerySet[BallotCast, int]":
    return BallotCast.objects.filter(ballot=ballot, room=room).values_list("pk", flat=True)


def mark_of(ballot: Ballot, receipt: str) -> str:
    """The digest by which a paper is found; of no use in another ballot."""
    return hashlib.sha256(f"{ballot.pk}:{receipt}".encode()).hexdigest()


def papers_in(ballot: Ballot) -> list[list[int]]:
    """What each paper says, as ids of choices."""
    return [choices for _, choices in _papers(ballot)]


def seal(ballot: Ballot) -> None:
    """After the closing nothing is found again: the digests go, so that a receipt proves to nobody what was voted."""
    _lay_down(ballot, [("", choices) for choices in papers_in(ballot)])


def _papers(ballot: Ballot) -> list[Paper]:
    return [paper for text in _texts(ballot.pk) for paper in msgspec.json.decode(text, type=list[Paper])]


@prepared
def _texts(ballot: int) -> "QuerySet[Urn, str]":
    return Urn.objects.filter(ballot=ballot).values_list("papers", flat=True)


def _lay_down(ballot: Ballot, papers: list[Paper]) -> None:
    _write(ballot.pk, msgspec.json.encode(sorted((mark, sorted(choices)) for mark, choices in papers)).decode())


@prepared_update
def _write(ballot: int, papers: str) -> "tuple[QuerySet[Urn, Urn], dict[str, Any]]":
    return Urn.objects.filter(ballot=ballot), {"papers": papers}
