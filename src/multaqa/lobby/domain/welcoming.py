"""The first person of a new house, with the first room."""

from allauth.account.models import EmailAddress
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from multaqa.accounts.domain.naming import clean
from multaqa.accounts.models import Person
from multaqa.common.refusal import Refused
from multaqa.rooms.domain.profile import create_room
from multaqa.rooms.models import Room


class AlreadyInhabited(Exception):
    """The house has its first person; nobody is welcomed twice."""


@transaction.atomic
def welcome_owner(
    *, name: str, email: str, room_name: str, offers: str, languages: str, language: str = ""
) -> tuple[Person, Room]:
    """Makes the person who runs the house and the first room, which is theirs. Raises AlreadyInhabited when somebody
    was quicker, and Refused with the fact `field` when a name cannot be used."""
    # Of two at once the second waits, and finds the first. There is no person yet to lock; the name of the table is there.
    ContentType.objects.select_for_update(no_key=True).get(app_label="accounts", model="person")
    if Person.objects.exists():
        raise AlreadyInhabited
    person = Person.objects.new(_clean(name), email=email.strip().lower(), is_operator=True, language=language)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    try:
        room = create_room(name=room_name, offers=offers, languages=languages, by=person)
    except Refused as refused:
        refused.facts["field"] = "room_name"
        raise
    return person, room


def _clean(name: str) -> str:
    try:
        return clean(name)
    except Refused as refused:
        refused.facts["field"] = "name"
        raise
