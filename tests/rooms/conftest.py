"""People and a room, for stories about what happens live."""

from dataclasses import dataclass

import pytest

from multaqa.accounts.models import Person
from multaqa.common.names import name_key
from multaqa.rooms.domain.gatherings import open_gathering
from multaqa.rooms.models import Gathering, Membership, Room


@dataclass
class Hall:
    """A room with its people: Sami owns it, Layla keeps order, the others are members but Zahir, who visits."""

    room: Room
    sami: Person
    layla: Person
    amal: Person
    basim: Person
    jamal: Person
    zahir: Person
    gathering: Gathering

    def fresh(self) -> Room:
        """The room as the database has it now."""
        self.room.refresh_from_db()
        return self.room

    def rule(self, **fields: object) -> None:
        """Changes the room's rule behind everybody's back."""
        Room.objects.filter(pk=self.room.pk).update(**fields)
        self.room.refresh_from_db()


def build_hall() -> Hall:
    """Makes the room and opens it."""
    people = [Person.objects.new(name) for name in ("سامي", "ليلى", "أمل", "باسم", "جمال")]
    zahir = Person.objects.new("زاهر", kind="visitor")
    sami, layla, *members = people
    room = Room.objects.create(
        slug="diwan", name="ديوان الأدب", name_key=name_key("ديوان الأدب"), offers="شعر ونثر", made_by=sami
    )
    Membership.objects.create(room=room, person=sami, role="owner", by=sami)
    Membership.objects.create(room=room, person=layla, role="supervisor", by=sami)
    for member in members:
        Membership.objects.create(room=room, person=member, role="member", by=sami)
    return Hall(room, sami, layla, *members, zahir, open_gathering(room, title="سهرة", by=sami))


@pytest.fixture
def hall(db) -> Hall:
    return build_hall()


@pytest.fixture
def committed_hall(transactional_db) -> Hall:
    """The same, for stories in which several things happen at the same instant."""
    return build_hall()
