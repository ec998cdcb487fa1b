"""The people of a room, and what is done to them from the list."""

from allauth.account.models import EmailAddress
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.rooms.models import Attendance, Membership, Sanction
from multaqa.rooms.rules import role_of


def names(answer):
    return [row.person.display_name for row in answer.context["rows"]]


def test_they_are_found_in_any_spelling(hall, browser_of):
    layla = browser_of(hall.layla)
    assert names(layla.get("/rooms/diwan/people/")) == ["أمل", "باسم", "جمال", "سامي", "ليلى"]
    assert names(layla.get("/rooms/diwan/people/", {"q": "امل"})) == ["أمل"]
    assert names(layla.get("/rooms/diwan/people/", {"show": "staff"})) == ["سامي", "ليلى"]


def test_whoever_is_present_can_be_made_a_member(hall, browser_of):
    Attendance.objects.create(gathering=hall.gathering, connection="c1", person=hall.zahir, door="live", joined_at=timezone.now())
    layla = browser_of(hall.layla)
    assert names(layla.get("/rooms/diwan/people/", {"show": "present"})) == ["زاهر"]
    assert layla.post(f"/rooms/diwan/people/{hall.zahir.pk}/member/").status_code == 302
    assert role_of(hall.zahir, hall.room) == "member"


def test_nobody_is_pulled_in_by_a_guessed_number(hall, browser_of):
    stranger = Person.objects.new("غريب")
    assert browser_of(hall.layla).post(f"/rooms/diwan/people/{stranger.pk}/member/").status_code == 404


def test_a_member_by_address(hall, browser_of):
    huda = Person.objects.new("هدى", email="huda@example.org")
    EmailAddress.objects.create(user=huda, email=huda.email, verified=True, primary=True)
    layla = browser_of(hall.layla)
    unknown = layla.post("/rooms/diwan/people/", {"email": "nobody@example.org"})
    assert (unknown.status_code, "nobody@example.org" in unknown.content.decode()) == (422, True)
    assert layla.post("/rooms/diwan/people/", {"email": "huda@example.org"}).status_code == 302
    assert role_of(huda, hall.room) == "member"


def test_addresses_are_not_tried_by_the_list(hall, browser_of):
    layla = browser_of(hall.layla)
    for n in range(20):
        layla.post("/rooms/diwan/people/", {"email": f"someone{n}@example.org"})
    answer = layla.post("/rooms/diwan/people/", {"email": "someone@example.org"})
    assert answer.context["form"].errors.as_data()["email"][0].code == "too_fast"


def test_a_supervisor_is_named_with_a_reason(hall, browser_of):
    sami = browser_of(hall.sami)
    bare = sami.post(f"/rooms/diwan/people/{hall.amal.pk}/name/", {"why": ""})
    assert (bare.status_code, bare.context["tried_person"], role_of(hall.amal, hall.room)) == (422, hall.amal.pk, "member")
    sami.post(f"/rooms/diwan/people/{hall.amal.pk}/name/", {"why": "تُحسن الإشراف"})
    assert role_of(hall.amal, hall.room) == "supervisor"
    sami.post(f"/rooms/diwan/people/{hall.amal.pk}/relieve/", {"why": "سافرت"})
    assert role_of(hall.amal, hall.room) == "member"


def test_a_supervisor_does_not_name_one(hall, browser_of):
    answer = browser_of(hall.layla).post(f"/rooms/diwan/people/{hall.amal.pk}/name/", {"why": "تُحسن الإشراف"})
    assert (answer.status_code, role_of(hall.amal, hall.room)) == (422, "member")


def test_a_refused_sanction_keeps_its_reason(hall, browser_of):
    layla = browser_of(hall.layla)
    address = f"/rooms/diwan/people/{hall.basim.pk}/sanction/"
    endless = layla.post(address, {"kind": "ban", "minutes": "0", "why": "انتحال اسم الغرفة"})
    assert (endless.status_code, 'value="انتحال اسم الغرفة"' in endless.content.decode()) == (422, True)
    layla.post(address, {"kind": "voice", "minutes": "15", "why": "مقاطعة"})
    assert Sanction.objects.in_force().get().person == hall.basim


def test_an_unknown_deed_is_nowhere(hall, browser_of):
    assert browser_of(hall.sami).post(f"/rooms/diwan/people/{hall.amal.pk}/crown/").status_code == 404


def test_many_people_cost_what_few_do(hall, browser_of, django_assert_num_queries):
    layla = browser_of(hall.layla)
    few = queries(layla)
    for n in range(6):
        person = Person.objects.new(f"عضو {n}")
        Membership.objects.create(room=hall.room, person=person, by=hall.sami)
        Sanction.objects.create(room=hall.room, person=person, kind="voice", why="سبب", by=hall.sami)
    assert queries(layla) == few


def queries(browser, path="/rooms/diwan/people/"):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(path).status_code == 200
    return len(captured)
