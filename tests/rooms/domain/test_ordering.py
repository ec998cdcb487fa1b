"""The published rule of the line, as a property."""

from hypothesis import given
from hypothesis import strategies as st

from multaqa.rooms.domain.ordering import PRECEDENCE, Place, arrange, key_for, key_of

places = st.lists(
    st.builds(
        Place,
        id=st.integers(1, 10_000),
        kind=st.sampled_from(sorted(PRECEDENCE)),
        asked_ms=st.integers(0, 1_000),
        kept=st.booleans(),
        heard=st.booleans(),
        moved=st.none(),
        reason=st.just("in_order"),
    ),
    unique_by=lambda place: place.id,
    max_size=30,
)


def ids(line: list[tuple[int, str]]) -> list[int]:
    return [pk for pk, _ in line]


@given(places, st.booleans())
def test_everybody_stands_in_the_line_once(waiting, fair):
    assert sorted(ids(arrange(waiting, fair=fair))) == sorted(place.id for place in waiting)


@given(places, st.booleans(), st.randoms())
def test_the_order_does_not_depend_on_who_is_read_first(waiting, fair, random):
    shuffled = list(waiting)
    random.shuffle(shuffled)
    assert arrange(waiting, fair=fair) == arrange(shuffled, fair=fair)


@given(places, st.booleans())
def test_precedence_then_fairness_then_time(waiting, fair):
    by_id = {place.id: place for place in waiting}
    order = [by_id[pk] for pk in ids(arrange(waiting, fair=fair))]
    for first, second in zip(order, order[1:], strict=False):
        if first.kept != second.kept:
            assert first.kept
        elif not first.kept and PRECEDENCE[first.kind] != PRECEDENCE[second.kind]:
            assert PRECEDENCE[first.kind] < PRECEDENCE[second.kind]
        elif not first.kept and fair and first.heard != second.heard and PRECEDENCE[first.kind] == PRECEDENCE["contribution"]:
            assert second.heard
        else:
            assert (first.asked_ms, first.id) <= (second.asked_ms, second.id)


@given(places, st.booleans())
def test_one_who_leaves_changes_nobody_elses_order(waiting, fair):
    whole = ids(arrange(waiting, fair=fair))
    for gone in waiting:
        rest = [place for place in waiting if place.id != gone.id]
        assert ids(arrange(rest, fair=fair)) == [pk for pk in whole if pk != gone.id]


@given(places.filter(lambda line: len({key_of(p, fair=True) for p in line}) == len(line)), st.integers(0, 40))
def test_whoever_is_moved_stands_at_that_place_and_the_others_as_they_were(waiting, index):
    moved = Place(id=20_000, kind="contribution", asked_ms=5, moved=key_for(waiting, index, fair=True), reason="by_supervisor")
    whole = ids(arrange([*waiting, moved], fair=True))
    assert whole.index(20_000) == min(index, len(waiting))
    assert [pk for pk in whole if pk != 20_000] == ids(arrange(waiting, fair=True))


def test_each_place_says_why():
    line = [
        Place(1, "contribution", 10, heard=True),
        Place(2, "contribution", 20),
        Place(3, "order", 30),
        Place(4, "reply", 40),
        Place(5, "written", 1),
        Place(6, "question", 50, kept=True),
    ]
    assert arrange(line, fair=True) == [
        (6, "kept"), (3, "order"), (4, "reply"), (2, "not_heard_yet"), (1, "in_order"), (5, "written"),
    ]  # fmt: skip
    assert [reason for _, reason in arrange(line, fair=False)] == ["kept", "order", "reply", "in_order", "in_order", "written"]
