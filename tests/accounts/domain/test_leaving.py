import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from multaqa.accounts.domain import leaving, links
from multaqa.accounts.models import Person, PersonalLink
from multaqa.common.names import name_key
from multaqa.common.refusal import Refused
from multaqa.rooms.domain import chat, floor
from multaqa.rooms.domain.gatherings import open_gathering
from multaqa.rooms.models import Membership, Message, Room

pytestmark = pytest.mark.django_db


def room_of(owner: Person) -> Room:
    room = Room.objects.create(slug="diwan", name="ديوان", name_key=name_key("ديوان"), offers="شعر", made_by=owner)
    Membership.objects.create(room=room, person=owner, role="owner", by=owner)
    return room


def test_who_leaves_takes_name_and_keys_along(inside: Client, salma: Person) -> None:
    inside.get("/me/")
    links.make_link(salma, path="/", days=1, by=salma)
    leaving.leave(salma, name="سلمى العتيبي", by=salma)
    salma.refresh_from_db()
    assert (salma.display_name, salma.name_key, salma.email, salma.is_active) == ("عضو غادر", "", None, False)
    assert not EmailAddress.objects.filter(user=salma).exists()
    assert not PersonalLink.objects.exists()
    assert inside.get("/me/").status_code == 302


def test_what_was_written_stays_without_the_name(salma: Person, nasser: Person) -> None:
    room = room_of(nasser)
    Membership.objects.create(room=room, person=salma, role="member", by=nasser)
    gathering = open_gathering(room, title="سهرة", by=nasser)
    chat.say(gathering, "السلام عليكم", by=salma)
    leaving.leave(salma, name="سلمى العتيبي", by=salma)
    assert list(Message.objects.values_list("name", "text")) == [("عضو غادر", "السلام عليكم")]
    assert not Membership.objects.now().filter(person=salma).exists()


def test_leaving_twice_is_leaving_once(salma: Person) -> None:
    leaving.leave(salma, name="سلمى العتيبي", by=salma)
    salma.refresh_from_db()
    left_at = salma.left_at
    leaving.leave(salma, name="سلمى العتيبي", by=salma)
    salma.refresh_from_db()
    assert salma.left_at == left_at


def refusal(person: Person, name: str, by: Person) -> str:
    with pytest.raises(Refused) as refused:
        leaving.leave(person, name=name, by=by)
    person.refresh_from_db()
    assert person.left_at is None
    assert person.display_name == name or refused.value.code == "name_not_typed"
    return refused.value.code


def test_leaving_is_refused(salma: Person, nasser: Person) -> None:
    assert refusal(salma, "سلمى", salma) == "name_not_typed"
    assert refusal(salma, "سلمى العتيبي", nasser) == "not_allowed"
    assert refusal(nasser, "ناصر", nasser) == "last_operator"


def test_a_room_is_not_left_without_an_owner(salma: Person, nasser: Person) -> None:
    room = room_of(salma)
    assert refusal(salma, "سلمى العتيبي", salma) == "owns_rooms"
    Membership.objects.create(room=room, person=nasser, role="owner", by=salma)
    leaving.leave(salma, name="سلمى العتيبي", by=salma)
    assert Membership.objects.now().get(room=room).person == nasser


def test_a_place_in_line_is_given_up_first(salma: Person, nasser: Person) -> None:
    room = room_of(nasser)
    Room.objects.update(auto_call=False)
    Membership.objects.create(room=room, person=salma, role="member", by=nasser)
    gathering = open_gathering(room, title="سهرة", by=nasser)
    floor.ask(gathering, by=salma)
    assert refusal(salma, "سلمى العتيبي", salma) == "in_the_line"
