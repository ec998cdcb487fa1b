"""The course of a month, in one table. Pure: which deed leads from where to where, and which offices may do it."""

from typing import NamedTuple

from multaqa.alliance.enums import Office
from multaqa.assembly.enums import CycleState as S

COURSE = (
    S.PLANNED, S.CALL_OPEN, S.CALL_CLOSED, S.PREPARATORY_HELD, S.PROGRAMME_PUBLISHED, S.OPEN_HELD, S.MINUTES_DRAFT,
    S.MINUTES_APPROVED, S.ARCHIVED,
)  # fmt: skip
BEFORE_PREPARATORY = COURSE[:3]
BEFORE_OPEN = COURSE[:5]
OVER = (S.ARCHIVED, S.CANCELLED)


class Deed(NamedTuple):
    """`of` are the states it may be done in; `to` the state it leads to, None when the month stays where it is. `offices` are
    those who may do it by hand: nobody when it only follows from what happened."""

    of: tuple[S, ...]
    to: S | None
    offices: frozenset[str]


_LEAD = frozenset({Office.COORDINATOR})
_PAPERS = frozenset({Office.COORDINATOR, Office.SECRETARY})
_ALL = frozenset({Office.COORDINATOR, Office.SECRETARY, Office.CHAIR})
_NOBODY: frozenset[str] = frozenset()

DEEDS = {
    "open_call": Deed((S.PLANNED,), S.CALL_OPEN, _PAPERS),
    "close_call": Deed((S.CALL_OPEN,), S.CALL_CLOSED, _PAPERS),
    # A sitting that was held was held, whatever was forgotten before it.
    "hold_preparatory": Deed(BEFORE_PREPARATORY, S.PREPARATORY_HELD, _NOBODY),
    "publish_programme": Deed((S.PREPARATORY_HELD,), S.PROGRAMME_PUBLISHED, _ALL),
    "hold_open": Deed(BEFORE_OPEN, S.OPEN_HELD, _NOBODY),
    "draft_minutes": Deed((S.OPEN_HELD,), S.MINUTES_DRAFT, _NOBODY),
    "approve_minutes": Deed((S.OPEN_HELD, S.MINUTES_DRAFT), S.MINUTES_APPROVED, _NOBODY),
    "archive": Deed((S.MINUTES_APPROVED,), S.ARCHIVED, _PAPERS),
    "postpone": Deed(BEFORE_OPEN, None, _LEAD),
    "cancel": Deed((*BEFORE_OPEN, S.POSTPONED), S.CANCELLED, _LEAD),
    "set_topic": Deed((*BEFORE_OPEN, S.POSTPONED), None, _ALL),
    "set_call": Deed((S.PLANNED, S.CALL_OPEN), None, _PAPERS),
    "set_host": Deed(BEFORE_OPEN, None, _LEAD),
    "call_extraordinary": Deed((*BEFORE_OPEN, S.OPEN_HELD, S.MINUTES_DRAFT), None, _LEAD),
}


def after(state: str, deed: str) -> S | None:
    """The state a deed leads to; None when it may not be done there."""
    row = DEEDS[deed]
    return None if state not in row.of else (row.to or S(state))


def may(offices: frozenset[str] | set[str], deed: str) -> bool:
    """Whether somebody holding these offices may do the deed by hand."""
    return bool(DEEDS[deed].offices & offices)


def reached(state: str, step: S) -> bool:
    """Whether the month has come as far as `step`."""
    return state in COURSE and COURSE.index(S(state)) >= COURSE.index(step)
