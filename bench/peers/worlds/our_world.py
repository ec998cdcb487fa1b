"""Run by our own interpreter over a folder of its own: the demo's world with so many rooms; a smaller one that is there
already grows to it. Prints the pages' addresses and how often each asks the database, as JSON."""

import json
import sys
from collections.abc import Sequence
from typing import Any

import django

MODELS, NAMED_OF_FOUR = 12, 3


def build(rooms: int) -> dict[str, tuple[str, int]]:
    """The month in preparation, and the directory."""
    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    call_command("migrate", verbosity=0)
    from multaqa.assembly.domain import printed
    from multaqa.assembly.models import Cycle
    from multaqa.demo import world
    from multaqa.rooms.models import Room

    if not Room.objects.exists():
        world.build()
    if rooms < (there := Room.objects.count()):
        raise SystemExit(f"There are {there} rooms already.")
    with transaction.atomic():
        _more_rooms(range(there, rooms))
    for wish in printed.folder().glob("*.wanted"):
        # Minutes are drawn once, by whichever node comes to it: here that would be while it is asked for pages.
        wish.unlink()
    pages = {"month": f"/months/{Cycle.objects.latest('date').pk}/", "directory": "/"}
    return {name: (path, _queries(path)) for name, path in pages.items()}


def _more_rooms(numbers: range) -> None:
    """Rooms that took their seats after the held months: minutes of those months are approved by more than half of the rooms
    that sat in them, so a hundred rooms without a delegate would keep the demo's own from ever being approved. Written in
    bulk: by deeds each takes thirty statements, and the pages read only what they leave behind."""
    from multaqa.rooms.models import Membership, ProgrammeSlot, Room

    models = list(Room.objects.order_by("pk").prefetch_related("programme")[:MODELS])
    rooms = Room.objects.bulk_create([_room(number, models[number % MODELS]) for number in numbers])
    Membership.objects.bulk_create([Membership(room=room, person=room.made_by, role="owner", by=room.made_by) for room in rooms])
    ProgrammeSlot.objects.bulk_create([
        ProgrammeSlot(room=room, weekday=slot.weekday, starts=slot.starts, title=slot.title)
        for number, room in zip(numbers, rooms, strict=True) for slot in models[number % MODELS].programme.all()
    ])  # fmt: skip
    _seat(rooms)


def _room(number: int, like: Any) -> Any:
    from multaqa.common.arabic.fold import search_key
    from multaqa.common.names import name_key
    from multaqa.rooms.models import Room

    name = f"{like.name} {number}"
    return Room(
        slug=f"{like.slug}-{number}", name=name, name_key=name_key(name), offers=like.offers, about=like.about,
        house_rules=like.house_rules, languages=like.languages, tint=like.tint, made_by=like.made_by, elsewhere=like.elsewhere,
        search_text=search_key(f"{name} {like.offers} {like.languages}"),
    )  # fmt: skip


def _seat(rooms: Sequence[Any]) -> None:
    """All are member rooms; as in the demo, three of four have named a delegate."""
    from django.utils import timezone

    from multaqa.alliance.models import Alliance, Mandate, Seat, Series

    alliance, series, now = Alliance.objects.get(), Series.objects.get(), timezone.now()
    by = alliance.founded_by
    Seat.objects.bulk_create([
        Seat(alliance=alliance, room=room, state="member", applied_by=room.made_by, since=now, admitted_by=by) for room in rooms
    ])  # fmt: skip
    named = [room for number, room in enumerate(rooms) if number % 4 < NAMED_OF_FOUR]
    Mandate.objects.bulk_create([
        Mandate(series=series, room=room, person=person, state="active", proposed_by=room.made_by, answered_at=now, since=now)
        for room, person in zip(named, _delegates(named), strict=True)
    ])  # fmt: skip


def _delegates(rooms: Sequence[Any]) -> Sequence[Any]:
    from multaqa.accounts.models import Person
    from multaqa.accounts.models.person import short_number
    from multaqa.common.names import name_key

    return Person.objects.bulk_create([
        Person(display_name=name, name_key=name_key(name), kind="member", number=short_number(), password="!",
               email=f"{room.slug}@demo.example")
        for room in rooms for name in [f"مندوب {room.name}"]
    ])  # fmt: skip


def _queries(path: str) -> int:
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    return len(asked)


if __name__ == "__main__":
    print(json.dumps(build(int(sys.argv[1]))))
