import datetime as dt

import pytest
from django.utils import timezone

from multaqa.accounts.domain import naming
from multaqa.accounts.models import Person
from multaqa.common.names import name_key
from multaqa.common.refusal import Refused
from multaqa.rooms.models import Membership, Room

pytestmark = pytest.mark.django_db


@pytest.fixture
def sanad(nasser: Person) -> Person:
    """Sanad keeps order in a room."""
    sanad = Person.objects.new("سند المطيري")
    room = Room.objects.create(slug="r", name="ديوان", name_key=name_key("ديوان"), offers="شعر", made_by=nasser)
    Membership.objects.create(room=room, person=sanad, role="supervisor", by=nasser)
    return sanad


def test_a_name_is_taken_as_it_is_written(salma: Person) -> None:
    naming.give_name(salma, "  سلمى   الشمري ", by=salma)
    salma.refresh_from_db()
    assert (salma.display_name, salma.name_key) == ("سلمى الشمري", name_key("سلمى الشمري"))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("مشرف عام", "name_reserved"),
        ("admin", "name_reserved"),
        ("س", "name_too_short"),
        ("ســلمى", "name_tatweel"),
    ],
)
def test_what_is_no_name_is_refused(salma: Person, name: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        naming.give_name(salma, name, by=salma)
    assert refused.value.code == code
    salma.refresh_from_db()
    assert salma.display_name == "سلمى العتيبي"


@pytest.mark.parametrize("name", ["سند المطيري", "سَند المطيري", "سند المطيرى", "سندا المطيري"])
def test_nobody_borrows_the_name_of_who_keeps_order(sanad: Person, name: str) -> None:
    with pytest.raises(Refused) as refused:
        naming.clean(name)
    assert refused.value.code == "name_of_staff"


def test_short_names_one_letter_apart_are_two_people(nasser: Person) -> None:
    room = Room.objects.create(slug="r", name="ديوان", name_key=name_key("ديوان"), offers="شعر", made_by=nasser)
    Membership.objects.create(room=room, person=Person.objects.new("محمد"), role="owner", by=nasser)
    assert naming.clean("أحمد") == "أحمد"
    assert naming.clean("محمود") == "محمود"


def test_who_keeps_order_may_keep_their_own_name(sanad: Person) -> None:
    naming.give_name(sanad, "سند المطيرى", by=sanad)
    sanad.refresh_from_db()
    assert sanad.display_name == "سند المطيرى"


def test_who_no_longer_keeps_order_frees_the_name(sanad: Person) -> None:
    Membership.objects.update(until=timezone.now())
    assert naming.clean("سند المطيري") == "سند المطيري"


def test_the_first_change_is_free_and_the_second_waits_a_day(salma: Person) -> None:
    naming.give_name(salma, "سلمى الشمري", by=salma)
    with pytest.raises(Refused) as refused:
        naming.give_name(salma, "سلمى الدوسري", by=salma)
    salma.refresh_from_db()
    assert refused.value.code == "name_too_soon"
    assert refused.value.facts == {"until": int((salma.name_changed_at + dt.timedelta(days=1)).timestamp() * 1000)}
    Person.objects.filter(pk=salma.pk).update(name_changed_at=timezone.now() - dt.timedelta(days=1, seconds=1))
    naming.give_name(salma, "سلمى الدوسري", by=salma)
    salma.refresh_from_db()
    assert salma.display_name == "سلمى الدوسري"


def test_the_same_name_again_is_no_change(salma: Person) -> None:
    naming.give_name(salma, "سلمى العتيبي", by=salma)
    salma.refresh_from_db()
    assert salma.name_changed_at is None


def test_nobody_names_another_but_an_operator(salma: Person, hind: Person, nasser: Person) -> None:
    with pytest.raises(Refused) as refused:
        naming.give_name(salma, "هند", by=hind)
    assert refused.value.code == "not_allowed"
    naming.give_name(salma, "سلمى الشمري", by=nasser)
    salma.refresh_from_db()
    assert salma.display_name == "سلمى الشمري"
