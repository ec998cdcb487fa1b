"""Who speaks for a room in a series: proposed by the room, in force once the person says yes. A room has one delegate and
one alternate; the database keeps that, and what took the place of what is written down."""

from typing import NoReturn

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.alliance.domain.hooks import Hook
from multaqa.alliance.domain.standing import reason
from multaqa.alliance.enums import MandateRole, MandateState, Office
from multaqa.alliance.models import Alliance, Mandate, Seat, Series
from multaqa.alliance.rules import holds, is_coordinator
from multaqa.common.refusal import Refused
from multaqa.rooms.domain.entry import barring
from multaqa.rooms.models import Room
from multaqa.rooms.rules import is_owner

when_mandate_changed = Hook()  # told (mandate, by=) of each row that began, ended or was answered
when_swapped = Hook()  # told (series, room, delegate=, alternate=, by=), the two in force from now on; then the rows are told


@transaction.atomic
def propose(series: Series, room: Room, person: Person, role: str = MandateRole.DELEGATE, *, by: Person) -> Mandate:
    """Proposes somebody; who proposes oneself has said yes. The same proposal again is answered as it stands. Raises Refused:
    not_allowed, not_member_room, series_ended, no_such_person, needs_account, ban_stands, already_mandated, mandate_waits,
    holds_other_mandate."""
    if not is_owner(by, room):
        raise Refused("not_allowed")
    _lock_seat(series, room)
    if series.ended_at is not None:
        raise Refused("series_ended")
    waiting = Mandate.objects.filter(series=series, room=room, role=role, state=MandateState.PROPOSED).first()
    if waiting is not None and waiting.person_id == person.pk:
        return waiting
    _refuse_person(series, room, person, MandateRole(role))
    if waiting is not None:
        raise Refused("mandate_waits", name=waiting.person.display_name)
    mandate = Mandate.objects.create(series=series, room=room, person=person, role=MandateRole(role), proposed_by=by)
    when_mandate_changed.tell(mandate, by=by)
    return accept(mandate, by=by) if person.pk == by.pk else mandate


def propose_by_email(series: Series, room: Room, email: str, role: str = MandateRole.DELEGATE, *, by: Person) -> Mandate:
    """Proposes the holder of a confirmed address. Raises Refused as `propose`, and no_such_account."""
    if not is_owner(by, room):
        raise Refused("not_allowed")
    found = Person.objects.present().filter(emailaddress__email__iexact=email.strip(), emailaddress__verified=True).first()
    if found is None:
        raise Refused("no_such_account")
    return propose(series, room, found, role, by=by)


@transaction.atomic
def accept(mandate: Mandate, *, by: Person) -> Mandate:
    """The person says yes; twice is once. What the room had in this role ends with it, and so does the person's other mandate
    of the room. Raises Refused: not_allowed, mandate_over, not_member_room, series_ended, holds_other_mandate."""
    seat = _seat(mandate.series, mandate.room)
    mandate = _locked(mandate)
    if by.pk != mandate.person_id:
        raise Refused("not_allowed")
    if mandate.state == MandateState.ACTIVE:
        return mandate
    if mandate.state != MandateState.PROPOSED:
        raise Refused("mandate_over")
    if seat is None:
        raise Refused("not_member_room")
    if mandate.series.ended_at is not None:
        raise Refused("series_ended")
    return _take_effect(mandate, by)


@transaction.atomic
def decline(mandate: Mandate, *, why: str = "", by: Person) -> Mandate:
    """The person says no; a reason is welcome. Raises Refused: not_allowed, mandate_over."""
    mandate = _locked(mandate)
    if by.pk != mandate.person_id:
        raise Refused("not_allowed")
    return _answer(mandate, MandateState.DECLINED, why, by)


@transaction.atomic
def withdraw(mandate: Mandate, *, why: str = "", by: Person) -> Mandate:
    """The room takes back a proposal nobody answered. Raises Refused: not_allowed, mandate_over."""
    mandate = _locked(mandate)
    if not is_owner(by, mandate.room):
        raise Refused("not_allowed")
    return _answer(mandate, MandateState.WITHDRAWN, why, by)


@transaction.atomic
def end(mandate: Mandate, *, why: str = "", by: Person) -> Mandate:
    """Ends a mandate in force or suspended: the person lays it down, the owner takes it back, or a coordinator ends it with a
    reason; twice is once. Raises Refused: not_allowed, why_needed, mandate_not_active."""
    mandate = _locked(mandate)
    if by.pk != mandate.person_id and not is_owner(by, mandate.room):
        _require_coordinator(mandate, by)
        why = reason(why)
    if mandate.state == MandateState.ENDED:
        return mandate
    if mandate.state not in (MandateState.ACTIVE, MandateState.SUSPENDED):
        raise Refused("mandate_not_active")
    return _close(mandate, MandateState.ENDED, why, by)


@transaction.atomic
def suspend(mandate: Mandate, *, why: str, by: Person) -> Mandate:
    """Sets a mandate in force aside, by its room's owner or a coordinator, with a reason. Raises Refused: not_allowed,
    why_needed, mandate_not_active."""
    mandate = _locked(mandate)
    if not is_owner(by, mandate.room):
        _require_coordinator(mandate, by)
    if mandate.state == MandateState.SUSPENDED:
        return mandate
    if mandate.state != MandateState.ACTIVE:
        raise Refused("mandate_not_active")
    return _close(mandate, MandateState.SUSPENDED, reason(why), by)


@transaction.atomic
def resume(mandate: Mandate, *, by: Person) -> Mandate:
    """Brings a suspended mandate back as a new row, by a coordinator, or by the owner when it was an owner who suspended it.
    Raises Refused: not_allowed, mandate_not_active, mandate_taken, holds_other_mandate, not_member_room."""
    seat = _seat(mandate.series, mandate.room)
    mandate = _locked(mandate)
    if not (is_owner(by, mandate.room) and is_owner(mandate.ended_by, mandate.room)):
        _require_coordinator(mandate, by)
    if mandate.state != MandateState.SUSPENDED or mandate.followed_by_id is not None:
        raise Refused("mandate_not_active")
    if seat is None:
        raise Refused("not_member_room")
    if Mandate.objects.active().filter(series=mandate.series, room=mandate.room, role=mandate.role).exists():
        raise Refused("mandate_taken")
    _refuse_person(mandate.series, mandate.room, mandate.person, None)
    back = _begin(mandate, mandate.role)
    _follow([mandate], back)
    when_mandate_changed.tell(back, by=by)
    return back


@transaction.atomic
def swap(series: Series, room: Room, *, by: Person) -> tuple[Mandate, Mandate]:
    """Delegate and alternate change places; answers the new delegate's mandate and the new alternate's. Done by either of
    the two, the room's owner, a coordinator or the chair. Raises Refused: not_allowed, not_member_room, no_alternate."""
    _lock_seat(series, room)
    rows = {row.role: row for row in Mandate.objects.active().select_for_update(no_key=True).filter(series=series, room=room)}
    may = by.pk in {row.person_id for row in rows.values()} or is_owner(by, room)
    if not may and not holds(by, series.alliance, Office.COORDINATOR, Office.CHAIR):
        raise Refused("not_allowed")
    if len(rows) < len(MandateRole.values):
        raise Refused("no_alternate")
    before, beside = rows[MandateRole.DELEGATE], rows[MandateRole.ALTERNATE]
    for row in (before, beside):
        _close(row, MandateState.SWAPPED, "", by, told=False)
    delegate, alternate = _begin(beside, MandateRole.DELEGATE), _begin(before, MandateRole.ALTERNATE)
    _follow([before], delegate)
    _follow([beside], alternate)
    when_swapped.tell(series, room, delegate=delegate, alternate=alternate, by=by)
    for row in (before, beside, delegate, alternate):
        when_mandate_changed.tell(row, by=by)
    return delegate, alternate


def end_all_of(alliance: Alliance, room: Room, *, by: Person) -> None:
    """Ends what a room that leaves has: mandates in force, and proposals that wait. For deeds that were allowed."""
    _end_rows(Q(series__alliance=alliance, room=room), by)


def end_all_held_by(person: Person) -> None:
    """Ends what somebody holds who leaves for good."""
    _end_rows(Q(person=person), person)


def _end_rows(which: Q, by: Person) -> None:
    standing = (MandateState.PROPOSED, MandateState.ACTIVE, MandateState.SUSPENDED)
    for row in Mandate.objects.select_for_update(of=("self",), no_key=True).filter(which, state__in=standing).order_by("pk"):
        if row.state == MandateState.SUSPENDED and row.followed_by_id is not None:
            continue
        _close(row, MandateState.WITHDRAWN if row.state == MandateState.PROPOSED else MandateState.ENDED, "", by)


def _locked(mandate: Mandate) -> Mandate:
    rows = Mandate.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("series__alliance", "room", "person").get(pk=mandate.pk)


def _lock_seat(series: Series, room: Room) -> None:
    """One deed at a time about the delegates of a room; a room without a seat has none."""
    if _seat(series, room) is None:
        raise Refused("not_member_room")


def _seat(series: Series, room: Room) -> Seat | None:
    """The seat, locked before any mandate of its room: who takes both in another order would wait for one another."""
    return Seat.objects.now().select_for_update(of=("self",), no_key=True).filter(alliance=series.alliance_id, room=room).first()


def _require_coordinator(mandate: Mandate, by: Person) -> None:
    if not is_coordinator(by, mandate.series.alliance):
        raise Refused("not_allowed")


def _refuse_person(series: Series, room: Room, person: Person, role: MandateRole | None) -> None:
    if person.left_at is not None:
        raise Refused("no_such_person")
    if not person.has_account:
        raise Refused("needs_account")
    if barring(person, room) is not None:
        raise Refused("ban_stands")
    held = Mandate.objects.active().select_related("room").filter(series=series, person=person).first()
    if held is None:
        return
    if held.room_id != room.pk or role is None:
        _refuse_held(person, held)
    if held.role == role:
        raise Refused("already_mandated")


def _refuse_held(person: Person, held: Mandate) -> NoReturn:
    raise Refused("holds_other_mandate", name=person.display_name, room=held.room.name)


def _take_effect(mandate: Mandate, by: Person) -> Mandate:
    series, room, person = mandate.series, mandate.room, mandate.person
    active = Mandate.objects.active().select_for_update(of=("self",), no_key=True).filter(series=series)
    elsewhere = active.filter(person=person).exclude(room=room).select_related("room")
    for held in elsewhere:
        _refuse_held(person, held)
    replaced = list(active.filter(Q(role=mandate.role) | Q(person=person), room=room))
    for row in replaced:
        _close(row, MandateState.ENDED, "", mandate.proposed_by, told=False)
    mandate.state, mandate.since = MandateState.ACTIVE, timezone.now()
    mandate.answered_at = mandate.since
    try:
        with transaction.atomic():
            mandate.save(update_fields=["state", "answered_at", "since"])
    except IntegrityError:
        # The same person said yes to another room at the same instant.
        for held in elsewhere.all():
            _refuse_held(person, held)
        raise Refused("mandate_taken") from None
    _follow(replaced, mandate)
    # Told when all of it is true, so that nobody acts on a room that is without a delegate for a moment.
    for row in (*replaced, mandate):
        when_mandate_changed.tell(row, by=by)
    return mandate


def _answer(mandate: Mandate, state: MandateState, why: str, by: Person) -> Mandate:
    if mandate.state == state:
        return mandate
    if mandate.state != MandateState.PROPOSED:
        raise Refused("mandate_over")
    mandate.answered_at = timezone.now()
    mandate.save(update_fields=["answered_at"])
    return _close(mandate, state, why, by)


def _close(mandate: Mandate, state: MandateState, why: str, by: Person, *, told: bool = True) -> Mandate:
    mandate.state, mandate.until, mandate.ended_by, mandate.why = state, timezone.now(), by, why.strip()
    mandate.save(update_fields=["state", "until", "ended_by", "why"])
    if told:
        when_mandate_changed.tell(mandate, by=by)
    return mandate


def _begin(like: Mandate, role: str) -> Mandate:
    """A mandate in force for the same person, who has said yes to the room before."""
    now = timezone.now()
    return Mandate.objects.create(
        series_id=like.series_id, room_id=like.room_id, person_id=like.person_id, role=MandateRole(role),
        state=MandateState.ACTIVE, proposed_by_id=like.proposed_by_id, proposed_at=like.proposed_at,
        answered_at=like.answered_at, since=now,
    )  # fmt: skip


def _follow(rows: list[Mandate], by: Mandate) -> None:
    for row in rows:
        row.followed_by = by
        row.save(update_fields=["followed_by"])
