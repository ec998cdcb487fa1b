"""Run by pretalx's own interpreter: an event with a published schedule of so many talks in twelve rooms."""

import datetime as dt
import sys

import django

django.setup()

from django.db import transaction  # noqa: E402
from django.utils.timezone import now  # noqa: E402
from django_scopes import scope, scopes_disabled  # noqa: E402
from pretalx.event.models import Event  # noqa: E402
from pretalx.event.utils import create_organiser_with_team  # noqa: E402
from pretalx.person.models import SpeakerProfile, User  # noqa: E402
from pretalx.schedule.models import Room  # noqa: E402
from pretalx.submission.models import Submission  # noqa: E402

ROOMS, A_DAY = 12, 8


def build(talks: int) -> None:
    """The event `bench`."""
    boss = User.objects.create_user(email="boss@example.org", password="boss", is_administrator=True)
    organiser, team = create_organiser_with_team(name="Bench", slug="benchorg", users=[boss])
    days = max(1, -(-talks // (ROOMS * A_DAY)))
    begins = now().replace(hour=9, minute=0, second=0, microsecond=0)
    with scopes_disabled():
        event = Event.objects.create(
            name="Bench", slug="bench", organiser=organiser, is_public=True, date_from=begins.date(), timezone="UTC",
            date_to=(begins + dt.timedelta(days=days)).date(), email="bench@example.org", locale_array="en", locale="en",
        )  # fmt: skip
    with scope(event=event):
        event.build_initial_data()
        team.limit_events.add(event)
        event.feature_flags["show_schedule"] = True
        event.save()
        rooms = [Room.objects.create(event=event, name=f"Room {i}", position=i) for i in range(ROOMS)]
        kind = event.submission_types.first()
        for number in range(talks):
            place(event, kind, rooms, number, begins)
        event.release_schedule("v1", user=boss)


def place(event: Event, kind: object, rooms: list[Room], number: int, begins: dt.datetime) -> None:
    """One talk with its speaker, confirmed and placed."""
    person = User.objects.create_user(email=f"s{number}@example.org", name=f"Speaker {number}", password=None)
    SpeakerProfile.objects.create(user=person, event=event, biography="Speaks.")
    talk = Submission.objects.create(
        event=event, title=f"Subject {number} of the meeting", submission_type=kind, abstract="What is to be said. " * 4,
        content_locale="en", state="submitted",
    )  # fmt: skip
    talk.speakers.add(person)
    talk.accept()
    talk.confirm()
    slot = talk.slots.filter(schedule=event.wip_schedule).first()
    turn, room = divmod(number, ROOMS)
    day, hour = divmod(turn, A_DAY)
    slot.start = begins + dt.timedelta(days=day, hours=hour)
    slot.end = slot.start + dt.timedelta(minutes=45)
    slot.room = rooms[room]
    slot.save()


if __name__ == "__main__":
    with transaction.atomic():
        build(int(sys.argv[1]))
