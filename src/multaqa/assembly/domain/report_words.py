"""What the words of the database are called in the report."""

from django.utils.translation import gettext as _

from multaqa.assembly.enums import Capacity
from multaqa.rooms.enums import TurnKind


def capacity_word(capacity: str) -> str:
    """«مندوب», "Delegate"."""
    return str(Capacity(capacity).label)


def kind_word(kind: str) -> str:
    """«مداخلة», "Contribution"."""
    return str(TurnKind(kind).label)


def door_word(door: str) -> str:
    """Through which door somebody listened."""
    return {"live": _("In the room, with sound"), "text": _("In the room, in writing only"), "http": _("Light stream")}[door]
