"""So many at once, then so many in a while; never more, whatever the rhythm."""

from hypothesis import given
from hypothesis import strategies as st

from multaqa.live.core.credits import Bucket, Credits, Rate
from multaqa.wire.commands import Ask, Finish, Say, Withdraw

KEY = "key-of-eight"


@given(st.integers(1, 10), st.integers(1, 5000), st.lists(st.integers(0, 4000), max_size=60))
def test_never_more_than_the_burst_and_what_time_brought(burst: int, every_ms: int, pauses: list[int]) -> None:
    bucket, now, taken = Bucket(Rate(burst, every_ms), 0), 0, 0
    for pause in pauses:
        now += pause
        wait = bucket.take(now)
        taken += wait == 0
        assert taken <= burst + now / every_ms + 1e-6
        assert wait <= every_ms


@given(st.integers(1, 10), st.integers(2, 5000))
def test_whoever_waits_as_told_is_let_through(burst: int, every_ms: int) -> None:
    bucket, now = Bucket(Rate(burst, every_ms), 0), 0
    assert [bucket.take(now) for _ in range(burst)] == [0] * burst
    now += bucket.take(now) + 1
    assert bucket.take(now) == 0


def test_a_clock_that_steps_back_gives_nothing() -> None:
    bucket = Bucket(Rate(1, 1000), 10_000)
    assert bucket.take(10_000) == 0
    assert bucket.take(0) > 0
    assert bucket.take(10_500) == 500


def test_a_newcomer_writes_two_messages_and_a_member_five() -> None:
    member, newcomer = Credits(newcomer=False), Credits(newcomer=True)
    say = Say(key=KEY, text="سلام")
    assert [member.take(say, 0) for _ in range(6)] == [0] * 5 + [1500]
    assert [newcomer.take(say, 0) for _ in range(3)] == [0] * 2 + [5000]


def test_asking_and_withdrawing_share_one_purse_and_leave_the_others_alone() -> None:
    credits = Credits(newcomer=False)
    assert [credits.take(c, 0) for c in (Ask(key=KEY), Withdraw(key=KEY), Ask(key=KEY), Withdraw(key=KEY))] == [0, 0, 0, 10_000]
    assert credits.take(Finish(key=KEY), 0) == 0
