"""What a sitting does to a contribution: it moves on along its trace. Whoever keeps contributions joins here."""

from collections.abc import Callable

from multaqa.accounts.models import Person
from multaqa.contributions.models import Contribution

Advance = Callable[[Contribution, str, str, Person], object]
_advance: list[Advance] = []


def traced_by(advance: Advance) -> None:
    """`advance(contribution, state, why, by)` moves a contribution to a state, if that is a step from where it stands."""
    if advance not in _advance:
        _advance.append(advance)


def trace(contribution: Contribution, state: str, *, why: str = "", by: Person) -> None:
    """Moves it."""
    for advance in _advance:
        advance(contribution, state, why, by)
