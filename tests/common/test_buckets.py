"""So many at once, then so many a second; and no crowd of keys fills the memory."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multaqa.common.buckets import Bucket, Buckets

STEPS = st.lists(st.tuples(st.floats(0, 5), st.integers(1, 3)), max_size=60)


def test_five_at_once_then_one_every_second_and_a_half() -> None:
    bucket = Bucket(burst=5, per_second=1 / 1.5, now=100)
    assert [bucket.take(100) for _ in range(6)] == [True] * 5 + [False]
    assert bucket.wait(100) == pytest.approx(1.5)
    assert not bucket.take(101.4)
    assert bucket.take(101.6)
    assert bucket.wait(110) == 0


def test_a_refusal_costs_nothing() -> None:
    bucket = Bucket(burst=2, per_second=1, now=0)
    assert bucket.take(0, 2)
    assert [bucket.take(0.5) for _ in range(20)] == [False] * 20
    assert bucket.take(1)


def test_a_clock_stepping_back_refills_nothing() -> None:
    bucket = Bucket(burst=1, per_second=1, now=10)
    assert bucket.take(10)
    assert not bucket.take(3)
    assert not bucket.take(10.5)
    assert bucket.take(11)


def test_more_than_a_bucket_holds_never_comes() -> None:
    assert Bucket(burst=2, per_second=1, now=0).wait(0, 3) == float("inf")


@pytest.mark.parametrize(("burst", "per_second"), [(0, 1), (0.5, 1), (1, 0), (1, -1)])
def test_a_bucket_that_could_never_be_used_is_refused(burst: float, per_second: float) -> None:
    with pytest.raises(ValueError, match="at least one token"):
        Bucket(burst, per_second, now=0)


@given(st.integers(1, 10), st.floats(0.1, 10), STEPS)
def test_never_more_than_the_burst_and_what_has_flowed_in(burst: int, per_second: float, steps: list[tuple[float, int]]) -> None:
    bucket, now, taken = Bucket(burst, per_second, 0), 0.0, 0
    for pause, tokens in steps:
        now += pause
        taken += tokens if bucket.take(now, tokens) else 0
        assert taken <= burst + now * per_second + 1e-6


@given(st.integers(1, 10), st.floats(0.1, 10), STEPS)
def test_whoever_waits_as_told_is_let_through(burst: int, per_second: float, steps: list[tuple[float, int]]) -> None:
    bucket, now = Bucket(burst, per_second, 0), 0.0
    for pause, tokens in steps:
        now += pause
        if tokens <= burst and not bucket.take(now, tokens):
            now += bucket.wait(now, tokens) + 1e-6
            assert bucket.take(now, tokens)


def test_everybody_has_a_bucket_of_their_own() -> None:
    buckets = Buckets[str](burst=1, per_second=1)
    assert buckets.take("سلمى", 0)
    assert not buckets.take("سلمى", 0)
    assert buckets.wait("سلمى", 0) == 1
    assert buckets.take("هاني", 0)
    assert buckets.wait("منى", 0) == 0
    buckets.forget("سلمى")
    assert buckets.take("سلمى", 0)


def test_full_buckets_are_forgotten() -> None:
    buckets = Buckets[int](burst=1, per_second=1)
    for key in range(100):
        buckets.take(key, 0)
    assert len(buckets) == 100
    buckets.take(100, 1)
    assert len(buckets) == 1


@given(st.lists(st.tuples(st.integers(0, 50), st.floats(0, 0.2))))
def test_no_crowd_of_keys_outgrows_the_bound(steps: list[tuple[int, float]]) -> None:
    buckets, now = Buckets[int](burst=3, per_second=0.5, most_keys=8), 0.0
    for key, pause in steps:
        now += pause
        buckets.take(key, now)
        assert 0 < len(buckets) <= 8


def test_past_the_bound_the_longest_untouched_goes() -> None:
    buckets = Buckets[str](burst=1, per_second=0.001, most_keys=2)
    for key in ("أ", "ب", "أ", "ج"):
        buckets.take(key, 0)
    assert buckets.wait("أ", 0) > 0
    assert buckets.wait("ب", 0) == 0
