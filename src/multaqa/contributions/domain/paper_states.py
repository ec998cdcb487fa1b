"""What may become of a revision of a working paper: one table, (state, deed, role) → state. Pure (DOMAIN, "States")."""

from enum import StrEnum

from multaqa.contributions.domain.states import Role
from multaqa.contributions.enums import RevisionState


class Deed(StrEnum):
    """What is done to it. A revision comes into being by being handed in, so nobody ever meets one that is a draft."""

    HAND_IN = "hand_in"
    HAND_IN_AGAIN = "hand_in_again"
    RETURN = "return"
    APPROVE = "approve"
    PUBLISH = "publish"
    REPLACE = "replace"


WAITING = (RevisionState.SUBMITTED, RevisionState.RESUBMITTED)

# deed: who may do it, from which states, and to which state.
_RULES: dict[Deed, tuple[Role, tuple[RevisionState, ...], RevisionState]] = {
    Deed.HAND_IN: (Role.AUTHOR, (RevisionState.DRAFT,), RevisionState.SUBMITTED),
    Deed.HAND_IN_AGAIN: (Role.AUTHOR, (RevisionState.DRAFT,), RevisionState.RESUBMITTED),
    # One that waits is replaced only where it could not be prepared: the deed sees to that.
    Deed.REPLACE: (Role.AUTHOR, (*WAITING, RevisionState.RETURNED), RevisionState.REPLACED),
    Deed.RETURN: (Role.COMMITTEE, WAITING, RevisionState.RETURNED),
    Deed.APPROVE: (Role.COMMITTEE, WAITING, RevisionState.APPROVED),
    Deed.PUBLISH: (Role.COMMITTEE, (RevisionState.APPROVED,), RevisionState.PUBLISHED),
}

TABLE: dict[tuple[RevisionState, Deed, Role], RevisionState] = {
    (state, deed, role): to for deed, (role, states, to) in _RULES.items() for state in states
}


def after(state: RevisionState, deed: Deed, role: Role) -> RevisionState | None:
    """The state after `role` did `deed`, or None where that is not theirs to do."""
    return TABLE.get((state, deed, role))
