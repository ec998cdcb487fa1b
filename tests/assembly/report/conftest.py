"""A sitting of two hours that was held: who came when is written by the minute, so that every figure can be reckoned by hand."""

import datetime as dt
from dataclasses import dataclass

import pytest

from multaqa.accounts.models import Person
from multaqa.assembly.models import Minutes, Sitting
from multaqa.rooms.models import Attendance, Membership, Turn
from tests.alliance.world import World, new_person
from tests.assembly.sittings.conftest import Chamber, build_chamber

BEGAN = dt.datetime(2026, 11, 28, 18, 0, tzinfo=dt.UTC)


@dataclass
class Held:
    """`at(minutes)` is a moment of the session."""

    chamber: Chamber
    sitting: Sitting

    @property
    def world(self) -> World:
        return self.chamber.world

    def at(self, minutes: float) -> dt.datetime:
        return BEGAN + dt.timedelta(minutes=minutes)

    def attended(self, who: Person | str, door: str, came: float, left: float | None) -> None:
        """A person, or a visitor's browser, through a door from minute to minute."""
        Attendance.objects.create(
            gathering=self.sitting.gathering, connection=f"c{Attendance.objects.count()}", door=door, joined_at=self.at(came),
            person=who if isinstance(who, Person) else None, visitor=who if isinstance(who, str) else "",
            left_at=None if left is None else self.at(left),
        )  # fmt: skip

    def spoke(self, who: Person, begin: float, seconds: int, *, waited: int = 60, **more: object) -> Turn:
        """A turn that was asked for, called and spoken."""
        asked: dict[str, object] = {
            "state": "finished", "kind": "contribution", "name": who.display_name, "seconds": 180, "spent_ms": seconds * 1000,
            "asked_at": self.at(begin) - dt.timedelta(seconds=waited), "called_at": self.at(begin), "started_at": self.at(begin),
            "stream": Turn.objects.count() + 1,
        }  # fmt: skip
        return Turn.objects.create(**(asked | {"gathering": self.sitting.gathering, "person": who} | more))

    def publish(self) -> Minutes:
        """Its minutes are everybody's."""
        return Minutes.objects.create(sitting=self.sitting, state="published", published_at=self.at(999))


@pytest.fixture
def held(db) -> Held:
    """Four rooms. Tariq, Mona and Fahd came for three of them; Salwa listened, of the second room; two visitors too."""
    chamber = build_chamber(kind="open")
    sitting = chamber.sitting
    Attendance.objects.all().delete()
    Sitting.objects.filter(pk=sitting.pk).update(
        state="closed", opened_at=BEGAN, adjourned_at=BEGAN + dt.timedelta(minutes=120), time_zone="Asia/Riyadh"
    )
    sitting.refresh_from_db()
    held = Held(chamber, sitting)
    tariq, mona, fahd, _ = chamber.delegates
    rooms = chamber.world.rooms
    held.attended(tariq, "live", -10, 125)
    held.attended(mona, "live", 30, 60)
    held.attended(mona, "text", 50, 90)
    held.attended(fahd, "live", 0, 60)
    Membership.objects.create(room=rooms[1], person=chamber.world.salwa, by=chamber.world.owners[1])
    held.attended(chamber.world.salwa, "live", 0, 30)
    held.attended("visitor-1", "text", 40, 100)
    held.attended("visitor-2", "live", 10, None)
    held.spoke(tariq, 5, 120, waited=30, for_room=rooms[0])
    held.spoke(mona, 35, 90, waited=90, for_room=rooms[1])
    held.spoke(tariq, 45, 60, waited=240, for_room=rooms[0], kind="question")
    return held


@pytest.fixture
def stranger(db) -> Person:
    return new_person("غريب")
