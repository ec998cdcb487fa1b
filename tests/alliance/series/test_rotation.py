"""Whose turn it is to host."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from multaqa.alliance.domain.rotation import Candidate, Hosting, next_host, suggest

D = dt.date
DIWAN, HISTORY, MINBAR = (Candidate(n, D(2026, 1, n)) for n in (1, 2, 3))


def play(rooms, months, history=()):
    history = list(history)
    for month in range(months):
        history.append(Hosting(next_host(rooms, history), D(2026, 2, 1) + dt.timedelta(days=30 * month)))
    return [hosting.room for hosting in history]


def test_the_one_admitted_first_begins():
    assert play([MINBAR, HISTORY, DIWAN], 4) == [1, 2, 3, 1]


def test_whoever_hosted_out_of_turn_waits_longer():
    assert play([DIWAN, HISTORY, MINBAR], 5, [Hosting(3, D(2026, 1, 20))]) == [3, 1, 2, 3, 1, 2]


def test_a_newcomer_hosts_once_and_not_until_it_has_caught_up():
    years = [Hosting(n, D(2026, 1, 5) + dt.timedelta(days=30 * k + n)) for k in range(5) for n in (1, 2, 3)]
    newcomer = Candidate(9, D(2026, 11, 1))
    history = list(years)
    for month in range(4):
        history.append(
            Hosting(next_host([DIWAN, HISTORY, MINBAR, newcomer], history), D(2026, 12, 1) + dt.timedelta(days=month * 30))
        )
    assert [one.room for one in history[15:]] == [9, 1, 2, 3]


def test_a_room_that_lives_elsewhere_is_passed_over_and_it_is_said():
    away = Candidate(1, D(2025, 1, 1), elsewhere=True)
    assert suggest([away, HISTORY], []) == (2, [(1, "elsewhere")])
    assert suggest([away], []) == (None, [(1, "elsewhere")])


@given(st.sets(st.integers(1, 50), min_size=1, max_size=12), st.integers(1, 4))
def test_over_whole_rounds_everybody_hosts_as_often(ids, rounds):
    rooms = [Candidate(n, D(2026, 1, 1) + dt.timedelta(days=n * 7 % 11)) for n in ids]
    hosted = play(rooms, rounds * len(rooms))
    assert {room: hosted.count(room) for room in ids} == dict.fromkeys(ids, rounds)
