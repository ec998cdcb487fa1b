"""Who was there, as the minutes name them: those in office, and whoever sat for each room."""

from typing import Any

from multaqa.assembly.domain.history import History
from multaqa.assembly.enums import Capacity
from multaqa.assembly.models import Participant, Sitting
from multaqa.common.names import name_key


def placed(sitting: Sitting) -> frozenset[int]:
    """Those who had a part in it: they are named, not counted among the listeners."""
    rows = Participant.objects.filter(sitting=sitting).exclude(capacity=Capacity.LISTENER)
    return frozenset(rows.values_list("person", flat=True))


def in_capacity(sitting: Sitting, capacity: Capacity) -> str:
    """Who held an office of the sitting; of several whoever was there is named first. Empty when nobody did."""
    found = Participant.objects.filter(sitting=sitting, capacity=capacity).select_related("person").order_by("since", "pk")
    rows = list(found)
    present = [row for row in rows if row.present_since is not None or _attended(sitting, row.person_id)]
    chosen = next(iter(present or rows), None)
    return chosen.person.display_name if chosen else ""


def seated_in(sitting: Sitting, history: History, removed: set[tuple[str, str]]) -> list[dict[str, Any]]:
    """Who sat for each room, and came: whoever came first, whoever held the seat `then`, and of them those who were removed
    (pairs of room and person). A room is not absent because its delegate was replaced or removed."""
    sat = {room: list(persons) for room, persons in history.holders.items()}
    held = Participant.objects.filter(sitting=sitting, holds_seat=True, room__isnull=False).select_related("person", "room")
    for row in held.order_by("pk"):
        # What no event tells is read from the rows.
        if row.room and row.room.name not in sat and (row.present_since or _attended(sitting, row.person_id)):
            sat[row.room.name] = [row.person.display_name]
    return [
        {
            "room": room,
            "person": persons[0],
            "then": persons[1:],
            "removed": [person for person in persons if (room, person) in removed],
        }
        for room, persons in sorted(sat.items(), key=lambda each: name_key(each[0]))
    ]


def _attended(sitting: Sitting, person: int) -> bool:
    gathering = sitting.gathering
    return gathering is not None and gathering.attendance.filter(person=person).exists()
