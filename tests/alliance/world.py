"""An alliance of rooms, for stories about what rooms do together. Rows only: no deed is done to build it."""

import datetime as dt
from dataclasses import dataclass, field

from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.alliance.models import Alliance, Charter, Mandate, OfficeHeld, Seat, Series
from multaqa.common.arabic.fold import search_key
from multaqa.common.names import name_key
from multaqa.rooms.models import Membership, Room

ROOMS = (
    ("ديوان الأدب", "سامي"), ("مجلس التاريخ", "ليلى"), ("منبر الحوار", "باسم"), ("واحة العلوم", "أمل"), ("رواق الفقه", "جمال"),
    ("بيت الشعر", "هدى"), ("نادي الكتاب", "زياد"), ("ساحة الشباب", "ريم"), ("دار اللغة", "خالد"), ("مقهى الفكر", "سلمى"),
    ("سمر الليالي", "يوسف"), ("مرفأ السفر", "نادية"),
)  # fmt: skip
DELEGATES = ("طارق", "منى", "فهد", "عائشة", "رامي", "دانة", "ماجد", "لبنى", "وليد", "سعاد", "حسن", "نورة")
ALTERNATES = ("عادل", "رشا", "بدر", "مريم", "سليم", "غادة", "ثامر", "جميلة", "نبيل", "حنان", "كريم", "شيماء")


@dataclass
class World:
    """`rooms`, `owners` and `seats` stand in one order. Zahir is a visitor, Salwa has an account and belongs nowhere.
    `delegates` and `alternates` are by room id, once `name_delegates` was asked for."""

    alliance: Alliance
    charter: Charter
    coordinator: Person
    chair: Person
    secretary: Person
    operator: Person
    salwa: Person
    zahir: Person
    rooms: list[Room]
    owners: list[Person]
    seats: list[Seat]
    delegates: dict[int, Person] = field(default_factory=dict)
    alternates: dict[int, Person] = field(default_factory=dict)

    def make_series(self, **more: object) -> Series:
        """The monthly meeting: the last Saturday of the Gregorian month at 21:00 in Riyadh, unless said otherwise."""
        asked: dict[str, object] = {
            "title": "الاجتماع الشهري", "rule": "FREQ=MONTHLY;BYDAY=-1SA", "at": dt.time(21), "prepare_at": dt.time(23),
            "starts_on": dt.date(2026, 1, 1),
        }  # fmt: skip
        return Series.objects.create(alliance=self.alliance, made_by=self.coordinator, **(asked | more))

    def name_delegates(self, series: Series, *, rooms: int | None = None, alternates: bool = True) -> None:
        """Gives the first `rooms` rooms (all of them: None) an active delegate, and an alternate."""
        for n, room in enumerate(self.rooms[:rooms]):
            self.delegates[room.pk] = self._name(series, n, _numbered(DELEGATES, n), "delegate")
            if alternates:
                self.alternates[room.pk] = self._name(series, n, _numbered(ALTERNATES, n), "alternate")

    def add_room(self, name: str, owner: str, *, member: bool = True) -> Room:
        """A room more, with a seat of its own unless `member` is False."""
        person = new_person(owner)
        room = make_room(name, person, Room.objects.count())
        if member:
            self.seats.append(seat_of(self.alliance, self.charter, room, person, self.coordinator))
            self.rooms.append(room)
            self.owners.append(person)
        return room

    def _name(self, series: Series, n: int, name: str, role: str) -> Person:
        room, now = self.rooms[n], timezone.now()
        person = new_person(name)
        Membership.objects.create(room=room, person=person, by=self.owners[n])
        Mandate.objects.create(
            series=series, room=room, person=person, role=role, state="active", proposed_by=self.owners[n], answered_at=now,
            since=now,
        )  # fmt: skip
        return person


def found_world(rooms: int = 12) -> World:
    """An alliance of so many rooms, each with an owner and a seat, and the three offices held."""
    coordinator, chair, secretary, salwa = (new_person(name) for name in ("عبدالله", "فاطمة", "إبراهيم", "سلوى"))
    operator = new_person("مازن", is_operator=True)
    zahir = Person.objects.new("زاهر", kind="visitor")
    alliance = Alliance.objects.create(
        slug="multaqa-alghuraf", name="ملتقى الغرف", name_key=name_key("ملتقى الغرف"), purpose="غرف حرة يجمعها لقاء شهري",
        founded_by=coordinator,
    )  # fmt: skip
    charter = Charter.objects.create(alliance=alliance, version=1, text="كل غرفة سيدة نفسها.", by=coordinator)
    for office, person in (("coordinator", coordinator), ("chair", chair), ("secretary", secretary)):
        OfficeHeld.objects.create(alliance=alliance, person=person, office=office, by=coordinator)
    world = World(alliance, charter, coordinator, chair, secretary, operator, salwa, zahir, [], [], [])
    for n in range(rooms):
        name, owner = ROOMS[n % len(ROOMS)]
        world.add_room(name if n < len(ROOMS) else f"{name} {n}", owner)
    return world


def new_person(name: str, **more: object) -> Person:
    """Somebody with an account and a confirmed address."""
    from allauth.account.models import EmailAddress

    person = Person.objects.new(name, **more)
    person.email = f"p{person.pk}@example.org"
    person.save(update_fields=["email"])
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def make_room(name: str, owner: Person, n: int = 0) -> Room:
    """A room with its owner."""
    room = Room.objects.create(
        slug=f"room-{n + 1}", name=name, name_key=name_key(name), offers="حوار كل ليلة", search_text=search_key(name),
        tint=n % 6 + 1, made_by=owner,
    )  # fmt: skip
    Membership.objects.create(room=room, person=owner, role="owner", by=owner)
    return room


def seat_of(alliance: Alliance, charter: Charter, room: Room, owner: Person, by: Person) -> Seat:
    """A room's seat, in force."""
    return Seat.objects.create(
        alliance=alliance, room=room, state="member", charter=charter, applied_by=owner, since=timezone.now(), admitted_by=by
    )


def _numbered(names: tuple[str, ...], n: int) -> str:
    return names[n % len(names)] if n < len(names) else f"{names[n % len(names)]} {n}"
