"""The charter of an alliance: versions follow one another, and each stays readable."""

from django.db import transaction

from multaqa.accounts.models import Person
from multaqa.alliance.domain.standing import locked_alliance, require_coordinator
from multaqa.alliance.models import Alliance, Charter, Seat
from multaqa.common.refusal import Refused
from multaqa.rooms.models import Room
from multaqa.rooms.rules import is_owner

SHORTEST_NOTE = 3


def in_force(alliance: Alliance) -> Charter | None:
    """The latest version; None before the first."""
    return Charter.objects.filter(alliance=alliance).order_by("-version").first()


@transaction.atomic
def publish_charter(alliance: Alliance, *, text: str, change_note: str = "", by: Person) -> Charter:
    """Publishes a new version and answers it; the text in force once more is no new version. The seats keep the version
    their rooms accepted. Raises Refused: not_allowed, alliance_ended, charter_empty, note_needed."""
    alliance = locked_alliance(alliance)
    require_coordinator(alliance, by)
    return write_version(alliance, text, change_note, by)


@transaction.atomic
def accept_charter(alliance: Alliance, room: Room, charter: Charter, *, by: Person) -> Seat:
    """Notes that a member room accepts the version in force, by its owner's word. Raises Refused: not_allowed,
    not_member_room, charter_changed."""
    if not is_owner(by, room):
        raise Refused("not_allowed")
    seat = Seat.objects.now().select_for_update(of=("self",), no_key=True).filter(alliance=alliance, room=room).first()
    if seat is None:
        raise Refused("not_member_room")
    if charter != in_force(alliance):
        raise Refused("charter_changed")
    seat.charter = charter
    seat.save(update_fields=["charter"])
    return seat


def write_version(alliance: Alliance, text: str, change_note: str, by: Person) -> Charter:
    """The next version's row, in an alliance that is locked."""
    text, change_note, standing = text.strip(), change_note.strip(), in_force(alliance)
    if not text:
        raise Refused("charter_empty")
    if standing is not None and standing.text == text:
        return standing
    if standing is not None and len(change_note) < SHORTEST_NOTE:
        raise Refused("note_needed")
    version = 1 if standing is None else standing.version + 1
    return Charter.objects.create(alliance=alliance, version=version, text=text, change_note=change_note, by=by)
