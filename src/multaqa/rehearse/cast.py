"""The people of a rehearsal: a room of their own in the server's database, and a ticket for each."""

import secrets
from dataclasses import dataclass

from django.db import transaction

from multaqa.accounts.models import Person
from multaqa.bridge.tickets import issue
from multaqa.common.names import name_key
from multaqa.rooms.domain.gatherings import close_gathering, open_gathering
from multaqa.rooms.enums import Role
from multaqa.rooms.models import Gathering, Membership, Room
from multaqa.wire.views import Ability

LISTENING: tuple[Ability, ...] = ("listen",)
TAKING_PART: tuple[Ability, ...] = ("listen", "ask", "write")
KEEPING_ORDER: tuple[Ability, ...] = ("listen", "ask", "write", "supervise", "own")


@dataclass
class Cast:
    """Who plays: the gathering, its owner, and name and ticket by part."""

    gathering: Gathering
    owner: Person
    owner_ticket: str
    speakers: list[tuple[str, str]]
    writers: list[tuple[str, str]]
    listeners: list[str]


@transaction.atomic
def gather(listeners: int, speakers: int, writers: int, seconds_each: int) -> Cast:
    """Makes the room, opens it, and gives everybody a ticket."""
    mark = secrets.token_hex(4)
    owner = _person(f"منظّم التجربة {mark}")
    room = Room.objects.create(
        slug=f"rehearsal-{mark}",
        name=f"غرفة التجربة {mark}",
        name_key=name_key(f"غرفة التجربة {mark}"),
        offers="تجربة ليلة الاجتماع قبل أن تأتي",
        seconds=max(seconds_each, 10),
        countdown_seconds=60,
        made_by=owner,
    )
    Membership.objects.create(room=room, person=owner, role=Role.OWNER, by=owner)
    gathering = open_gathering(room, title="تجربة", by=owner)

    def member(part: str, number: int) -> tuple[str, str]:
        person = _person(f"{part} {mark} {number}")
        Membership.objects.create(room=room, person=person, role=Role.MEMBER, by=owner)
        return person.display_name, issue(person, "", room, gathering, TAKING_PART)[0]

    return Cast(
        gathering,
        owner,
        issue(owner, "", room, gathering, KEEPING_ORDER)[0],
        [member("متحدث", i) for i in range(speakers)],
        [member("كاتب", i) for i in range(writers)],
        [issue(None, secrets.token_hex(8), room, gathering, LISTENING)[0] for _ in range(listeners)],
    )


def _person(name: str) -> Person:
    return Person.objects.new(name)


def dismiss(cast: Cast) -> None:
    """Closes the room's gathering."""
    close_gathering(cast.gathering, why="rehearsal over", by=cast.owner)
