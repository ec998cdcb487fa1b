"""No sequence of deeds by anybody leads a revision astray."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from multaqa.contributions.domain.paper_states import TABLE, Deed, after
from multaqa.contributions.domain.states import Role
from multaqa.contributions.enums import RevisionState

# DOMAIN: draft → submitted → returned(note) → resubmitted → approved → published; replaced. A file that comes again is a row of
# its own, so that "returned → resubmitted" is two steps: the old row is replaced, the new one begins as resubmitted.
ARROWS = {
    "draft": {"submitted", "resubmitted"},
    "submitted": {"returned", "approved", "replaced"},
    "resubmitted": {"returned", "approved", "replaced"},
    "returned": {"replaced"},
    "approved": {"published"},
}


@given(st.lists(st.tuples(st.sampled_from(Deed), st.sampled_from(Role)), max_size=30))
def test_whatever_is_done_by_whomever_each_step_is_an_arrow_of_the_domain(deeds):
    state = RevisionState.DRAFT
    for deed, role in deeds:
        reached = after(state, deed, role) or state
        assert reached == state or reached.value in ARROWS[state.value]
        state = reached


def test_the_table_has_every_arrow_and_no_other():
    arrows = {}
    for (state, _deed, _role), to in TABLE.items():
        arrows.setdefault(state.value, set()).add(to.value)
    assert arrows == ARROWS


def test_nothing_leaves_what_is_published_or_replaced():
    for state, deed, role in product((RevisionState.PUBLISHED, RevisionState.REPLACED), Deed, Role):
        assert after(state, deed, role) is None


def test_authors_hand_in_and_the_committee_weighs():
    own = {Deed.HAND_IN, Deed.HAND_IN_AGAIN, Deed.REPLACE}
    for _state, deed, role in TABLE:
        assert role is (Role.AUTHOR if deed in own else Role.COMMITTEE)
