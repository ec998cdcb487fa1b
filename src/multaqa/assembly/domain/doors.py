"""The doors of a sitting: opened a quarter of an hour before, by hand or by the clock; closed after it was adjourned."""

import datetime as dt

import structlog
from django.db import transaction
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.alliance.enums import Office
from multaqa.alliance.models import OfficeHeld
from multaqa.assembly.domain.seats import seat_everybody
from multaqa.assembly.enums import Capacity, SittingKind, SittingState
from multaqa.assembly.models import Participant, Sitting
from multaqa.common.refusal import Refused
from multaqa.rooms.domain.acts import note
from multaqa.rooms.domain.gatherings import end_it, live_in
from multaqa.rooms.domain.recording import lock
from multaqa.rooms.models import Gathering
from multaqa.rooms.rules import is_staff

BEFORE = dt.timedelta(minutes=15)
AFTER = dt.timedelta(minutes=20)
logger = structlog.get_logger(__name__)


@transaction.atomic
def open_doors(sitting: Sitting, *, by: Person) -> Gathering:
    """Makes the gathering the sitting is held in, and seats everybody who has a place. An everyday gathering of the host
    room gives way, and so does a sitting that was adjourned. Twice is once. Raises Refused: not_allowed, sitting_over,
    no_host, room_busy."""
    sitting = (
        Sitting.objects.select_for_update(of=("self",), no_key=True)
        .select_related("cycle__series__alliance", "room")
        .get(pk=sitting.pk)
    )
    if sitting.room is None:
        raise Refused("no_host")
    if not may_open(by, sitting):
        raise Refused("not_allowed")
    if sitting.gathering_id is not None and sitting.state == SittingState.LOBBY:
        return Gathering.objects.get(pk=sitting.gathering_id)
    if sitting.state not in (SittingState.DRAFT, SittingState.SCHEDULED):
        raise Refused("sitting_over")
    before = live_in(sitting.room)
    if before is not None:
        before = lock(before)
        over = Sitting.objects.filter(gathering=before, state=SittingState.ADJOURNED).update(state=SittingState.CLOSED)
        if not over and Sitting.objects.filter(gathering=before).exists():
            raise Refused("room_busy")
        end_it(before, why="", by=by)
    gathering = Gathering.objects.create(room=sitting.room, title=(sitting.title or sitting.cycle.topic)[:120], opened_by=by)
    sitting.gathering, sitting.state = gathering, SittingState.LOBBY
    sitting.save(update_fields=["gathering", "state"])
    seat_everybody(sitting)
    note(sitting.room, "opened", by=by, gathering=gathering)
    return gathering


def may_open(person: Person, sitting: Sitting) -> bool:
    """Offices of the alliance, and whoever keeps order in the host room."""
    if sitting.room is not None and is_staff(person, sitting.room):
        return True
    return OfficeHeld.objects.now().filter(alliance=sitting.cycle.series.alliance, person=person).exists()


def open_due() -> int:
    """By the clock: opens the doors of sittings whose quarter of an hour has come. Answers how many."""
    now = timezone.now()
    due = Sitting.objects.filter(
        state=SittingState.SCHEDULED, starts_at__lte=now + BEFORE, ends_at__gt=now, gathering=None, room__isnull=False
    ).exclude(kind=SittingKind.REHEARSAL)
    opened = 0
    for sitting in due.select_related("cycle__series"):
        by = _on_whose_behalf(sitting)
        if by is None:
            continue
        try:
            open_doors(sitting, by=by)
            opened += 1
        except Refused as refused:
            logger.info("The doors of a sitting stay shut", sitting=sitting.pk, why=refused.code)
    return opened


def _on_whose_behalf(sitting: Sitting) -> Person | None:
    held = OfficeHeld.objects.now().filter(alliance=sitting.cycle.series.alliance_id)
    found = held.filter(office__in=(Office.COORDINATOR, Office.CHAIR)).select_related("person").order_by("since").first()
    return None if found is None else found.person


def close_adjourned() -> int:
    """By the clock: a sitting adjourned some time ago leaves its room. Answers how many."""
    closed = 0
    over = Sitting.objects.filter(state=SittingState.ADJOURNED, adjourned_at__lte=timezone.now() - AFTER)
    for sitting in over:
        with transaction.atomic():
            gathering = _open(sitting)
            if not Sitting.objects.filter(pk=sitting.pk, state=SittingState.ADJOURNED).update(state=SittingState.CLOSED):
                continue
            if gathering is not None:
                chair = Participant.objects.filter(sitting=sitting, capacity=Capacity.CHAIR).select_related("person").first()
                end_it(gathering, by=chair.person if chair else gathering.opened_by)
            closed += 1
    return closed


def _open(sitting: Sitting) -> Gathering | None:
    """The gathering of a sitting, locked before the sitting is changed, as every deed does it; None when it is closed."""
    try:
        return None if sitting.gathering_id is None else lock(sitting.gathering_id)
    except Refused:
        return None
