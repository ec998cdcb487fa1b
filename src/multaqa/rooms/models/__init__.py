"""The rows of rooms."""

from multaqa.rooms.models.attendance import Attendance
from multaqa.rooms.models.chat import Message
from multaqa.rooms.models.event import Deed, Event
from multaqa.rooms.models.gathering import Gathering
from multaqa.rooms.models.membership import Membership
from multaqa.rooms.models.node import Node
from multaqa.rooms.models.order import Act, Sanction
from multaqa.rooms.models.room import ProgrammeSlot, Room
from multaqa.rooms.models.turn import Turn

__all__ = [
    "Act", "Attendance", "Deed", "Event", "Gathering", "Membership", "Message", "Node", "ProgrammeSlot", "Room", "Sanction",
    "Turn",
]  # fmt: skip
