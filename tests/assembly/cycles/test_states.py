"""The course of a month: what may follow what, who may do it, and that nothing else happens."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multaqa.alliance.enums import Office
from multaqa.assembly.domain.states import BEFORE_OPEN, COURSE, DEEDS, OVER, after, may, reached
from multaqa.assembly.enums import CycleState

WHO = {
    "open_call": {"coordinator", "secretary"},
    "close_call": {"coordinator", "secretary"},
    "hold_preparatory": set(),
    "publish_programme": {"coordinator", "secretary", "chair"},
    "hold_open": set(),
    "draft_minutes": set(),
    "approve_minutes": set(),
    "archive": {"coordinator", "secretary"},
    "postpone": {"coordinator"},
    "cancel": {"coordinator"},
    "set_topic": {"coordinator", "secretary", "chair"},
    "set_call": {"coordinator", "secretary"},
    "set_host": {"coordinator"},
    "call_extraordinary": {"coordinator"},
}


@given(st.lists(st.sampled_from(sorted(DEEDS)), max_size=30))
def test_no_row_of_deeds_leads_a_month_back_or_out_of_its_end(deeds: list[str]) -> None:
    state = CycleState.PLANNED
    for deed in deeds:
        to = after(state, deed)
        if to is None or to == state:
            continue
        assert state not in OVER
        assert to == CycleState.CANCELLED or COURSE.index(to) > COURSE.index(state)
        assert to != CycleState.CANCELLED or state in BEFORE_OPEN
        state = to


@pytest.mark.parametrize(("deed", "office"), list(itertools.product(DEEDS, Office)))
def test_each_deed_is_open_to_its_offices_alone(deed: str, office: Office) -> None:
    assert may({office}, deed) is (office in WHO[deed])
    assert not may(set(), deed)


def test_what_is_over_stays_over() -> None:
    assert not any(after(state, deed) for state in OVER for deed in DEEDS if (state, deed) != ("archived", "archive"))


def test_how_far_a_month_has_come() -> None:
    assert reached("open_held", CycleState.PREPARATORY_HELD)
    assert not reached("call_open", CycleState.CALL_CLOSED)
    assert not reached("cancelled", CycleState.PLANNED)
