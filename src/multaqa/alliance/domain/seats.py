"""Rooms come into an alliance and leave it. Each seat knows since when, until when, and by whose word."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.alliance.domain.charter import in_force
from multaqa.alliance.domain.hooks import Hook
from multaqa.alliance.domain.mandates import end_all_of
from multaqa.alliance.domain.standing import reason, require_coordinator
from multaqa.alliance.enums import SeatState
from multaqa.alliance.models import Alliance, Charter, Seat
from multaqa.common.refusal import Refused
from multaqa.rooms.models import Room
from multaqa.rooms.rules import is_owner

OPEN = (SeatState.APPLIED, SeatState.MEMBER)

when_admitted = Hook()  # told (seat, by=)
when_left = Hook()  # told (seat, by=), after the room's mandates ended


@transaction.atomic
def apply_for_seat(alliance: Alliance, room: Room, *, word: str = "", charter: Charter | None, by: Person) -> Seat:
    """Asks for a seat, accepting the version of the charter that was read. An application that waits is answered as it is.
    Raises Refused: not_allowed, alliance_ended, room_ended, already_member_room, charter_changed."""
    _require_owner(room, by)
    if alliance.ended_at is not None:
        raise Refused("alliance_ended")
    if room.ended_at is not None:
        raise Refused("room_ended")
    standing = _open_seat(alliance, room)
    if standing is not None:
        return _applied(standing)
    if charter != in_force(alliance):
        raise Refused("charter_changed")
    try:
        with transaction.atomic():
            return Seat.objects.create(alliance=alliance, room=room, word=word.strip(), charter=charter, applied_by=by)
    except IntegrityError:
        # Another owner of the room, or a second press, was first: the application is there, which is what was asked.
        return _applied(Seat.objects.get(alliance=alliance, room=room, state__in=OPEN))


@transaction.atomic
def admit(seat: Seat, *, why: str = "", by: Person) -> Seat:
    """Makes a room that applied a member; twice is once. Raises Refused: not_allowed, application_over, room_ended."""
    seat = _locked(seat)
    require_coordinator(seat.alliance, by)
    if seat.state == SeatState.MEMBER:
        return seat
    _refuse_answered(seat)
    if seat.room.ended_at is not None:
        raise Refused("room_ended")
    seat.state, seat.since, seat.admitted_by, seat.why = SeatState.MEMBER, timezone.now(), by, why.strip()
    seat.save(update_fields=["state", "since", "admitted_by", "why"])
    when_admitted.tell(seat, by=by)
    return seat


@transaction.atomic
def not_admit(seat: Seat, *, why: str, by: Person) -> Seat:
    """Answers an application with no; the room reads the reason and may apply again. Raises Refused: not_allowed,
    application_over, why_needed."""
    seat = _locked(seat)
    require_coordinator(seat.alliance, by)
    if seat.state == SeatState.NOT_ADMITTED:
        return seat
    _refuse_answered(seat)
    return _end(seat, SeatState.NOT_ADMITTED, reason(why), by)


@transaction.atomic
def withdraw_application(seat: Seat, *, by: Person) -> Seat:
    """Takes an application back; twice is once. Raises Refused: not_allowed, application_over."""
    seat = _locked(seat)
    _require_owner(seat.room, by)
    if seat.state == SeatState.WITHDRAWN:
        return seat
    _refuse_answered(seat)
    return _end(seat, SeatState.WITHDRAWN, "", by)


@transaction.atomic
def leave(alliance: Alliance, room: Room, *, why: str = "", by: Person) -> Seat:
    """A member room goes, by its owner's word alone; its mandates end, and what it said and decided stays in the papers.
    Raises Refused: not_allowed, not_member_room."""
    _require_owner(room, by)
    standing = Seat.objects.now().filter(alliance=alliance, room=room).first()
    if standing is None:
        raise Refused("not_member_room")
    seat = _locked(standing)
    if seat.state != SeatState.MEMBER:
        raise Refused("not_member_room")
    end_all_of(alliance, room, by=by)
    seat = _end(seat, SeatState.LEFT, why.strip(), by)
    when_left.tell(seat, by=by)
    return seat


def _require_owner(room: Room, by: Person) -> None:
    if not is_owner(by, room):
        raise Refused("not_allowed")


def _open_seat(alliance: Alliance, room: Room) -> Seat | None:
    return Seat.objects.filter(alliance=alliance, room=room, state__in=OPEN).first()


def _applied(seat: Seat) -> Seat:
    if seat.state == SeatState.MEMBER:
        raise Refused("already_member_room")
    return seat


def _locked(seat: Seat) -> Seat:
    return Seat.objects.select_for_update(of=("self",), no_key=True).select_related("alliance", "room").get(pk=seat.pk)


def _refuse_answered(seat: Seat) -> None:
    if seat.state != SeatState.APPLIED:
        raise Refused("application_over")


def _end(seat: Seat, state: SeatState, why: str, by: Person) -> Seat:
    seat.state, seat.until, seat.ended_by, seat.why = state, timezone.now(), by, why
    seat.save(update_fields=["state", "until", "ended_by", "why"])
    return seat
