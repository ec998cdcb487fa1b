"""Whatever is done to minutes in whatever order, by whomever: they never leave their course, and nothing changes unseen."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from multaqa.assembly.domain import approving
from multaqa.assembly.domain.minutes_states import DEEDS as TABLE
from multaqa.assembly.domain.minutes_states import after
from multaqa.assembly.enums import MinutesState
from multaqa.assembly.models import EntryRevision, Minutes, MinutesComment
from tests.assembly.minutes.doing import DEEDS, WHO, came_of, person

LEGAL = {
    ("auto_draft", "editing"), ("auto_draft", "sent_for_comments"), ("editing", "sent_for_comments"),
    ("sent_for_comments", "approved"), ("approved", "published"), ("published", "corrected"),
}  # fmt: skip
KEEPERS = ("secretary", "coordinator")
# Those who may do something come up more often than those who may not.
likely = st.tuples(st.sampled_from(DEEDS), st.sampled_from(("secretary", "delegate")), st.integers(0, 3), st.booleans())
any_act = st.tuples(st.sampled_from(DEEDS), st.sampled_from(WHO), st.integers(0, 3), st.booleans())
courses = st.lists(st.one_of(likely, likely, any_act), max_size=30)


def _texts(held) -> list[tuple[object, ...]]:
    return list(held.minutes.entries.values_list("pk", "position", "item", "text_ar", "text_en", "removed_at"))


def _check(held, before: Minutes, texts: list[tuple[object, ...]], revisions: int, who: str) -> None:
    row = Minutes.objects.get()
    assert row.state == before.state or (before.state, row.state) in LEGAL
    changed = _texts(held) != texts
    assert changed == (EntryRevision.objects.count() > revisions)
    if changed:
        assert who in KEEPERS
        assert before.state != "approved"
        assert before.round_until is None
    assert (row.version > before.version) == (changed and before.state in ("published", "corrected"))
    assert (row.published_at is not None) == (row.state in ("published", "corrected"))
    if (before.state, row.state) == ("sent_for_comments", "approved"):
        stands = approving.round_of(row)
        assert stands.approve >= stands.needed
    if (before.state, row.state) == ("approved", "published"):
        assert who in KEEPERS


@pytest.mark.django_db
@settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(courses)
def test_every_course_of_minutes(held, course):
    mark = transaction.savepoint()
    MinutesComment.objects.create(minutes=held.minutes, person=held.delegates[0], text="أول ملاحظة")
    for n, (deed, who, which, yes) in enumerate(course):
        before, texts, revisions = Minutes.objects.get(), _texts(held), EntryRevision.objects.count()
        came = came_of(held, deed, person(held, who, which), words=f"كلام {n}", approves=yes)
        _check(held, before, texts, revisions, who)
        if came != "done":
            assert (Minutes.objects.get().state, _texts(held)) == (before.state, texts)
    transaction.savepoint_rollback(mark)


def test_the_table_knows_no_other_way():
    leads = {(state, to) for deed in TABLE for state in MinutesState.values if (to := after(state, deed)) and to != state}
    assert {(a, str(b)) for a, b in leads} == LEGAL
