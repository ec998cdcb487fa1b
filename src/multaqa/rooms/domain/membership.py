"""Who belongs to a room, and in which office. A row ends and another begins; none is changed."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.common.refusal import Refused
from multaqa.rooms.domain.acts import note
from multaqa.rooms.domain.announcing import staff_changed
from multaqa.rooms.domain.entry import barring, require
from multaqa.rooms.enums import Role
from multaqa.rooms.models import Membership, Room


@transaction.atomic
def add_member(room: Room, person: Person, *, why: str = "", by: Person) -> Membership:
    """Makes somebody a member. Raises Refused: not_allowed, already_member, ban_stands, no_such_person."""
    require(by, room, "supervise")
    if person.left_at is not None:
        raise Refused("no_such_person")
    if _row(room, person) is not None:
        raise Refused("already_member")
    if barring(person, room) is not None:
        raise Refused("ban_stands")
    return _begin(room, person, Role.MEMBER, "member_added", why, by)


def add_by_email(room: Room, email: str, *, by: Person) -> Membership:
    """Makes the holder of a confirmed address a member. Raises Refused as `add_member`, and no_such_account."""
    require(by, room, "supervise")
    found = Person.objects.present().filter(emailaddress__email__iexact=email.strip(), emailaddress__verified=True).first()
    if found is None:
        raise Refused("no_such_account")
    return add_member(room, found, by=by)


@transaction.atomic
def end_membership(room: Room, person: Person, *, why: str = "", by: Person) -> None:
    """Ends a member's belonging: by their own will without a reason, or by whoever keeps order with one. Those who keep
    order are relieved of it first. Raises Refused: not_allowed, not_member, owner_stays, cannot_sanction_staff, why_needed."""
    by_oneself = by.pk == person.pk
    if not by_oneself:
        require(by, room, "supervise")
    row = _row(room, person)
    if row is None:
        raise Refused("not_member")
    if row.role == Role.OWNER:
        raise Refused("owner_stays")
    if not by_oneself and row.role == Role.SUPERVISOR:
        raise Refused("cannot_sanction_staff")
    if not by_oneself:
        _reason(why)
    _end(row, by)
    note(room, "member_ended", by=by, subject=person, why=why.strip())
    staff_changed(room, by=by, concerns=(person.pk,))


@transaction.atomic
def name_supervisor(room: Room, person: Person, *, why: str = "", by: Person) -> Membership:
    """Gives a member the keeping of order. Raises Refused: not_allowed, not_member, already_supervisor, needs_account,
    why_needed."""
    require(by, room, "own")
    row = _member(room, person)
    if row.role != Role.MEMBER:
        raise Refused("already_supervisor")
    _reason(why)
    _end(row, by)
    return _begin(room, person, Role.SUPERVISOR, "staff_named", why, by)


@transaction.atomic
def relieve_supervisor(room: Room, person: Person, *, why: str = "", by: Person) -> Membership:
    """Takes the keeping of order back; they stay a member. One may lay it down oneself. Raises Refused: not_allowed,
    not_supervisor, why_needed."""
    if by.pk != person.pk:
        require(by, room, "own")
    row = _row(room, person)
    if row is None or row.role != Role.SUPERVISOR:
        raise Refused("not_supervisor")
    _reason(why)
    _end(row, by)
    return _begin(room, person, Role.MEMBER, "staff_relieved", why, by)


@transaction.atomic
def give_room(room: Room, person: Person, *, why: str = "", by: Person) -> Membership:
    """Makes a member the owner; who owned it keeps order from then on. Raises Refused: not_allowed, not_member,
    needs_account, why_needed."""
    require(by, room, "own")
    own = _row(room, by)
    if own is None or own.role != Role.OWNER:
        # Given to somebody else at the same instant.
        raise Refused("not_allowed")
    row = _member(room, person)
    if row.role == Role.OWNER:
        raise Refused("already_supervisor")
    _reason(why)
    for ended in (row, own):
        _end(ended, by)
    given = Membership.objects.create(room=room, person=person, role=Role.OWNER, by=by, why=why.strip())
    Membership.objects.create(room=room, person=by, role=Role.SUPERVISOR, by=by, why=why.strip())
    note(room, "given", by=by, subject=person, why=why.strip())
    staff_changed(room, by=by, concerns=(person.pk, by.pk))
    return given


def _row(room: Room, person: Person) -> Membership | None:
    return Membership.objects.select_for_update(no_key=True).now().filter(room=room, person=person).first()


def _member(room: Room, person: Person) -> Membership:
    row = _row(room, person)
    if row is None:
        raise Refused("not_member")
    if not person.has_account:
        raise Refused("needs_account")
    return row


def _reason(why: str) -> None:
    if len(why.strip()) < 3:
        raise Refused("why_needed")


def _end(row: Membership, by: Person) -> None:
    row.until, row.ended_by = timezone.now(), by
    row.save(update_fields=["until", "ended_by"])


def _begin(room: Room, person: Person, role: Role, what: str, why: str, by: Person) -> Membership:
    try:
        with transaction.atomic():
            row = Membership.objects.create(room=room, person=person, role=role, by=by, why=why.strip())
    except IntegrityError:
        # Somebody else added them at the same instant.
        raise Refused("already_member") from None
    note(room, what, by=by, subject=person, why=why.strip())
    staff_changed(room, by=by, concerns=(person.pk,))
    return row
