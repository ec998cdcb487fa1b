"""Who sits in a sitting, in what capacity, for which room, and whether they are there.

Presence is told: it changes only together with the event that says so, so that whoever folds events has the same seats as
whoever reads the rows."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.alliance.enums import MandateRole, MandateState, Office
from multaqa.alliance.models import Mandate, OfficeHeld, Seat
from multaqa.assembly.domain.sitting_views import places_view, quorum_view, seats_view
from multaqa.assembly.enums import Capacity, InvitationState, SittingState
from multaqa.assembly.models import AgendaItem, Invitation, Participant, Sitting
from multaqa.common.prepared import prepared
from multaqa.common.refusal import Refused
from multaqa.rooms.domain.line import Line
from multaqa.rooms.domain.recording import Record, lock
from multaqa.rooms.enums import LIVE_STATES, ON_AIR_STATES, TurnState
from multaqa.rooms.models import Attendance, Gathering, Room
from multaqa.wire.events import HereChanged, SeatsChanged

COMING = (InvitationState.SENT, InvitationState.ACCEPTED, InvitationState.SOUND_CHECKED, InvitationState.NO_ANSWER)
OPEN_STATES = (SittingState.LOBBY, SittingState.IN_SESSION, SittingState.SUSPENDED, SittingState.ADJOURNED)


def sitting_of(gathering: Gathering) -> Sitting:
    """The sitting a gathering is. Raises Refused: not_a_sitting."""
    for sitting in _sittings(gathering.pk):
        sitting.gathering = gathering
        return sitting
    raise Refused("not_a_sitting")


@prepared
def _sittings(gathering: int) -> "QuerySet[Sitting, Sitting]":
    return Sitting.objects.filter(gathering=gathering)


def place_of(sitting: Sitting, person: Person) -> Participant | None:
    """The place somebody has now."""
    return next(iter(_places(sitting.pk, person.pk)), None)


@prepared
def _places(sitting: int, person: int) -> "QuerySet[Participant, Participant]":
    return Participant.objects.now().filter(sitting=sitting, person=person).order_by("pk")[:1]


def seat_everybody(sitting: Sitting) -> None:
    """When the doors open: chair and secretary from the offices, delegates and alternates from the mandates, guests from the
    invitations, presenters from the agenda. Whoever has a place keeps it. Each room's delegate holds its seat."""
    taken = {row.person_id for row in Participant.objects.now().filter(sitting=sitting)}
    mandates = {row.person_id: row for row in mandates_of(sitting)}
    for capacity, persons in (
        (Capacity.CHAIR, _in_office(sitting, Office.CHAIR) or _in_office(sitting, Office.COORDINATOR)),
        (Capacity.SECRETARY, _in_office(sitting, Office.SECRETARY) + _in_office(sitting, Office.COORDINATOR)),
    ):
        for person in persons:
            mandate = mandates.pop(person.pk, None)
            _seat(sitting, taken, person, capacity, mandate)
    for mandate in mandates.values():
        _seat(sitting, taken, mandate.person, Capacity(mandate.role), mandate)
    for invitation in Invitation.objects.filter(cycle=sitting.cycle, state__in=COMING).select_related("guest", "sitting"):
        if invitation.sitting_id in (None, sitting.pk):
            _seat(sitting, taken, invitation.guest, Capacity.GUEST)
    for item in AgendaItem.objects.filter(sitting=sitting, presenter__isnull=False).select_related("presenter"):
        assert item.presenter is not None
        _seat(sitting, taken, item.presenter, Capacity.PRESENTER)


def mandates_of(sitting: Sitting) -> Sequence[Mandate]:
    """Active mandates of the rooms that are members now, delegates before alternates."""
    rooms = Seat.objects.now().filter(alliance=sitting.cycle.series.alliance).values("room")
    found = Mandate.objects.active().filter(series=sitting.cycle.series, room__in=rooms).select_related("person", "room")
    return sorted(found, key=lambda row: (row.role != MandateRole.DELEGATE, row.pk))


def _in_office(sitting: Sitting, office: Office) -> list[Person]:
    held = OfficeHeld.objects.now().filter(alliance=sitting.cycle.series.alliance, office=office).select_related("person")
    return [row.person for row in held.order_by("since", "pk")]


def _seat(sitting: Sitting, taken: set[int], person: Person, capacity: Capacity, mandate: Mandate | None = None) -> None:
    if person.pk in taken:
        return
    taken.add(person.pk)
    room = mandate.room if mandate else None
    held = room is not None and Participant.objects.now().filter(sitting=sitting, room=room, holds_seat=True).exists()
    Participant.objects.create(
        sitting=sitting, person=person, capacity=capacity, room=room, mandate=mandate, holds_seat=room is not None and not held
    )


# ── presence ──


@transaction.atomic
def presence_told(gathering_id: int, persons: Sequence[int]) -> None:
    """Some of these people came or went: whoever sits is marked, and everybody is told when that changed anything."""
    sitting = Sitting.objects.filter(gathering_id=gathering_id, state__in=OPEN_STATES).first()
    if sitting is None or not Participant.objects.now().filter(sitting=sitting, person_id__in=persons).exists():
        return
    try:
        gathering = lock(gathering_id)
    except Refused:
        return
    here = set(
        Attendance.objects.filter(gathering_id=gathering_id, person_id__in=persons, left_at=None).values_list(
            "person_id", flat=True
        )
    )
    places = Participant.objects.now().filter(sitting=sitting, person_id__in=persons)
    marked = {row.person_id: row.present_since is not None for row in places}
    came = sorted(person for person, present in marked.items() if person in here and not present)
    left = sorted(person for person, present in marked.items() if present and person not in here)
    if came or left:
        places.filter(person_id__in=came).update(present_since=timezone.now())
        places.filter(person_id__in=left).update(present_since=None)
        Record(gathering).write(HereChanged, here=came, away=left, quorum=quorum_view(sitting))


def tell_seats(record: Record, sitting: Sitting, what: str = "") -> int:
    """Tells everybody who sits where, and quorum; answers the number of the event."""
    return record.write(
        SeatsChanged, seats=seats_view(sitting), places=places_view(sitting), quorum=quorum_view(sitting), what=what
    )


# ── deeds ──


@transaction.atomic
def take_seat(gathering: Gathering, *, room: int | None = None, why: str = "", by: Person) -> int:
    """Delegate and alternate change places: the seat, the place in line and the vote move in one act. Either of the two may
    do it, and the chair for any room. Raises Refused: no_seat, no_alternate."""
    gathering = lock(gathering)
    sitting = sitting_of(gathering)
    mine = place_of(sitting, by)
    subject = _room_to_swap(mine, room)
    places = (
        Participant.objects.now()
        .select_for_update(of=("self",), no_key=True)
        .filter(sitting=sitting, room_id=subject)
        .select_related("person")
    )
    held = next((row for row in places if row.holds_seat), None)
    other = _other(places, held, by)
    if other is None:
        raise Refused("no_alternate")
    if held is not None:
        held.holds_seat = False
        held.save(update_fields=["holds_seat"])
    other.holds_seat, other.why = True, why[:300]
    other.save(update_fields=["holds_seat", "why"])
    record = Record(gathering, by=by)
    if held is not None:
        _hand_over_the_place(gathering, record, held.person, other.person, by)
    record.concerns(other.person_id, *([held.person_id] if held else []))
    return tell_seats(record, sitting, "swapped")


def _room_to_swap(mine: Participant | None, room: int | None) -> int:
    if mine is None:
        raise Refused("no_seat")
    subject = room if room is not None and mine.capacity == Capacity.CHAIR else mine.room_id
    if subject is None or (room is not None and room != subject):
        raise Refused("no_seat")
    return subject


def _other(places: Iterable[Participant], held: Participant | None, by: Person) -> Participant | None:
    """Whoever of the room does not hold the seat: oneself, else somebody who is present."""
    others = [row for row in places if held is None or row.pk != held.pk]
    own = [row for row in others if row.person_id == by.pk]
    return next(iter(own or [row for row in others if row.present_since is not None]), None)


def _hand_over_the_place(gathering: Gathering, record: Record, old: Person, new: Person, by: Person) -> None:
    """A waiting request is the room's: it keeps its place under the new name. Who is on air finishes the turn; what the new
    holder had asked for themself gives way."""
    line = Line(gathering, by=by, at=record.at, record=record)
    place, own = line.of(old), line.of(new)
    if place is None or place.state in ON_AIR_STATES:
        return
    if own is not None:
        if own.state in ON_AIR_STATES:
            return
        line.change(own, state=TurnState.WITHDRAWN, ended_at=record.at, deadline=None)
    line.change(place, person=new, name=new.display_name)
    line.tell("handed_over", subject=place)


@transaction.atomic
def remove_from_sitting(gathering: Gathering, *, person: int, why: str, by: Person) -> int:
    """The chair removes somebody; the room's seat stays, and goes to whoever else of the room sits here. A vote that was cast
    stays cast. Raises Refused: not_allowed, no_such_person."""
    gathering = lock(gathering)
    sitting = sitting_of(gathering)
    require_capacity(sitting, by, Capacity.CHAIR)
    place = (
        Participant.objects.now()
        .select_for_update(no_key=True)
        .filter(sitting=sitting, person_id=person)
        .select_related("person")
        .first()
    )
    if place is None or place.person_id == by.pk:
        raise Refused("no_such_person")
    now = timezone.now()
    held, place.holds_seat, place.until, place.why, place.present_since = place.holds_seat, False, now, why.strip(), None
    place.save()
    if held:
        heir = Participant.objects.now().filter(sitting=sitting, room=place.room).order_by("pk").first()
        if heir is not None:
            heir.holds_seat = True
            heir.save(update_fields=["holds_seat"])
    record = Record(gathering, by=by)
    _end_turns(gathering, record, place.person, why, by)
    record.remove(place.person_id)
    return tell_seats(record, sitting, "removed")


def _end_turns(gathering: Gathering, record: Record, person: Person, why: str, by: Person) -> None:
    line = Line(gathering, by=by, at=record.at, record=record)
    turn = line.of(person)
    if turn is not None:
        line.change(turn, state=TurnState.REVOKED, ended_at=record.at, ended_why=why, deadline=None, **line.stop_clock(turn))
        line.tell("removed", subject=turn, why=why)


@transaction.atomic
def record_me(gathering: Gathering, *, yes: bool, by: Person) -> int:
    """Whether one's own turns are recorded from now on, in this sitting. Raises Refused: no_seat."""
    gathering = lock(gathering)
    sitting = sitting_of(gathering)
    place = place_of(sitting, by)
    if place is None:
        place = Participant.objects.create(sitting=sitting, person=by, capacity=Capacity.LISTENER, present_since=timezone.now())
    place.do_not_record = not yes
    place.save(update_fields=["do_not_record"])
    record = Record(gathering, by=by)
    record.concerns(by.pk)
    line = Line(gathering, by=by, at=record.at, record=record)
    turn = line.of(by)
    if turn is not None and turn.state in LIVE_STATES:
        item_silent = AgendaItem.objects.filter(pk=turn.item, do_not_record=True).exists()
        line.change(turn, off_record=not yes or item_silent)
        return line.tell("settled", subject=turn)
    return tell_seats(record, sitting, "record")


def require_capacity(sitting: Sitting, person: Person, *capacities: Capacity) -> Participant:
    """Raises Refused(not_allowed) unless the person sits in one of these capacities."""
    place = place_of(sitting, person)
    if place is None or place.capacity not in capacities:
        raise Refused("not_allowed")
    return place


def room_spoken_for(sitting: Sitting, person: Person, place: Participant | None) -> Room | None:
    """The member room somebody speaks for: that of their place, else the first member room they belong to."""
    if place is not None:
        return place.room
    members = Seat.objects.now().filter(alliance=sitting.cycle.series.alliance).values("room")
    return (
        Room.objects.filter(pk__in=members, memberships__person=person, memberships__until=None)
        .order_by("memberships__since")
        .first()
    )


def mandate_changed(mandate: Mandate, *, by: Person) -> None:
    """A mandate began, ended or changed hands outside a sitting: the places of sittings that go on follow."""
    series, room = mandate.series_id, mandate.room_id
    for sitting in Sitting.objects.filter(cycle__series=series, state__in=OPEN_STATES[:3]).select_related(
        "cycle__series__alliance"
    ):
        # The gathering first, as every deed in it does.
        gathering = lock(sitting.gathering_id) if sitting.gathering_id else None
        active = set(Mandate.objects.filter(series=series, room=room, state=MandateState.ACTIVE).values_list("person", flat=True))
        gone = Participant.objects.now().filter(sitting=sitting, room=room).exclude(person__in=active)
        gone.exclude(mandate=None).update(until=timezone.now(), holds_seat=False, present_since=None, why="")
        seat_everybody(sitting)
        if gathering is not None:
            tell_seats(Record(gathering, by=by), sitting, "mandates")
