"""A chamber: an alliance of rooms whose sitting has its doors open, for stories about how it is held."""

import datetime as dt
from dataclasses import dataclass

import pytest
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.assembly.domain.doors import open_doors
from multaqa.assembly.domain.seats import presence_told
from multaqa.assembly.models import AgendaItem, Cycle, Sitting
from multaqa.rooms.models import Attendance, Gathering
from tests.alliance.world import World, found_world

AGENDA = (("opening", "الافتتاح"), ("discussion", "طرائق الوصول"), ("ballot", "يوم التعريف"), ("closing", "الختام"))


@dataclass
class Chamber:
    """`delegates` and `alternates` stand in the order of `world.rooms`."""

    world: World
    sitting: Sitting
    gathering: Gathering
    items: list[AgendaItem]
    delegates: list[Person]
    alternates: list[Person]

    @property
    def chair(self) -> Person:
        return self.world.chair

    def arrive(self, *persons: Person) -> None:
        """They connect through the live door, and the house is told."""
        for person in persons:
            Attendance.objects.create(
                gathering=self.gathering, connection=f"c{person.pk}-{Attendance.objects.count()}", person=person, door="live",
                joined_at=timezone.now(),
            )  # fmt: skip
        presence_told(self.gathering.pk, [person.pk for person in persons])

    def leave(self, person: Person) -> None:
        """Every connection of theirs is gone."""
        Attendance.objects.filter(gathering=self.gathering, person=person).update(left_at=timezone.now())
        presence_told(self.gathering.pk, [person.pk])

    def fresh(self) -> Sitting:
        self.sitting.refresh_from_db()
        return self.sitting


def build_chamber(rooms: int = 4, kind: str = "preparatory", **more: object) -> Chamber:
    """Makes it, up to the open doors; nobody has come yet."""
    world = found_world(rooms)
    series = world.make_series()
    world.name_delegates(series)
    cycle = Cycle.objects.create(
        series=series, number=3, date=dt.date(2026, 11, 28), topic="طرائق جديدة", host_room=world.rooms[0]
    )
    now = timezone.now()
    asked: dict[str, object] = {
        "starts_at": now + dt.timedelta(minutes=10), "ends_at": now + dt.timedelta(hours=2), "time_zone": "Asia/Riyadh",
        "local_start": "2026-11-28T23:00", "quorum_needed": 3, "state": "scheduled", "uid": f"s{cycle.pk}@test",
    }  # fmt: skip
    sitting = Sitting.objects.create(cycle=cycle, kind=kind, room=world.rooms[0], **(asked | more))
    items = [
        AgendaItem.objects.create(sitting=sitting, position=n, kind=kind_, title=title, minutes=10)
        for n, (kind_, title) in enumerate(AGENDA)
    ]
    gathering = open_doors(sitting, by=world.chair)
    sitting.refresh_from_db()
    delegates = [world.delegates[room.pk] for room in world.rooms]
    return Chamber(world, sitting, gathering, items, delegates, [world.alternates[room.pk] for room in world.rooms])


@pytest.fixture
def chamber(db) -> Chamber:
    return build_chamber()


@pytest.fixture
def committed_chamber(transactional_db) -> Chamber:
    """The same, for stories in which several things happen at the same instant."""
    return build_chamber()
