"""Who may do what to a contribution in which state: every part, every deed, every state."""

from django.db import transaction

from multaqa.contributions.enums import State
from multaqa.contributions.models import Contribution
from tests.contributions.doing import ACCOUNTS, COMMITTEE, DEEDS, WHO, Brought, bring_it, came_of

STATES = tuple(state.value for state in State)
IN_REVIEW = ("submitted", "under_review")
MAY = {
    **dict.fromkeys(DEEDS, set(COMMITTEE)),
    **dict.fromkeys(("bring", "discuss"), set(WHO)),
    **dict.fromkeys(("edit", "withdraw", "agree", "keep_apart"), {"author"}),
    "endorse": set(ACCOUNTS),
}
REFUSAL = {**dict.fromkeys(DEEDS, "not_allowed"), "endorse": "account_for_support"}

# Where whoever may do a deed does it, and the state it leads to; anywhere else it is not from here.
LEADS = {
    **dict.fromkeys(("bring", "keep_apart", "hide"), {state: state for state in STATES}),
    "edit": {"draft": "draft", "submitted": "submitted", "needs_changes": "submitted"},
    "withdraw": dict.fromkeys((*IN_REVIEW, "needs_changes", "accepted", "withdrawn"), "withdrawn"),
    "endorse": {state: state for state in STATES if state not in ("draft", "withdrawn", "merged", "duplicate")},
    **dict.fromkeys(("discuss", "note"), {state: state for state in STATES if state != "draft"}),
    "take": dict.fromkeys(IN_REVIEW, "under_review"),
    "give_back": dict.fromkeys(IN_REVIEW, "needs_changes"),
    **dict.fromkeys(("accept", "refuse", "defer", "propose_merge"), {state: state for state in IN_REVIEW}),
    "publish": {state: state for state in STATES},
    "agree": dict.fromkeys(IN_REVIEW, "merged"),
    "mark_duplicate": dict.fromkeys(IN_REVIEW, "duplicate"),
}  # fmt: skip
NOT_HERE = {**dict.fromkeys(DEEDS, "not_from_here"), **dict.fromkeys(("discuss", "note"), "discussion_closed")}
DECIDES = {"accept": "accepted", "refuse": "not_accepted", "defer": "deferred"}
# What is decided waits, until one of these: it is published, or the contribution goes another way.
SETTLES = ("give_back", "withdraw", "agree", "mark_duplicate")


def expected(who: str, deed: str, state: str, pending: str) -> tuple[str, tuple[str, str]]:
    """The matrix, said once more in another way than the code does: what comes of it, the state after, what then waits."""
    if who not in MAY[deed]:
        return REFUSAL[deed], (state, pending)
    if state not in LEADS[deed]:
        return NOT_HERE[deed], (state, pending)
    if deed == "publish":
        return "done", (pending or state, "")
    left = "" if deed in SETTLES else DECIDES.get(deed, pending)
    return "done", (LEADS[deed][state], left)


def happened(brought: Brought, deed: str, who: str) -> tuple[str, tuple[str, str]]:
    """What comes of it, and how it then stands; afterwards it did not happen."""
    mark = transaction.savepoint()
    came = came_of(brought, deed, brought.people[who]), brought.stands
    transaction.savepoint_rollback(mark)
    return came


def wrong_in(brought: Brought, state: str, pending: str = "") -> list[object]:
    Contribution.objects.filter(pk=brought.idea.pk).update(state=state, pending_state=pending, pending_answer=pending)
    told = ((who, deed, happened(brought, deed, who), expected(who, deed, state, pending)) for who in WHO for deed in DEEDS)
    return [(state, pending, *each) for each in told if each[2] != each[3]]


def test_every_part_every_deed_every_state(world, call):
    brought = bring_it(world, call)
    assert [wrong for state in STATES for wrong in wrong_in(brought, state)] == []


def test_with_a_decision_that_waits_too(world, call):
    brought = bring_it(world, call)
    assert [wrong for state in IN_REVIEW for wrong in wrong_in(brought, state, "accepted")] == []


def test_nobody_is_left_out_of_the_matrix(world, call):
    assert set(bring_it(world, call).people) == set(WHO)
    assert set(LEADS) == set(MAY) == set(DEEDS)
