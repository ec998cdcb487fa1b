"""Who somebody is to the minutes of a sitting. Denied unless a predicate says yes."""

from multaqa.accounts.models import Person
from multaqa.alliance.models import Mandate, Seat
from multaqa.alliance.rules import holds, is_secretary
from multaqa.assembly.domain.minutes_states import OUT, Part
from multaqa.assembly.models import Minutes


def keeps(person: Person | None, minutes: Minutes) -> bool:
    """Whether this person keeps the minutes: secretary or coordinator of the alliance."""
    return person is not None and bool(is_secretary(person, minutes.sitting.cycle.series.alliance))


def mandate_for(person: Person | None, minutes: Minutes) -> Mandate | None:
    """The mandate by which somebody speaks for a member room in the series now."""
    if person is None or not person.pk:
        return None
    series = minutes.sitting.cycle.series
    rooms = Seat.objects.now().filter(alliance=series.alliance_id).values("room")
    found = Mandate.objects.active().filter(series=series, person=person, room__in=rooms)
    return found.select_related("room").order_by("pk").first()


def parts_in(person: Person | None, minutes: Minutes) -> frozenset[Part]:
    """Every part somebody has in the minutes."""
    mandate = mandate_for(person, minutes)
    parts: set[Part] = {"keeper"} if keeps(person, minutes) else set()
    if mandate is not None:
        parts.add("delegate" if mandate.role == "delegate" else "alternate")
    return frozenset(parts)


def sat_with_delegates(person: Person | None, minutes: Minutes) -> bool:
    """Whether they may read what was for delegates only: those who held a place, the offices, and the delegates of the series."""
    if person is None:
        return False
    series = minutes.sitting.cycle.series
    placed = minutes.sitting.participants.filter(person=person).exclude(capacity__in=("listener", "observer"))
    return (
        holds(person, series.alliance)
        or placed.exists()
        or Mandate.objects.active().filter(series=series, person=person).exists()
    )


def may_read(person: Person | None, minutes: Minutes) -> bool:
    """Published minutes are everybody's; drafts are for those who sat and for the offices."""
    if minutes.state in OUT:
        return True
    if person is None:
        return False
    if holds(person, minutes.sitting.cycle.series.alliance) or minutes.sitting.participants.filter(person=person).exists():
        return True
    return Mandate.objects.active().filter(series=minutes.sitting.cycle.series, person=person).exists()
