"""A room's lasting side: it is made, its face and its rule are changed, and it is closed for good."""

from typing import Any
from zoneinfo import available_timezones

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from multaqa.accounts.models import Person
from multaqa.common.arabic.fold import search_key
from multaqa.common.names import clean_name, is_reserved, name_key
from multaqa.common.refusal import Refused
from multaqa.rooms.domain.acts import note
from multaqa.rooms.domain.announcing import room_changed
from multaqa.rooms.domain.entry import require
from multaqa.rooms.domain.gatherings import close_gathering, live_in, locked_in
from multaqa.rooms.domain.order import set_microphones, set_slow
from multaqa.rooms.enums import Role
from multaqa.rooms.models import Membership, Room

MOST_ROOMS = 10
TINTS = 6
SLUG_LENGTH = 60
# Pages stand below /rooms/ under these words.
NOT_SLUGS = frozenset({"", "new"})
FACE = ("offers", "about", "house_rules", "languages", "tint", "time_zone")
RULE = (
    "seconds", "question_seconds", "reply_seconds", "order_seconds", "kinds", "fair", "cut", "auto_call",
    "countdown_seconds", "grace_seconds", "visitors_ask", "visitors_write", "links",
)  # fmt: skip


@transaction.atomic
def create_room(
    *,
    name: str,
    offers: str,
    languages: str,
    by: Person,
    about: str = "",
    house_rules: str = "",
    tint: int = 0,
    time_zone: str = "",
) -> Room:
    """Makes a room that belongs to its maker. `tint` 0 takes the next of the six. Raises Refused: account_needed,
    too_many_rooms, zone_unknown, and what names are refused for."""
    if not by.has_account:
        raise Refused("account_needed")
    owned = Membership.objects.now().filter(person=by, role=Role.OWNER, room__ended_at=None).count()
    if owned >= MOST_ROOMS and not by.is_operator:
        raise Refused("too_many_rooms", count=owned)
    text, key = _name(name)
    room = Room(slug=_slug(text), name=text, name_key=key, made_by=by)
    _face(
        room, offers=offers, about=about, house_rules=house_rules, languages=languages,
        tint=tint or Room.objects.count() % TINTS + 1, time_zone=time_zone or by.time_zone or settings.TIME_ZONE,
    )  # fmt: skip
    _save(room)
    Membership.objects.create(room=room, person=by, role=Role.OWNER, by=by)
    note(room, "made", by=by)
    return room


@transaction.atomic
def edit_face(room: Room, *, name: str, by: Person, **face: Any) -> None:
    """Changes the name and any of FACE; the address stays, for it is written on invitations. Raises Refused:
    not_allowed, zone_unknown, and what names are refused for."""
    require(by, room, "own")
    locked_in(room)
    if name != room.name:
        room.name, room.name_key = _name(name, of=room)
    _face(room, **face)
    _save(room, ["name", "name_key", "search_text", *face])
    room_changed(room, by=by, act=note(room, "face", by=by))


@transaction.atomic
def set_rule(room: Room, *, microphones: int, slow_seconds: int, by: Person, **rule: Any) -> None:
    """Changes the published rule of the floor: the fields of RULE, in seconds where they are times. Raises Refused:
    not_allowed."""
    require(by, room, "own")
    if strange := rule.keys() - set(RULE):
        raise TypeError(f"not part of the rule: {', '.join(sorted(strange))}")
    locked_in(room)
    changed = [field for field, value in rule.items() if getattr(room, field) != value]
    before = {field: getattr(room, field) for field in changed}
    for field in changed:
        setattr(room, field, rule[field])
    if changed:
        room.save(update_fields=changed)
        room_changed(room, by=by, act=note(room, "rule", by=by, before=before))
    if microphones != room.microphones:
        set_microphones(room, microphones, by=by)
    if slow_seconds != room.slow_seconds:
        set_slow(room, slow_seconds, by=by)


@transaction.atomic
def end_room(room: Room, *, name: str, why: str = "", by: Person) -> None:
    """Closes a room for good; what was said in it is kept. `name` is the room's, typed once more. Twice is once.
    Raises Refused: not_allowed, room_name_not_typed."""
    locked_in(room)
    room = Room.objects.select_for_update(no_key=True).get(pk=room.pk)
    require(by, room, "own")
    if room.ended_at is not None:
        return
    if name_key(name) != room.name_key:
        raise Refused("room_name_not_typed")
    live = live_in(room)
    if live is not None:
        close_gathering(live, why=why, by=by)
    room.ended_at, room.ended_by, room.ended_why = timezone.now(), by, why.strip()
    room.save(update_fields=["ended_at", "ended_by", "ended_why"])
    note(room, "ended", by=by, why=why.strip())


def _name(name: str, *, of: Room | None = None) -> tuple[str, str]:
    """Two rooms never share a key, standing or closed: the name of a closed room would borrow its people's trust."""
    text, key = clean_name(name)
    if is_reserved(text):
        raise Refused("room_name_office")
    others = Room.objects.filter(name_key=key)
    if (others if of is None else others.exclude(pk=of.pk)).exists():
        raise Refused("room_name_taken")
    return text, key


def _save(room: Room, fields: list[str] | None = None) -> None:
    """Of two who take one name at the same instant the second is told so. Raises Refused(room_name_taken)."""
    try:
        with transaction.atomic():
            room.save(update_fields=fields)
    except IntegrityError:
        raise Refused("room_name_taken") from None


def _slug(name: str) -> str:
    """An address from the name, in its own letters, with a number when it is taken."""
    stem = slugify(name, allow_unicode=True)[: SLUG_LENGTH - 4].strip("-")
    taken = set(Room.objects.filter(slug__startswith=stem).values_list("slug", flat=True)) | NOT_SLUGS
    return next(slug for slug in (stem, *(f"{stem or 'room'}-{n}" for n in range(2, 9999))) if slug not in taken)


def _face(room: Room, **face: Any) -> None:
    if face.get("time_zone", "UTC") not in available_timezones():
        raise Refused("zone_unknown")
    for field, value in face.items():
        setattr(room, field, value.strip() if isinstance(value, str) else value)
    room.search_text = search_key(f"{room.name} {room.offers} {room.languages}")
