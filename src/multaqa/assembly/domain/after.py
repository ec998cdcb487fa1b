"""What follows from a sitting that was held, for whoever has to know: the month, the minutes."""

from collections.abc import Callable

from multaqa.accounts.models import Person
from multaqa.assembly.enums import SittingKind
from multaqa.assembly.models import Sitting

Told = Callable[[Sitting, Person], None]
_told: list[Told] = []


def when_adjourned(told: Told) -> None:
    """Calls `told` in the transaction in which a sitting is adjourned. A rehearsal is held for nobody: it tells nobody."""
    _told.append(told)


def after_adjourning(sitting: Sitting, by: Person) -> None:
    """Tells them."""
    if sitting.kind != SittingKind.REHEARSAL:
        for told in _told:
            told(sitting, by)
