"""What may become of a contribution: one table, (state, deed, role) → state. Pure (DOMAIN, "States")."""

from enum import StrEnum

from multaqa.contributions.enums import END_STATES, State


class Role(StrEnum):
    """As what somebody does a deed: its author, the committee of the alliance, or a sitting."""

    AUTHOR = "author"
    COMMITTEE = "committee"
    ASSEMBLY = "assembly"


class Deed(StrEnum):
    """What is done to it."""

    SUBMIT = "submit"
    EDIT = "edit"
    WITHDRAW = "withdraw"
    TAKE = "take"
    REQUEST_CHANGES = "request_changes"
    ACCEPT = "accept"
    NOT_ACCEPT = "not_accept"
    MERGE = "merge"
    DUPLICATE = "duplicate"
    DEFER = "defer"
    SCHEDULE = "schedule"
    PRESENT = "present"
    ADOPT = "adopt"
    NOTE = "note"
    REFER = "refer"


_IN_REVIEW = (State.SUBMITTED, State.UNDER_REVIEW)
_BEFORE_AN_END = (State.SUBMITTED, State.UNDER_REVIEW, State.NEEDS_CHANGES, State.ACCEPTED)

# deed: who may do it, from which states, and to which state; None: it stays where it is.
_RULES: dict[Deed, tuple[Role, tuple[State, ...], State | None]] = {
    Deed.SUBMIT: (Role.AUTHOR, (State.DRAFT, State.NEEDS_CHANGES), State.SUBMITTED),
    Deed.EDIT: (Role.AUTHOR, (State.DRAFT, State.NEEDS_CHANGES, State.SUBMITTED), None),
    Deed.WITHDRAW: (Role.AUTHOR, _BEFORE_AN_END, State.WITHDRAWN),
    Deed.TAKE: (Role.COMMITTEE, (State.SUBMITTED,), State.UNDER_REVIEW),
    Deed.REQUEST_CHANGES: (Role.COMMITTEE, _IN_REVIEW, State.NEEDS_CHANGES),
    Deed.ACCEPT: (Role.COMMITTEE, _IN_REVIEW, State.ACCEPTED),
    Deed.NOT_ACCEPT: (Role.COMMITTEE, _IN_REVIEW, State.NOT_ACCEPTED),
    Deed.MERGE: (Role.COMMITTEE, _IN_REVIEW, State.MERGED),
    Deed.DUPLICATE: (Role.COMMITTEE, _IN_REVIEW, State.DUPLICATE),
    Deed.SCHEDULE: (Role.ASSEMBLY, (State.ACCEPTED,), State.SCHEDULED),
    Deed.PRESENT: (Role.ASSEMBLY, (State.SCHEDULED,), State.PRESENTED),
    Deed.ADOPT: (Role.ASSEMBLY, (State.PRESENTED,), State.ADOPTED),
    Deed.NOTE: (Role.ASSEMBLY, (State.PRESENTED,), State.NOTED),
    Deed.REFER: (Role.ASSEMBLY, (State.PRESENTED,), State.REFERRED),
}
_DEFERRABLE = {Role.COMMITTEE: _IN_REVIEW, Role.ASSEMBLY: (State.ACCEPTED, State.SCHEDULED, State.PRESENTED)}

TABLE: dict[tuple[State, Deed, Role], State] = {
    (state, deed, role): state if to is None else to for deed, (role, states, to) in _RULES.items() for state in states
} | {(state, Deed.DEFER, role): State.DEFERRED for role, states in _DEFERRABLE.items() for state in states}


def after(state: State, deed: Deed, role: Role) -> State | None:
    """The state after `role` did `deed`, or None where that is not theirs to do."""
    return TABLE.get((state, deed, role))


def owes_a_sentence(state: State) -> bool:
    """Whether coming into it needs a public sentence for the author."""
    return state in END_STATES
