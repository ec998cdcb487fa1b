"""Leaving for good: the person goes, the meetings they took part in stay whole, without their name."""

from collections.abc import Callable

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext

from multaqa.accounts.models import Person, PersonalLink
from multaqa.common.names import name_key
from multaqa.common.refusal import Refused

Farewell = Callable[[Person], None]

_farewells: list[Farewell] = []


def when_leaving(farewell: Farewell) -> Farewell:
    """Registers what another app does when somebody leaves, in the same transaction; a Refused of its own keeps them.
    It is called with the person already nameless."""
    if farewell not in _farewells:
        _farewells.append(farewell)
    return farewell


@transaction.atomic
def leave(person: Person, *, name: str, by: Person) -> None:
    """Takes name, address and every key of a person away; they cannot come in again. Twice is once.
    Refuses `not_allowed`, `name_not_typed` (the typed name is not theirs), `last_operator`."""
    if by.pk != person.pk:
        raise Refused("not_allowed")
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if person.left_at is not None:
        return
    if name_key(name) != person.name_key:
        raise Refused("name_not_typed")
    if person.is_operator and not Person.objects.present().filter(is_operator=True).exclude(pk=person.pk).exists():
        raise Refused("last_operator")
    _unname(person)
    _take_keys(person)
    for farewell in _farewells:
        farewell(person)


def name_of_the_departed() -> str:
    """What is read where their name stood, in the language of the house: it is kept, not made for one reader."""
    with translation.override(settings.LANGUAGE_CODE):
        return gettext("Departed member")


def _unname(person: Person) -> None:
    person.display_name = name_of_the_departed()
    person.name_key = ""
    person.email = None
    person.language = person.languages = person.time_zone = person.digits = ""
    person.calendar = Person.Calendar.HIJRI
    person.is_operator = False
    person.left_at = timezone.now()
    person.set_unusable_password()
    person.save()


def _take_keys(person: Person) -> None:
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    PersonalLink.objects.filter(person=person).delete()
    for visit in UserSession.objects.filter(user=person):
        visit.end()
