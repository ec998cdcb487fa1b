"""A new house welcomes its first person, once."""

import threading
from urllib.parse import unquote

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.urls import reverse

from multaqa.accounts.models import Person
from multaqa.lobby.domain.welcoming import AlreadyInhabited, welcome_owner
from multaqa.lobby.middleware import WelcomeMiddleware
from multaqa.rooms.models import Membership, Room

SAID = {
    "name": "سلمى",
    "email": "Salma@example.org",
    "room_name": "غرفة صناع الحياة",
    "offers": "تجارب يرويها أصحابها",
    "languages": "العربية",
}


@pytest.mark.parametrize("address", ["/", "/me/", "/rooms/new/", "/account/login/"])
def test_every_page_leads_to_the_welcome(visitor, address):
    answer = visitor.get(address)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/welcome/")


def test_health_and_words_are_answered_before_there_are_people(visitor):
    assert visitor.get("/health").status_code == 200
    assert visitor.get("/i18n/ar.js").status_code == 200


def test_salma_gets_a_room_and_is_signed_in(visitor):
    answer = visitor.post("/welcome/", SAID)
    room, salma = Room.objects.get(), Person.objects.get()
    assert (answer.status_code, unquote(answer.headers["Location"])) == (302, room.get_absolute_url())
    assert (salma.display_name, salma.email, salma.is_operator) == ("سلمى", "salma@example.org", True)
    assert Membership.objects.get().role == "owner"
    assert EmailAddress.objects.filter(user=salma, email="salma@example.org", verified=True, primary=True).exists()
    assert int(visitor.session["_auth_user_id"]) == salma.pk
    assert f'href="{reverse("mfa_add_webauthn")}"' in visitor.get("/").content.decode()
    assert visitor.get("/welcome/").status_code == 404
    assert visitor.post("/welcome/", SAID).status_code == 404


def test_a_name_that_cannot_be_shown_keeps_what_was_written(visitor):
    answer = visitor.post("/welcome/", {**SAID, "name": "ســـلمى"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "اكتب الاسم بلا تطويل." in page
    assert "غرفة صناع الحياة" in page
    assert not Person.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_first():
    start, ends = threading.Barrier(2), []

    def come(number: int) -> None:
        start.wait()
        try:
            welcome_owner(**{**SAID, "email": f"{number}@example.org", "room_name": f"غرفة {number} هنا"})
            ends.append("welcomed")
        except AlreadyInhabited:
            ends.append("late")
        finally:
            connection.close()

    both = [threading.Thread(target=come, args=(number,)) for number in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert sorted(ends) == ["late", "welcomed"]
    assert (Person.objects.count(), Room.objects.count()) == (1, 1)


def test_a_house_with_people_is_asked_once(sami, rf, django_assert_num_queries):
    gate = WelcomeMiddleware(lambda request: "page")
    with django_assert_num_queries(1):
        assert [gate(rf.get("/")) for _ in range(3)] == ["page"] * 3


def test_a_form_without_its_token_is_refused(db):
    assert Client(enforce_csrf_checks=True).post("/welcome/", SAID).status_code == 403
