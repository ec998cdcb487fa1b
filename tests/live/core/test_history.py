"""Whatever order announcements come in, events go out by number, once, without a gap."""

from hypothesis import given
from hypothesis import strategies as st

from multaqa.live.core.history import History, joined
from multaqa.live.ports import Kept


def kept(n: int) -> Kept:
    return Kept(n, b"%d" % n)


def run(first: int, last: int) -> list[Kept]:
    return [kept(n) for n in range(first, last + 1)]


@given(st.data(), st.integers(0, 5), st.integers(1, 40))
def test_shuffled_repeated_and_missing_announcements_come_out_in_order(data: st.DataObject, start: int, count: int) -> None:
    wanted = run(start + 1, start + count)
    heard = data.draw(st.lists(st.lists(st.sampled_from(wanted), max_size=5), max_size=60))
    history = History(start)
    told = [event for batch in heard for event in history.hear(batch)]
    if history.gap:
        told += history.hear(wanted[len(told) :])
    last = max((event.n for batch in heard for event in batch), default=start)
    assert [event.n for event in told[: last - start]] == list(range(start + 1, last + 1))
    assert [event.n for event in told] == list(range(start + 1, history.n + 1))
    assert not history.gap


@given(st.integers(0, 30), st.integers(1, 10), st.integers(0, 35))
def test_what_is_kept_is_given_back_whole_or_not_at_all(count: int, keeps: int, since: int) -> None:
    history = History(0, keeps)
    history.hear(run(1, count))
    after = history.after(since)
    if since > count or count - since > keeps:
        assert after is None
    else:
        assert after == run(since + 1, count)


def test_a_number_somebody_was_told_is_missed_until_it_comes() -> None:
    history = History(3)
    history.expect(4)
    assert history.gap
    assert history.hear([kept(4)]) == [kept(4)]
    assert not history.gap


def test_two_runs_join_where_they_meet_or_overlap() -> None:
    assert joined(run(3, 6), run(5, 9), after=2, upto=9) == run(3, 9)
    assert joined(run(3, 5), run(6, 9), after=2, upto=9) == run(3, 9)
    assert joined(run(3, 4), run(6, 9), after=2, upto=9) is None
    assert joined([], [], after=9, upto=9) == []


@given(st.integers(0, 20), st.integers(0, 12), st.integers(1, 10), st.integers(0, 30), st.integers(0, 30))
def test_what_was_before_is_taken_in_where_nothing_is_missing_between(
    began: int, heard: int, keeps: int, first: int, last: int
) -> None:
    history = History(began, keeps)
    history.hear(run(began + 1, began + heard))
    history.remind(run(first, last))
    oldest = max(0, history.n - keeps)
    whole = first <= began <= last
    for since in range(history.n + 1):
        known = since >= max(oldest, began) or (whole and since >= max(oldest, first - 1)) or since == history.n
        assert history.after(since) == (run(since + 1, history.n) if known else None), since


def test_a_reminder_never_runs_ahead_of_what_was_given_out() -> None:
    history = History(5)
    history.remind(run(3, 9))
    assert (history.n, history.gap, history.after(2)) == (5, False, run(3, 5))
    assert history.hear(run(6, 6)) == run(6, 6)
