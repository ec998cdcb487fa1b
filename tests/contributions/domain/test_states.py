"""No sequence of deeds by anybody leads astray."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from multaqa.contributions.domain.states import TABLE, Deed, Role, after, owes_a_sentence
from multaqa.contributions.enums import END_STATES, State

# Drawn from DOMAIN, "States", apart from the table itself.
ARROWS = {
    "draft": {"submitted"},
    "submitted": {"under_review", "needs_changes", "accepted", "not_accepted", "withdrawn", "merged", "duplicate", "deferred"},
    "under_review": {"needs_changes", "accepted", "not_accepted", "withdrawn", "merged", "duplicate", "deferred"},
    "needs_changes": {"submitted", "withdrawn"},
    "accepted": {"scheduled", "withdrawn", "deferred"},
    "scheduled": {"presented", "deferred"},
    "presented": {"adopted", "noted", "referred", "deferred"},
}


@given(st.lists(st.tuples(st.sampled_from(Deed), st.sampled_from(Role)), max_size=40))
def test_whatever_is_done_by_whomever_each_step_is_an_arrow_of_the_domain(deeds: list[tuple[Deed, Role]]) -> None:
    state = State.DRAFT
    for deed, role in deeds:
        reached = after(state, deed, role) or state
        assert reached == state or reached.value in ARROWS[state.value]
        state = reached


def test_the_table_has_every_arrow_and_no_other() -> None:
    arrows: dict[str, set[str]] = {}
    for (state, _deed, _role), to in TABLE.items():
        if to != state:
            arrows.setdefault(state.value, set()).add(to.value)
    assert arrows == ARROWS


def test_nothing_leaves_an_end_state() -> None:
    for state, deed, role in product(END_STATES, Deed, Role):
        assert after(state, deed, role) is None


def test_only_the_author_edits_submits_and_withdraws() -> None:
    own = {Deed.SUBMIT, Deed.EDIT, Deed.WITHDRAW}
    for _state, deed, role in TABLE:
        assert (role is Role.AUTHOR) == (deed in own)


def test_every_end_state_owes_its_author_a_sentence() -> None:
    assert {state for state in State if owes_a_sentence(state)} == set(END_STATES)
