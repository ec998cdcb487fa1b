"""The settings: each form is kept by itself, and refused with what was typed in it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from multaqa.rooms.domain.entry import knows
from multaqa.rooms.models import ProgrammeSlot
from tests.rooms.domain.test_emblem import picture

FACE = {
    "name": "ديوان النثر", "offers": "نثر", "languages": "العربية", "about": "", "house_rules": "لا يُقاطَع متحدث",
    "time_zone": "Asia/Kuwait", "tint": "3",
}  # fmt: skip
RULE = {
    "microphones": "2", "seconds": "300", "question_seconds": "60", "reply_seconds": "120", "order_seconds": "60",
    "kinds": ["contribution", "written"], "fair": "on", "countdown_seconds": "12", "grace_seconds": "30", "links": "nobody",
    "slow_seconds": "10",
}  # fmt: skip


@pytest.fixture
def sami(hall, browser_of):
    return browser_of(hall.sami)


def test_the_face(hall, sami):
    assert sami.post("/rooms/diwan/edit/face/", FACE)["Location"] == "/rooms/diwan/edit/#face"
    assert (hall.fresh().name, hall.room.tint, hall.room.time_zone) == ("ديوان النثر", 3, "Asia/Kuwait")


def test_a_refused_face_keeps_what_was_typed_and_shows_what_is(hall, sami):
    answer = sami.post("/rooms/diwan/edit/face/", FACE | {"name": "الإدارة"})
    page = answer.content.decode()
    assert (answer.status_code, hall.fresh().name) == (422, "ديوان الأدب")
    assert 'value="الإدارة"' in page
    assert "<h1><bdi>ديوان الأدب</bdi></h1>" in page


def test_the_rule(hall, sami):
    sami.post("/rooms/diwan/edit/rule/", RULE)
    room = hall.fresh()
    assert (room.microphones, room.seconds, room.kinds, room.auto_call) == (2, 300, ["contribution", "written"], False)
    assert (room.links, room.slow_seconds) == ("nobody", 10)


def test_a_rule_set_elsewhere_is_among_the_answers(hall, sami):
    hall.rule(seconds=77)
    assert '<option value="77" selected>' in sami.get("/rooms/diwan/edit/").content.decode()


def test_the_doors_and_their_word(hall, browser_of):
    layla = browser_of(hall.layla)
    answer = layla.post("/rooms/diwan/edit/doors/", {"doors": "locked", "word": ""})
    assert (answer.status_code, answer.context["doors"].errors.as_data()["word"][0].code) == (422, "word_needed")
    layla.post("/rooms/diwan/edit/doors/", {"doors": "locked", "word": "قهوة"})
    assert (hall.fresh().doors, knows(hall.room, "قهوة")) == ("locked", True)
    layla.post("/rooms/diwan/edit/doors/", {"doors": "locked", "word": ""})
    assert knows(hall.fresh(), "قهوة")


def test_a_supervisor_sees_the_doors_alone(hall, browser_of):
    page = browser_of(hall.layla).get("/rooms/diwan/edit/").content.decode()
    assert ("/edit/doors/" in page, "/edit/face/" in page, "/diwan/end/" in page) == (True, False, False)


def test_the_programme(hall, sami):
    line = {"weekday": "6", "starts": "21:30", "minutes": "120", "title": "سهرة الأحد"}
    assert sami.post("/rooms/diwan/edit/programme/", line)["Location"] == "/rooms/diwan/edit/#line"
    twice = sami.post("/rooms/diwan/edit/programme/", line)
    assert (twice.status_code, ProgrammeSlot.objects.count()) == (422, 1)
    slot = ProgrammeSlot.objects.get()
    sami.post(f"/rooms/diwan/edit/programme/{slot.pk}/drop/")
    assert ProgrammeSlot.objects.count() == 0


def test_the_picture(hall, sami, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    sent = SimpleUploadedFile("star.png", picture(), "image/png")
    assert sami.post("/rooms/diwan/edit/picture/", {"picture": sent}).status_code == 302
    assert f'src="/files/{hall.fresh().picture.name}"' in sami.get("/rooms/diwan/").content.decode()
    wrong = sami.post("/rooms/diwan/edit/picture/", {"picture": SimpleUploadedFile("x.png", b"<html>", "image/png")})
    assert wrong.context["picture"].errors.as_data()["picture"][0].code == "picture_unreadable"
    sami.post("/rooms/diwan/edit/picture/", {"remove": "1"})
    assert hall.fresh().picture.name == ""
