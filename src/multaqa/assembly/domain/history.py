"""What the numbered events of a sitting tell beyond its rows: who was there when, suspensions, swaps, removals, questions that
were declined."""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from multaqa.assembly.models import Sitting
from multaqa.rooms.enums import TurnKind, TurnState
from multaqa.rooms.models import Event, Turn


@dataclass
class History:
    """`present_at_opening` are names of rooms, None when no event tells. `holders`: whoever held the seat of a room while it was
    in session and was there, by the room's name, in the order they sat."""

    present_at_opening: list[str] | None = None
    holders: dict[str, list[str]] = field(default_factory=dict)
    suspensions: list[tuple[dt.datetime, dict[str, Any]]] = field(default_factory=list)
    resumptions: list[tuple[dt.datetime, int]] = field(default_factory=list)
    swaps: list[tuple[dt.datetime, dict[str, Any]]] = field(default_factory=list)
    removals: list[dt.datetime] = field(default_factory=list)
    declined: list[tuple[dt.datetime, Turn]] = field(default_factory=list)


def read_history(sitting: Sitting) -> History:
    """Reads them, in their order."""
    history = History()
    if sitting.gathering_id is None:
        return history
    begin, end = sitting.opened_at or sitting.starts_at, sitting.adjourned_at or sitting.ends_at
    seated: dict[int, int] = {}
    suspended_at: dt.datetime | None = None
    seats: list[dict[str, Any]] = []
    before: list[dict[str, Any]] = []
    for event in Event.objects.filter(gathering=sitting.gathering_id, kind__in=("sitting", "seats", "here")).order_by("n"):
        data = json.loads(event.data)
        view = data.get("sitting") or data
        seats, state = _moved(seats, data) if event.kind == "here" else view.get("seats", []), view.get("state", "")
        if data.get("what") == "removed":
            history.removals.append(event.at)
        if data.get("what") == "swapped":
            history.swaps += [(event.at, facts) for facts in _swapped(seats, seated)]
        seated = {seat["room"]: seat.get("holder", 0) for seat in seats} or seated
        if event.at < begin:
            before = seats
        elif event.at <= end:
            _sat(history, before)
            _sat(history, seats)
            before = []
        if event.kind != "sitting":
            # Whoever came before the opening counts as present at it; later comings do not.
            if event.at <= begin:
                history.present_at_opening = _present(seats)
            continue
        if state == "in_session" and (history.present_at_opening is None or event.at <= begin):
            history.present_at_opening = _present(seats)
        if state == "suspended" and suspended_at is None:
            suspended_at = event.at
            history.suspensions.append((event.at, {"prayer": False}))
        if data.get("what") == "prayer" and history.suspensions:
            # What the suspension is for is told after it.
            history.suspensions[-1][1]["prayer"] = True
        if state == "in_session" and suspended_at is not None:
            history.resumptions.append((event.at, int((event.at - suspended_at).total_seconds())))
            suspended_at = None
    history.declined = _declined(sitting)
    return history


def _moved(seats: list[dict[str, Any]], told: dict[str, Any]) -> list[dict[str, Any]]:
    """The seats after some came and some left."""
    present = dict.fromkeys(told["here"], True) | dict.fromkeys(told["away"], False)
    return [seat | {"present": present.get(seat.get("holder", 0), seat.get("present", False))} for seat in seats]


def _present(seats: list[dict[str, Any]]) -> list[str]:
    return [seat["name"] for seat in seats if seat.get("present")]


def _sat(history: History, seats: list[dict[str, Any]]) -> None:
    for seat in seats:
        name = _names(seat).get(seat.get("holder", 0), "")
        if seat.get("present") and name:
            sat = history.holders.setdefault(seat["name"], [])
            if name not in sat:
                sat.append(name)


def _names(seat: dict[str, Any]) -> dict[int, str]:
    return {each["id"]: each["name"] for each in (seat.get("delegate"), seat.get("alternate")) if each}


def _swapped(seats: list[dict[str, Any]], holders: dict[int, int]) -> Iterator[dict[str, Any]]:
    for seat in seats:
        before, after = holders.get(seat["room"], 0), seat.get("holder", 0)
        if after and after != before:
            names = _names(seat)
            yield {"room": seat["name"], "before": names.get(before, ""), "after": names.get(after, "")}


def _declined(sitting: Sitting) -> list[tuple[dt.datetime, Turn]]:
    """Questions put to a speaker who did not take them. The chair too may end such a request, so the event decides."""
    asked = Turn.objects.filter(
        gathering=sitting.gathering_id, kind=TurnKind.INTERPOSED, state=TurnState.REVOKED, spent_ms=0, interposed_on__isnull=False
    )
    turns = {turn.pk: turn for turn in asked.select_related("for_room", "interposed_on")}
    if not turns:
        return []
    found: list[tuple[dt.datetime, Turn]] = []
    for event in Event.objects.filter(gathering=sitting.gathering_id, kind="floor").order_by("n"):
        data = json.loads(event.data)
        if data.get("what") == "interposed_declined" and data.get("subject") in turns:
            found.append((event.at, turns[data["subject"]]))
    return found
