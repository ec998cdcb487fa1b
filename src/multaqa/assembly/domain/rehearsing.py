"""A rehearsal: the sitting as it will be, with its agenda, its seats and its votes; and nothing of it lasts.

It is held like any other sitting, with a sample of a delegate for every room, so that what is rehearsed is what will happen. Once
it is closed the clock takes every row of it away: no minutes, no decision, no act in the log, no word of the chat."""

import datetime as dt
import secrets

from django.db import transaction
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.alliance.rules import is_chair
from multaqa.assembly.domain.sampling import samples, seat_samples
from multaqa.assembly.enums import SittingKind, SittingState
from multaqa.assembly.models import AgendaItem, BacklogItem, Cycle, Decision, Sitting
from multaqa.common.refusal import Refused
from multaqa.rooms.models import Act, Gathering

LASTS = dt.timedelta(hours=2)
COPIED = ("position", "kind", "title", "note", "minutes", "presenter", "contribution", "for_delegates_only", "do_not_record")
OPEN = (SittingState.SCHEDULED, SittingState.LOBBY, SittingState.IN_SESSION, SittingState.SUSPENDED)


@transaction.atomic
def rehearse(sitting: Sitting, *, by: Person) -> Sitting:
    """A rehearsal of a sitting, to be opened at once: the same room, agenda and rules, not recorded. One that stands already is
    answered. Raises Refused: not_allowed, no_host."""
    cycle = Cycle.objects.select_for_update(of=("self",), no_key=True).select_related("series__alliance").get(pk=sitting.cycle_id)
    if not is_chair(by, cycle.series.alliance):
        raise Refused("not_allowed")
    if sitting.room is None:
        raise Refused("no_host")
    standing = Sitting.objects.filter(cycle=cycle, kind=SittingKind.REHEARSAL, state__in=OPEN).first()
    if standing is not None:
        return standing
    now = timezone.now()
    made = Sitting.objects.create(
        cycle=cycle,
        kind=SittingKind.REHEARSAL,
        title=sitting.title,
        room=sitting.room,
        state=SittingState.SCHEDULED,
        starts_at=now,
        ends_at=now + LASTS,
        time_zone=sitting.time_zone,
        local_start=sitting.local_start,
        quorum_needed=sitting.quorum_needed,
        seconds_a_room=sitting.seconds_a_room,
        fair_rooms=sitting.fair_rooms,
        recorded=False,
        uid=f"rehearsal-{secrets.token_hex(12)}",
    )
    for item in AgendaItem.objects.filter(sitting=sitting, parent=None).order_by("position", "pk"):
        AgendaItem.objects.create(sitting=made, **{name: getattr(item, name) for name in COPIED})
    seat_samples(made)
    return made


def forget_closed() -> int:
    """By the clock: takes away the rehearsals that are over. Answers how many."""
    over = Sitting.objects.filter(kind=SittingKind.REHEARSAL, state=SittingState.CLOSED)
    forgotten = [sitting for sitting in over if forget(sitting)]
    return len(forgotten)


@transaction.atomic
def forget(sitting: Sitting) -> bool:
    """Takes every row of a closed rehearsal away; False when another node did it already."""
    row = Sitting.objects.select_for_update(of=("self",), no_key=True).filter(pk=sitting.pk, kind=SittingKind.REHEARSAL).first()
    if row is None:
        return False
    gathering, people = row.gathering_id, list(samples(row).values_list("person_id", flat=True))
    BacklogItem.objects.filter(carried_from__sitting=row).delete()
    Decision.objects.filter(sitting=row).delete()
    row.actions.all().delete()
    row.delete()
    if gathering is not None:
        Act.objects.filter(gathering=gathering).delete()
        Gathering.objects.filter(pk=gathering).delete()
    Person.objects.filter(pk__in=people).delete()
    return True
