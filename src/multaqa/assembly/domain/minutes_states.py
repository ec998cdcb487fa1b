"""The course of minutes, in one table. Pure: in which states what may be done to them, by whom, and where it leads.

auto_draft → editing → sent_for_comments → approved → published → corrected."""

from typing import Literal, NamedTuple

from multaqa.assembly.enums import MinutesState as S

Part = Literal["keeper", "delegate", "alternate"]

DRAFTS = (S.AUTO_DRAFT, S.EDITING, S.SENT_FOR_COMMENTS)
OUT = (S.PUBLISHED, S.CORRECTED)


class Deed(NamedTuple):
    """`of` are the states it may be done in, `to` the state it leads to (None: it stays), `parts` who may do it."""

    of: tuple[S, ...]
    to: S | None
    parts: frozenset[Part]


_KEEPER: frozenset[Part] = frozenset({"keeper"})
_ROOMS: frozenset[Part] = frozenset({"delegate"})
_READERS: frozenset[Part] = frozenset({"keeper", "delegate", "alternate"})

DEEDS = {
    # Approved words stand still until everybody sees them: then they are corrected before everybody's eyes.
    "begin": Deed((S.AUTO_DRAFT,), S.EDITING, _KEEPER),
    "edit": Deed((S.EDITING, S.SENT_FOR_COMMENTS), None, _KEEPER),
    "correct": Deed(OUT, S.CORRECTED, _KEEPER),
    "send": Deed(DRAFTS, S.SENT_FOR_COMMENTS, _KEEPER),
    "remark": Deed((S.SENT_FOR_COMMENTS,), None, _READERS),
    "settle": Deed((S.SENT_FOR_COMMENTS, S.APPROVED, *OUT), None, _KEEPER),
    "open_round": Deed((S.SENT_FOR_COMMENTS,), None, _KEEPER),
    "end_round": Deed((S.SENT_FOR_COMMENTS,), None, _KEEPER),
    "answer": Deed((S.SENT_FOR_COMMENTS,), None, _ROOMS),
    "approve": Deed((S.SENT_FOR_COMMENTS,), S.APPROVED, _KEEPER),
    "publish": Deed((S.APPROVED,), S.PUBLISHED, _KEEPER),
}
CHANGES = ("begin", "edit", "correct")


def changing(state: str) -> str:
    """Which of CHANGES a change of the text is in this state; empty when the text stands still."""
    return next((name for name in CHANGES if state in DEEDS[name].of), "")


def after(state: str, deed: str) -> S | None:
    """The state a deed leads to; None when it may not be done there."""
    row = DEEDS[deed]
    return None if state not in row.of else (row.to or S(state))


def may(parts: frozenset[Part], deed: str) -> bool:
    """Whether somebody with these parts in the minutes may do the deed."""
    return bool(DEEDS[deed].parts & parts)
