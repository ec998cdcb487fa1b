"""An alliance is founded, and its face is changed."""

from collections.abc import Iterable
from zoneinfo import available_timezones

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from multaqa.accounts.models import Person
from multaqa.alliance.domain.charter import write_version
from multaqa.alliance.domain.hooks import Hook
from multaqa.alliance.domain.seats import when_admitted
from multaqa.alliance.domain.standing import locked_alliance, require_coordinator
from multaqa.alliance.enums import Office, SeatState
from multaqa.alliance.models import Alliance, Charter, OfficeHeld, Seat
from multaqa.common.names import clean_name
from multaqa.common.refusal import Refused
from multaqa.rooms.models import Room
from multaqa.rooms.rules import is_owner

MOST_ALLIANCES = 3
SLUG_LENGTH = 60
# Pages stand below /alliances/ under these words.
NOT_SLUGS = frozenset({"", "new"})

when_founded = Hook()  # told (alliance, by=)


@transaction.atomic
def found_alliance(
    *,
    name: str,
    purpose: str,
    charter: str,
    about: str = "",
    time_zone: str = "",
    rooms: Iterable[Room] = (),
    by: Person,
) -> Alliance:
    """Founds an alliance with the first version of its charter. The founder coordinates it; those of the founder's rooms
    that are named take the first seats. Raises Refused: alliance_needs_account, too_many_alliances, alliance_name_taken,
    charter_empty, zone_unknown, not_allowed (a room that is not the founder's), and what names are refused for."""
    if not by.has_account:
        raise Refused("alliance_needs_account")
    _refuse_too_many(by)
    text, key = _name(name)
    alliance = Alliance(
        slug=_slug(text), name=text, name_key=key, purpose=purpose.strip(), about=about.strip(), founded_by=by,
        time_zone=_zone(time_zone or by.time_zone or settings.TIME_ZONE),
    )  # fmt: skip
    _save(alliance)
    first = write_version(alliance, charter, "", by)
    OfficeHeld.objects.create(alliance=alliance, person=by, office=Office.COORDINATOR, by=by)
    for room in rooms:
        _seat(alliance, room, first, by)
    when_founded.tell(alliance, by=by)
    return alliance


@transaction.atomic
def edit_alliance(alliance: Alliance, *, name: str, purpose: str, about: str, time_zone: str, by: Person) -> Alliance:
    """Changes what the alliance says of itself; its address stays, for it is written on invitations. Raises Refused:
    not_allowed, alliance_ended, zone_unknown, and what names are refused for."""
    alliance = locked_alliance(alliance)
    require_coordinator(alliance, by)
    if name != alliance.name:
        alliance.name, alliance.name_key = _name(name, of=alliance)
    alliance.purpose, alliance.about, alliance.time_zone = purpose.strip(), about.strip(), _zone(time_zone)
    _save(alliance, ["name", "name_key", "purpose", "about", "time_zone"])
    return alliance


def _refuse_too_many(by: Person) -> None:
    held = OfficeHeld.objects.now().filter(person=by, office=Office.COORDINATOR, alliance__ended_at=None).count()
    if held >= MOST_ALLIANCES and not by.is_operator:
        raise Refused("too_many_alliances", count=held)


def _seat(alliance: Alliance, room: Room, charter: Charter, by: Person) -> None:
    if not is_owner(by, room):
        raise Refused("not_allowed")
    if room.ended_at is not None:
        raise Refused("room_ended")
    now = timezone.now()
    seat = Seat.objects.create(
        alliance=alliance, room=room, state=SeatState.MEMBER, charter=charter, applied_by=by, applied_at=now, since=now,
        admitted_by=by,
    )  # fmt: skip
    when_admitted.tell(seat, by=by)


def _name(name: str, *, of: Alliance | None = None) -> tuple[str, str]:
    """Two alliances never share a key: the one's name would speak for the other."""
    text, key = clean_name(name)
    others = Alliance.objects.filter(name_key=key)
    if (others if of is None else others.exclude(pk=of.pk)).exists():
        raise Refused("alliance_name_taken")
    return text, key


def _save(alliance: Alliance, fields: list[str] | None = None) -> None:
    """Of two who take one name at the same instant the second is told so. Raises Refused(alliance_name_taken)."""
    try:
        with transaction.atomic():
            alliance.save(update_fields=fields)
    except IntegrityError:
        raise Refused("alliance_name_taken") from None


def _slug(name: str) -> str:
    """An address from the name, in its own letters, with a number when it is taken."""
    stem = slugify(name, allow_unicode=True)[: SLUG_LENGTH - 4].strip("-")
    taken = set(Alliance.objects.filter(slug__startswith=stem).values_list("slug", flat=True)) | NOT_SLUGS
    return next(slug for slug in (stem, *(f"{stem or 'alliance'}-{n}" for n in range(2, 9999))) if slug not in taken)


def _zone(zone: str) -> str:
    if zone not in available_timezones():
        raise Refused("zone_unknown")
    return zone
