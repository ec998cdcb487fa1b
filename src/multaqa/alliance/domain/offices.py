"""Offices of an alliance are given and ended. A row ends; none is changed."""

from django.db import transaction
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.alliance.domain.standing import locked_alliance, reason, require_coordinator
from multaqa.alliance.enums import Office
from multaqa.alliance.models import Alliance, OfficeHeld
from multaqa.alliance.rules import is_coordinator
from multaqa.common.refusal import Refused


@transaction.atomic
def give_office(alliance: Alliance, person: Person, office: str, *, by: Person) -> OfficeHeld:
    """Gives an office to somebody with an account; one who holds it already keeps it as it is. Raises Refused: not_allowed,
    alliance_ended, no_such_person, needs_account."""
    alliance = locked_alliance(alliance)
    require_coordinator(alliance, by)
    if person.left_at is not None:
        raise Refused("no_such_person")
    if not person.has_account:
        raise Refused("needs_account")
    held = OfficeHeld.objects.now().filter(alliance=alliance, person=person, office=Office(office)).first()
    return held or OfficeHeld.objects.create(alliance=alliance, person=person, office=Office(office), by=by)


def give_office_by_email(alliance: Alliance, email: str, office: str, *, by: Person) -> OfficeHeld:
    """Gives an office to the holder of a confirmed address. Raises Refused as `give_office`, and no_such_account."""
    require_coordinator(alliance, by)
    found = Person.objects.present().filter(emailaddress__email__iexact=email.strip(), emailaddress__verified=True).first()
    if found is None:
        raise Refused("no_such_account")
    return give_office(alliance, found, office, by=by)


@transaction.atomic
def end_office(held: OfficeHeld, *, why: str = "", by: Person) -> OfficeHeld:
    """Ends an office: its holder lays it down, or a coordinator ends it with a reason; twice is once. The last coordinator
    stays until there is another. Raises Refused: not_allowed, alliance_ended, why_needed, last_coordinator."""
    alliance = locked_alliance(held.alliance)
    held = OfficeHeld.objects.select_for_update(no_key=True).get(pk=held.pk)
    if by.pk != held.person_id and not is_coordinator(by, alliance):
        raise Refused("not_allowed")
    if held.until is not None:
        return held
    why = why.strip() if by.pk == held.person_id else reason(why)
    if held.office == Office.COORDINATOR and not _another_coordinator(alliance, held.person_id):
        raise Refused("last_coordinator", alliance=alliance.name)
    held.until, held.ended_by, held.why = timezone.now(), by, why
    held.save(update_fields=["until", "ended_by", "why"])
    return held


def _another_coordinator(alliance: Alliance, than: int) -> bool:
    held = OfficeHeld.objects.now().filter(alliance=alliance, office=Office.COORDINATOR, person__left_at=None)
    return held.exclude(person_id=than).exists()
