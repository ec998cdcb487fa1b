"""Rooms that live elsewhere: they have a page, a programme and a seat here, and meet under a link of their own."""

from urllib.parse import urlsplit

from django.db import transaction

from multaqa.accounts.models import Person
from multaqa.common.refusal import Refused
from multaqa.rooms.domain.acts import note
from multaqa.rooms.domain.profile import create_room
from multaqa.rooms.models import Room
from multaqa.rooms.rules import is_owner

LONGEST = 300


@transaction.atomic
def make_room_elsewhere(*, name: str, offers: str, languages: str, link: str, about: str = "", by: Person) -> Room:
    """Makes the page of a room that lives elsewhere, owned by its maker. No gathering is opened in it. Raises Refused:
    link_unreadable, and as `create_room`."""
    address = _readable(link)
    room = create_room(name=name, offers=offers, languages=languages, about=about, by=by)
    room.elsewhere = address
    room.save(update_fields=["elsewhere"])
    return room


@transaction.atomic
def change_link(room: Room, link: str, *, by: Person) -> Room:
    """Says where a room that lives elsewhere lives now. Raises Refused: not_allowed, link_unreadable."""
    if not is_owner(by, room) or not room.elsewhere:
        raise Refused("not_allowed")
    address = _readable(link)
    if address != room.elsewhere:
        before = {"elsewhere": room.elsewhere}
        room.elsewhere = address
        room.save(update_fields=["elsewhere"])
        note(room, "face", by=by, before=before)
    return room


def _readable(link: str) -> str:
    """The page shows it as a link: an address of another scheme would run in the reader's browser."""
    address = link.strip()
    try:
        parts = urlsplit(address)
    except ValueError:
        raise Refused("link_unreadable") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or len(address) > LONGEST or any(c.isspace() for c in address):
        raise Refused("link_unreadable")
    return address
