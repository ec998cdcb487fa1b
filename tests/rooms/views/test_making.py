"""A room is made, opened, closed, and closed for good, from its pages."""

from multaqa.rooms.domain.gatherings import live_in
from multaqa.rooms.models import Gathering, Room

NEW = {"name": "غرفة مرافئ", "offers": "أخبار البيوت البعيدة", "languages": "العربية"}


def test_a_member_makes_a_room(hall, browser_of):
    answer = browser_of(hall.amal).post("/rooms/new/", NEW)
    room = Room.objects.get(name="غرفة مرافئ")
    assert (answer.status_code, room.made_by) == (302, hall.amal)
    page = browser_of(hall.amal).get(answer["Location"])
    assert (page.status_code, page.context["room"]) == (200, room)


def test_what_was_typed_stays_when_a_name_is_refused(hall, browser_of):
    answer = browser_of(hall.amal).post("/rooms/new/", NEW | {"name": "ديوان الادب"})
    assert answer.status_code == 422
    assert answer.context["form"].errors.as_data()["name"][0].code == "room_name_taken"
    assert "أخبار البيوت البعيدة" in answer.content.decode()


def test_a_visitor_is_told_to_open_an_account(hall, browser_of):
    answer = browser_of(hall.zahir).post("/rooms/new/", NEW)
    assert (answer.status_code, answer.context["form"].errors.as_data()["name"][0].code) == (422, "account_needed")


def test_nobody_is_led_to_the_door(hall, browser_of):
    assert browser_of(None).get("/rooms/new/")["Location"] == "/account/login/?next=/rooms/new/"


def test_a_gathering_is_closed_and_opened(hall, browser_of):
    browser = browser_of(hall.layla)
    assert browser.post("/rooms/diwan/close/", {"why": "تأخر الوقت"})["Location"] == "/rooms/diwan/"
    assert (live_in(hall.room), Gathering.objects.get().closed_why) == (None, "تأخر الوقت")
    assert browser.post("/rooms/diwan/close/", follow=True).context["messages"]
    assert browser.post("/rooms/diwan/open/", {"title": "نثر"})["Location"] == "/rooms/diwan/live/"
    assert browser.post("/rooms/diwan/open/", {"title": "شعر"})["Location"] == "/rooms/diwan/live/"
    assert [live_in(hall.room).title, Gathering.objects.count()] == ["نثر", 2]


def test_a_room_is_closed_by_its_own_name(hall, browser_of):
    browser = browser_of(hall.sami)
    wrong = browser.post("/rooms/diwan/end/", {"name": "غيره", "why": "اكتفينا"})
    assert (wrong.status_code, "اكتفينا" in wrong.content.decode()) == (422, True)
    assert browser.post("/rooms/diwan/end/", {"name": "ديوان الأدب"})["Location"] == "/"
    assert hall.fresh().ended_by == hall.sami


def test_a_member_goes(hall, browser_of):
    browser = browser_of(hall.amal)
    assert "/rooms/diwan/leave/" in browser.get("/rooms/diwan/").content.decode()
    browser.post("/rooms/diwan/leave/")
    assert "/rooms/diwan/leave/" not in browser.get("/rooms/diwan/").content.decode()
