"""Who speaks for a room where a call is concerned. Which series a call belongs to is known above; it is asked here."""

from collections.abc import Callable

from multaqa.accounts.models import Person
from multaqa.alliance.models import Mandate
from multaqa.alliance.models.mandate import MandateQuerySet
from multaqa.contributions.models import Call

SeriesOf = Callable[[Call], int | None]
_asked: list[SeriesOf] = []


def series_told_by(rule: SeriesOf) -> None:
    """Registers who knows the series (by number) of a call; the last one to come is asked."""
    _asked[:] = [rule]


def mandates(call: Call) -> MandateQuerySet:
    """The mandates in force in the series of a call's month. A call that belongs to no month is one of all its alliance."""
    series = _asked[0](call) if _asked else None
    rows = Mandate.objects.active()
    return rows.filter(series__alliance=call.alliance_id) if series is None else rows.filter(series=series)


def mandate_of(person: Person | None, call: Call) -> Mandate | None:
    """As whose delegate or alternate somebody comes; None for everybody else."""
    if person is None or not person.pk or person.left_at is not None:
        return None
    return mandates(call).filter(person=person).select_related("room").order_by("pk").first()
