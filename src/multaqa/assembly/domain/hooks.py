"""What others do when minutes are drafted, approved or published: they join here, and the minutes do not know them."""

from collections.abc import Callable

from multaqa.accounts.models import Person
from multaqa.assembly.models import Minutes

Told = Callable[[Minutes, Person | None], object]

_drafted: list[Told] = []
_approved: list[Told] = []
_published: list[Told] = []


def when_drafted(told: Told) -> None:
    """`told(minutes, None)` in the transaction in which minutes drafted themselves."""
    _drafted.append(told)


def when_approved(told: Told) -> None:
    """`told(minutes, by)` in the transaction of the approval."""
    _approved.append(told)


def when_published(told: Told) -> None:
    """`told(minutes, by)` in the transaction of the publication, and of a published correction."""
    _published.append(told)


def tell_drafted(minutes: Minutes) -> None:
    """They drafted themselves."""
    _tell(_drafted, minutes, None)


def tell_approved(minutes: Minutes, by: Person) -> None:
    """They were approved."""
    _tell(_approved, minutes, by)


def tell_published(minutes: Minutes, by: Person) -> None:
    """They were published, or corrected."""
    _tell(_published, minutes, by)


def _tell(those: list[Told], minutes: Minutes, by: Person | None) -> None:
    for told in those:
        told(minutes, by)
