"""Names people take: what may be a name, whose names must stay theirs, and how often one is changed."""

import datetime as dt
from collections.abc import Callable
from typing import Literal

from django.db import transaction
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.common.names import clean_name, is_reserved, name_key
from multaqa.common.refusal import Refused

Likeness = Literal["same", "near"] | None
Guard = Callable[[str, Person | None], Likeness]

CHANGE_EVERY = dt.timedelta(days=1)

_guards: list[Guard] = []


def guarded_by(guard: Guard) -> Guard:
    """Registers who else has a say. A guard takes a name's key and whoever wants it (None: not known yet), and answers
    how much it is like a name that must stay somebody else's."""
    if guard not in _guards:
        _guards.append(guard)
    return guard


def clean(name: str, *, of: Person | None = None) -> str:
    """The name as it may be shown. Refuses what the rules of names refuse, words of office (`name_reserved`), and the
    likeness of those who keep order (`name_of_staff`): a borrowed name is the cheapest way to give orders."""
    text, key = clean_name(name)
    if is_reserved(text):
        raise Refused("name_reserved")
    if any(guard(key, of) for guard in _guards):
        raise Refused("name_of_staff")
    return text


@transaction.atomic
def give_name(person: Person, name: str, *, by: Person) -> None:
    """Changes a person's name; the first change is free, then one a day. Nobody names another, but an operator.
    Refuses `not_allowed`, `name_too_soon`, and what `clean` refuses."""
    person = _locked(person)
    if by.pk != person.pk and not by.is_operator:
        raise Refused("not_allowed")
    text = clean(name, of=person)
    if text == person.display_name:
        return
    if by.pk == person.pk:
        _refuse_too_soon(person)
    person.display_name, person.name_key, person.name_changed_at = text, name_key(text), timezone.now()
    person.save(update_fields=("display_name", "name_key", "name_changed_at"))


def _locked(person: Person) -> Person:
    found: Person | None = Person.objects.select_for_update(no_key=True).present().filter(pk=person.pk).first()
    if found is None:
        raise Refused("not_allowed")
    return found


def _refuse_too_soon(person: Person) -> None:
    if person.name_changed_at is None:
        return
    again = person.name_changed_at + CHANGE_EVERY
    if timezone.now() < again:
        raise Refused("name_too_soon", until=int(again.timestamp() * 1000))
