"""What came out of a vote: from papers to a result. Knows no database; the rules are those of docs/decisions/0009."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Method = Literal["yes_no", "single", "several"]
Majority = Literal["simple", "absolute", "two_thirds"]
Base = Literal["cast", "present", "seats"]


@dataclass(frozen=True)
class Result:
    """`counts` by choice id, all of them. `winner` is the id of the choice that won, 0 for none. `tie`: the first places are
    equal, and nothing is adopted."""

    counts: dict[int, int]
    adopted: bool
    winner: int
    tie: bool


def tally(
    method: Method,
    majority: Majority,
    base: Base,
    votes: Sequence[tuple[int, ...]],
    choices: Sequence[tuple[int, str]],
    present: int,
    seats: int,
    most: int,
) -> Result:
    """Counts papers. `votes` are the ids each paper names, `choices` are (id, code), `present` and `seats` count rooms.

    Raises ValueError for a paper that could not have been cast: nothing on it, more than `most` on it, one name twice, or a
    name that was not put."""
    counts = _count(votes, {pk for pk, _ in choices}, most if method == "several" else 1)
    size = max(len(votes), {"present": present, "seats": seats}.get(base, 0))
    if method == "yes_no":
        return _on_a_motion(majority, base, counts, {code: pk for pk, code in choices}, size)
    return _among_several(majority, counts, size)


def _count(votes: Sequence[tuple[int, ...]], known: set[int], most: int) -> dict[int, int]:
    counts = dict.fromkeys(sorted(known), 0)
    for paper in votes:
        if not 1 <= len(paper) <= most or len(set(paper)) != len(paper) or not known.issuperset(paper):
            raise ValueError("A paper that could not have been cast.")
        for choice in paper:
            counts[choice] += 1
    return counts


def _on_a_motion(majority: Majority, base: Base, counts: dict[int, int], by_code: dict[str, int], size: int) -> Result:
    yes, no = counts[by_code["for"]], counts[by_code["against"]]
    tie = yes == no > 0
    # Who abstains has voted and taken no side: they are not among the votes cast, but they are present and have a seat.
    reckoned = yes + no if base == "cast" else size
    adopted = yes > no if majority == "simple" else not tie and _suffices(majority, yes, reckoned)
    return Result(counts, adopted, by_code["for"] if adopted else 0, tie)


def _among_several(majority: Majority, counts: dict[int, int], size: int) -> Result:
    best = max(counts.values(), default=0)
    first = [pk for pk, count in counts.items() if count == best and best]
    tie = len(first) > 1
    adopted = len(first) == 1 and (majority == "simple" or _suffices(majority, best, size))
    return Result(counts, adopted, first[0] if adopted else 0, tie)


def _suffices(majority: Majority, count: int, size: int) -> bool:
    """More than half; at least two thirds. Nothing suffices when nobody voted."""
    return count > 0 and (2 * count > size if majority == "absolute" else 3 * count >= 2 * size)
