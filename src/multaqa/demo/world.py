"""Builds the demo through the same deeds people use, at moments of an evening that is already under way."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.common.arabic.fold import search_key
from multaqa.common.names import name_key
from multaqa.common.refusal import Refused
from multaqa.demo import months
from multaqa.demo.moments import moment
from multaqa.demo.rooms import CHAT, PEOPLE, ROOMS, DemoRoom
from multaqa.rooms.domain import chairing, chat, floor
from multaqa.rooms.domain.gatherings import open_gathering
from multaqa.rooms.enums import Role
from multaqa.rooms.models import Gathering, Membership, ProgrammeSlot, Room, Turn

HOUSE_RULES = "لا يُقاطَع متحدث. لا روابط خارج الموضوع. من طلب الكلمة فمكانه محفوظ.\nمن وقع عليه جزاء فمن حقّه أن يسأل عن سببه."
LIVE_MINUTES = 42


@transaction.atomic
def build() -> dict[str, Person]:
    """Fills an empty server and answers the people by part. Raises Refused `not_empty`."""
    if Person.objects.exists():
        raise Refused("not_empty")
    with moment(60 * 24 * 200):
        people = {part: _person(part, name) for part, name in PEOPLE.items()}
        rooms = [_room(room, people, i) for i, room in enumerate(ROOMS)]
    people |= months.build(rooms, people, _person)
    _hold_evening(rooms[0], people)
    for room, title, minutes in (
        (rooms[6], "متابعة حملة الشتاء، والكلمة لمن يطلبها", 25),
        (rooms[5], "حوار مفتوح للمبتدئين", 12),
    ):
        with moment(minutes):
            open_gathering(room, title=title, by=room.made_by)
    return people


def _person(part: str, name: str) -> Person:
    from allauth.account.models import EmailAddress

    visits = part == "visitor"
    email = None if visits else f"{part.replace('_', '')}@demo.example"
    person = Person.objects.new(name, email=email, kind="visitor" if visits else "member", joined_at=timezone.now())
    if email:
        EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person


def _room(demo: DemoRoom, people: dict[str, Person], index: int) -> Room:
    owner = people["owner"] if index < 2 else people["member_3"] if index % 2 else people["member_2"]
    room = Room.objects.create(
        slug=demo.slug,
        name=demo.name,
        name_key=name_key(demo.name),
        offers=demo.offers,
        about=demo.about,
        house_rules=HOUSE_RULES,
        languages=demo.languages,
        tint=demo.tint,
        search_text=search_key(f"{demo.name} {demo.offers} {demo.languages}"),
        made_by=owner,
        elsewhere=demo.elsewhere,
        auto_call=index != 0,
        visitors_ask=index != 0,
    )
    roles = {owner.pk: Role.OWNER, people["supervisor"].pk: Role.SUPERVISOR}
    for part in ("member", "member_2", "member_3", "member_4"):
        roles.setdefault(people[part].pk, Role.MEMBER)
    for person, role in roles.items():
        Membership.objects.create(room=room, person_id=person, role=role, by=owner, since=timezone.now())
    for weekday, hour, minute, title in demo.slots:
        ProgrammeSlot.objects.create(room=room, weekday=weekday, starts=dt.time(hour, minute), title=title)
    return room


def _hold_evening(room: Room, people: dict[str, Person]) -> None:
    """Two have spoken, three wait, and the chat is going."""
    with moment(LIVE_MINUTES):
        gathering = open_gathering(room, title="سهرة الأحد: أسئلة في تربية الأبناء", by=people["owner"])
    for i, (part, asked, spoke) in enumerate((("member_3", 38, 2.9), ("supervisor", 31, 1.8))):
        _speak(gathering, people[part], people["owner"], asked - i, spoke)
    for i, (part, text) in enumerate(CHAT):
        with moment(24 - 3 * i):
            _, message = chat.say(gathering, text, by=people[part])
    with moment(3):
        chat.pin(gathering, message, by=people["supervisor"])
    for i, (part, kind) in enumerate((("member", "contribution"), ("member_4", "question"), ("member_2", "contribution"))):
        with moment(6 - i):
            floor.ask(gathering, kind=kind, by=people[part])


def _speak(gathering: Gathering, person: Person, chair: Person, minutes_ago: float, minutes: float) -> None:
    with moment(minutes_ago):
        floor.ask(gathering, by=person)
        turn = Turn.objects.get(gathering=gathering, person=person, state="waiting")
        chairing.call(gathering, turn.pk, by=chair)
        floor.start(gathering, by=person)
    with moment(minutes_ago - minutes):
        floor.finish(gathering, by=person)
