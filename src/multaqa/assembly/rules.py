"""Who somebody is in a month. Denied unless a predicate says yes."""

from multaqa.accounts.models import Person
from multaqa.alliance.models import Alliance, Mandate, OfficeHeld
from multaqa.assembly.models import Cycle


def offices_of(person: Person | None, alliance: Alliance) -> frozenset[str]:
    """The offices somebody holds in the alliance now."""
    if person is None or not person.pk or person.left_at is not None:
        return frozenset()
    return frozenset(OfficeHeld.objects.now().filter(alliance=alliance, person=person).values_list("office", flat=True))


def mandate_in(person: Person | None, cycle: Cycle) -> Mandate | None:
    """The mandate that is in force, or waits for their answer, in the month's series."""
    if person is None or not person.pk:
        return None
    standing = Mandate.objects.standing().filter(series=cycle.series_id, person=person)
    return standing.select_related("room").order_by("state", "pk").first()
