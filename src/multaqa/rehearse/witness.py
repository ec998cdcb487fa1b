"""Somebody who watches the floor from one node: there is never more than one holder of the microphone."""

from itertools import pairwise
from typing import Any

import msgspec

from multaqa.rehearse.person import Person
from multaqa.rooms.models import Gathering, Turn


class Witness:
    """`violations` counts the moments at which this person saw two with the floor."""

    def __init__(self, person: Person) -> None:
        self.violations = 0
        self._turns: dict[int, dict[str, Any]] = {}
        person.on_event = self._follow

    def _follow(self, person: Person, text: bytes, ev: str) -> None:
        if ev == "welcome":
            picture = msgspec.json.decode(text)["picture"]
            if picture:
                self._turns = {turn["id"]: turn for turn in picture["turns"]}
        elif ev == "floor":
            said = msgspec.json.decode(text)
            self._turns |= {turn["id"]: turn for turn in said["turns"]}
            # Who was called and never came is told of by number alone.
            for gone in said.get("gone", ()):
                self._turns.pop(gone, None)
            self.violations += sum(turn["state"] in ("called", "speaking") for turn in self._turns.values()) > 1


def overlapping(gathering: Gathering | None) -> int:
    """How many turns of the database began before the turn before them had ended."""
    spoken = Turn.objects.filter(gathering=gathering, started_at__isnull=False).order_by("started_at", "pk")
    spans = spoken.values_list("started_at", "ended_at")
    return sum(began is None or ended is None or began < ended for (_, ended), (began, _) in pairwise(spans))
