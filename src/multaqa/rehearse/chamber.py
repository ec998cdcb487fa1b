"""The people of a rehearsed sitting: an alliance of their own in the server's database, and a ticket for each."""

import datetime as dt
import secrets
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.alliance.domain import charter, founding, mandates, offices, seats, series
from multaqa.alliance.models import Alliance, Series
from multaqa.assembly.domain.doors import open_doors
from multaqa.assembly.models import AgendaItem, Cycle, Invitation, Sitting
from multaqa.bridge.tickets import issue
from multaqa.common.names import name_key
from multaqa.rooms.domain.entry import judge
from multaqa.rooms.enums import Role
from multaqa.rooms.models import Membership, Room

AGENDA = (
    ("opening", "الافتتاح وإعلان النصاب"), ("word", "كلمة الضيف"), ("discussion", "طرائق جديدة للوصول إلى الناس"),
    ("ballot", "يوم موحّد للتعريف بالغرف"), ("closing", "ما يستجدّ من أعمال"),
)  # fmt: skip


@dataclass
class Seats:
    """Who plays: the sitting, and (name, ticket) by part."""

    sitting: Sitting
    chair: tuple[str, str]
    secretary: tuple[str, str]
    delegates: list[tuple[str, str]]
    guest: tuple[str, str]
    listeners: list[str]


@transaction.atomic
def gather(rooms: int, listeners: int) -> Seats:
    """Founds an alliance, names its delegates, plans an open sitting, opens its doors and gives everybody a ticket."""
    mark = secrets.token_hex(3)
    coordinator, chair, secretary = (_person(f"{name} {mark}") for name in ("منسّق", "رئيس", "أمين"))
    alliance = founding.found_alliance(name=f"تحالف التجربة {mark}", purpose="تجربة", charter="تجربة.", by=coordinator)
    offices.give_office(alliance, chair, "chair", by=coordinator)
    offices.give_office(alliance, secretary, "secretary", by=coordinator)
    monthly = series.make_series(
        alliance, by=coordinator, title="التجربة", calendar="gregorian", rule="FREQ=MONTHLY;BYDAY=1SA", at=dt.time(23),
        time_zone="Asia/Riyadh", starts_on=timezone.now().date(), prepare_at=dt.time(23),
    )  # fmt: skip
    made = [_room(alliance, coordinator, mark, n) for n in range(rooms)]
    delegates = [_delegate(monthly, room, mark, n) for n, room in enumerate(made)]
    guest = Person.objects.new(f"ضيف {mark}", kind=Person.Kind.GUEST)
    sitting = _sitting(monthly, made[0], rooms, coordinator, guest)
    gathering = open_doors(sitting, by=chair)
    sitting.refresh_from_db()

    def seat(person: Person) -> tuple[str, str]:
        return person.display_name, issue(person, "", made[0], gathering, judge(person, made[0]).can)[0]

    return Seats(
        sitting,
        seat(chair),
        seat(secretary),
        [seat(person) for person in delegates],
        seat(guest),
        [issue(None, secrets.token_hex(8), made[0], gathering, ("listen",))[0] for _ in range(listeners)],
    )


def _person(name: str) -> Person:
    return Person.objects.new(name, email=f"{secrets.token_hex(6)}@rehearsal.example")


def _room(alliance: Alliance, coordinator: Person, mark: str, n: int) -> Room:
    owner = _person(f"مالك {mark} {n}")
    name = f"غرفة التجربة {mark} {n}"
    room = Room.objects.create(
        slug=f"rehearsal-{mark}-{n}", name=name, name_key=name_key(name), offers="تجربة", made_by=owner, seconds=30,
        countdown_seconds=60, auto_call=False,
    )  # fmt: skip
    Membership.objects.create(room=room, person=owner, role=Role.OWNER, by=owner)
    seat = seats.apply_for_seat(alliance, room, charter=charter.in_force(alliance), by=owner)
    seats.admit(seat, by=coordinator)
    return room


def _delegate(monthly: Series, room: Room, mark: str, n: int) -> Person:
    person = _person(f"مندوب {mark} {n}")
    Membership.objects.create(room=room, person=person, role=Role.MEMBER, by=room.made_by)
    mandates.accept(mandates.propose(monthly, room, person, by=room.made_by), by=person)
    return person


def _sitting(monthly: Series, host: Room, rooms: int, by: Person, guest: Person) -> Sitting:
    now = timezone.now()
    cycle = Cycle.objects.create(series=monthly, number=1, date=now.date(), topic="تجربة", host_room=host, made_by=by)
    sitting = Sitting.objects.create(
        cycle=cycle, kind="open", title="جلسة التجربة", room=host, state="scheduled", starts_at=now,
        ends_at=now + dt.timedelta(hours=2), time_zone="Asia/Riyadh", local_start=f"{now:%Y-%m-%dT%H:%M}",
        quorum_needed=rooms * 2 // 3, uid=f"rehearsal-{secrets.token_hex(8)}",
    )  # fmt: skip
    Invitation.objects.create(cycle=cycle, sitting=sitting, guest=guest, state="accepted", made_by=by, receiver=by)
    for position, (kind, title) in enumerate(AGENDA):
        AgendaItem.objects.create(
            sitting=sitting, position=position, kind=kind, title=title, minutes=5, presenter=guest if kind == "word" else None
        )
    return sitting
