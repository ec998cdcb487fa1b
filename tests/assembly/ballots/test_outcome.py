"""How votes are counted: the rules of docs/decisions/0009, and the laws every count keeps."""

from fractions import Fraction

import pyrankvote
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyrankvote import Ballot as Ranking
from pyrankvote import Candidate
from votelib.convert import ApprovalToSimpleVotes
from votelib.evaluate.core import Plurality, Tie
from votelib.evaluate.threshold import AbsoluteThreshold

from multaqa.assembly.domain.outcome import tally

YES_NO = ((1, "for"), (2, "against"), (3, "abstain"))
THREE = ((1, ""), (2, ""), (3, ""))
MAJORITIES = ("simple", "absolute", "two_thirds")
BASES = ("cast", "present", "seats")


def motion(yes: int, no: int, abstain: int, majority: str, base: str, present: int = 0, seats: int = 12):
    votes = [(1,)] * yes + [(2,)] * no + [(3,)] * abstain
    return tally("yes_no", majority, base, votes, YES_NO, max(present, len(votes)), seats, 1)


@pytest.mark.parametrize(
    ("yes", "no", "abstain", "majority", "base", "present", "adopted"),
    [
        (2, 1, 5, "simple", "cast", 8, True),
        (2, 1, 5, "simple", "seats", 8, True),
        (2, 2, 0, "simple", "cast", 4, False),
        (0, 0, 4, "simple", "cast", 4, False),
        (3, 2, 5, "absolute", "cast", 10, True),
        (3, 2, 5, "absolute", "present", 10, False),
        (6, 2, 2, "absolute", "present", 10, True),
        (5, 0, 0, "absolute", "present", 10, False),
        (6, 0, 0, "absolute", "seats", 10, False),
        (7, 0, 0, "absolute", "seats", 10, True),
        (4, 2, 4, "two_thirds", "cast", 10, True),
        (4, 2, 4, "two_thirds", "present", 10, False),
        (8, 0, 0, "two_thirds", "seats", 8, True),
        (7, 0, 0, "two_thirds", "seats", 8, False),
        (0, 0, 0, "two_thirds", "cast", 0, False),
        (0, 0, 0, "absolute", "cast", 0, False),
    ],
)
def test_a_motion_by_the_rules(yes, no, abstain, majority, base, present, adopted):
    assert motion(yes, no, abstain, majority, base, present).adopted is adopted


def test_a_tie_is_a_tie():
    assert (motion(3, 3, 1, "simple", "cast").tie, motion(3, 3, 1, "simple", "cast").winner) == (True, 0)
    assert not motion(0, 0, 3, "simple", "cast").tie
    assert motion(3, 2, 0, "simple", "cast").winner == 1


def test_one_of_several():
    votes = [(1,)] * 3 + [(2,)] * 3 + [(3,)]
    assert tally("single", "simple", "cast", votes, THREE, 7, 12, 1).tie
    result = tally("single", "simple", "cast", [*votes, (1,)], THREE, 8, 12, 1)
    assert (result.winner, result.adopted, result.counts) == (1, True, {1: 4, 2: 3, 3: 1})
    assert not tally("single", "absolute", "cast", [*votes, (1,)], THREE, 8, 12, 1).adopted
    assert not tally("single", "simple", "cast", [], THREE, 8, 12, 1).tie


def test_several_of_several_is_reckoned_of_papers_not_of_names():
    votes = [(1, 2), (1, 3), (1,), (2,)]
    result = tally("several", "two_thirds", "cast", votes, THREE, 4, 4, 2)
    assert (result.winner, result.counts) == (1, {1: 3, 2: 2, 3: 1})


@pytest.mark.parametrize("paper", [(), (9,), (1, 1), (1, 2, 3)])
def test_a_paper_that_could_not_be_cast_stops_the_count(paper):
    with pytest.raises(ValueError, match="could not have been cast"):
        tally("several", "simple", "cast", [paper], THREE, 4, 4, 2)


papers = st.lists(st.sampled_from([(1,), (2,), (3,)]), max_size=30)
approvals = st.lists(
    st.sets(st.sampled_from([1, 2, 3]), min_size=1, max_size=3).map(lambda names: tuple(sorted(names))), max_size=30
)
rule = st.tuples(st.sampled_from(MAJORITIES), st.sampled_from(BASES))
away = st.integers(0, 10)


@given(papers, rule, away, st.randoms(use_true_random=False))
def test_the_order_of_papers_says_nothing(votes, rule, missing, random):
    shuffled = list(votes)
    random.shuffle(shuffled)
    for method, choices in (("yes_no", YES_NO), ("single", THREE)):
        asked = (choices, len(votes) + missing, len(votes) + missing + 2, 1)
        assert tally(method, *rule, votes, *asked) == tally(method, *rule, shuffled, *asked)


@given(papers, rule, away)
def test_nothing_is_lost_and_nothing_is_added(votes, rule, missing):
    result = tally("yes_no", *rule, votes, YES_NO, len(votes) + missing, 40, 1)
    assert sum(result.counts.values()) == len(votes)
    assert not (result.adopted and result.tie)
    assert (result.winner != 0) == result.adopted


@given(papers, rule, away)
def test_a_motion_adopted_stays_adopted_with_one_more_for_it(votes, rule, missing):
    present = len(votes) + missing + 1
    before = tally("yes_no", *rule, votes, YES_NO, present, 45, 1)
    after = tally("yes_no", *rule, [*votes, (1,)], YES_NO, present, 45, 1)
    assert after.adopted or not before.adopted


@given(papers, rule, away)
def test_a_change_of_mind_towards_it_never_harms_it(votes, rule, missing):
    present = len(votes) + missing
    before = tally("yes_no", *rule, votes, YES_NO, present, 45, 1)
    for n, paper in enumerate(votes):
        if paper != (1,):
            changed = [*votes[:n], (1,), *votes[n + 1 :]]
            assert tally("yes_no", *rule, changed, YES_NO, present, 45, 1).adopted or not before.adopted


@given(approvals, rule, away, st.permutations([1, 2, 3]))
def test_no_choice_is_favoured(votes, rule, missing, names):
    renamed = dict(zip((1, 2, 3), names, strict=True))
    asked = (THREE, len(votes) + missing, 45, 3)
    before = tally("several", *rule, votes, *asked)
    after = tally("several", *rule, [tuple(renamed[name] for name in paper) for paper in votes], *asked)
    assert after.counts == {renamed[name]: count for name, count in before.counts.items()}
    assert (after.winner, after.tie, after.adopted) == (renamed.get(before.winner, 0), before.tie, before.adopted)


# ── what others count ──


@given(papers.filter(bool))
@settings(max_examples=60)
def test_the_first_of_several_is_that_of_another_library(votes):
    ours = tally("single", "simple", "cast", votes, THREE, 0, 0, 1)
    (theirs,) = Plurality().evaluate({paper[0]: votes.count(paper) for paper in votes}, 1)
    assert ours.tie is isinstance(theirs, Tie)
    assert ours.tie or ours.winner == theirs


@given(approvals.filter(bool))
@settings(max_examples=60)
def test_approvals_are_those_of_another_library(votes):
    ours = tally("several", "simple", "cast", votes, THREE, 0, 0, 3)
    theirs = ApprovalToSimpleVotes().convert({frozenset(paper): votes.count(paper) for paper in votes})
    assert {name: count for name, count in ours.counts.items() if count} == dict(theirs)


@given(papers.filter(bool), st.sampled_from([("absolute", Fraction(1, 2), False), ("two_thirds", Fraction(2, 3), True)]))
@settings(max_examples=60)
def test_thresholds_are_those_of_another_library(votes, rule):
    majority, share, equal = rule
    ours = tally("single", majority, "cast", votes, THREE, 0, 0, 1)
    passing = AbsoluteThreshold(share * len(votes), accept_equal=equal).evaluate(
        {paper[0]: votes.count(paper) for paper in votes}
    )
    assert ours.winner == (passing[0] if passing else 0)


@given(st.integers(0, 15), st.integers(0, 15))
@settings(max_examples=40)
def test_of_two_the_winner_is_that_of_a_runoff(first, second):
    if first == second:
        return
    one, two = Candidate("السبت"), Candidate("الثلاثاء")
    rankings = [Ranking([one, two])] * first + [Ranking([two, one])] * second
    (theirs,) = pyrankvote.instant_runoff_voting([one, two], rankings).get_winners()
    ours = tally("single", "absolute", "cast", [(1,)] * first + [(2,)] * second, ((1, ""), (2, "")), 0, 0, 1)
    assert {1: one, 2: two}[ours.winner] == theirs
