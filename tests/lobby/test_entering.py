"""The door of a live room: the page, the ticket, the word and the name."""

import datetime as dt

from django.test import Client
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.bridge.tickets import check
from multaqa.rooms.domain.entry import keep_word
from multaqa.rooms.models import Gathering, Membership, ProgrammeSlot, Room, Sanction


def test_a_visitor_gets_the_room_and_a_ticket_to_listen(build, visitor, post):
    room = build("مرافئ", live=True)
    page = visitor.get(f"/rooms/{room.slug}/live/")
    assert page.status_code == 200
    assert "<live-room data-slug=" in page.content.decode()
    assert "csrftoken" in page.cookies
    status, body = post(visitor, f"/rooms/{room.slug}/ticket")
    ticket = check(body["ticket"])
    assert (status, body["wsPath"], body["gathering"]) == (200, "/live", Gathering.objects.get().pk)
    assert (ticket.person, ticket.room, ticket.can, ticket.until) == (None, room.pk, ("listen",), body["until"])
    _, again = post(visitor, f"/rooms/{room.slug}/ticket")
    assert check(again["ticket"]).visitor == ticket.visitor


def test_a_visitor_id_cannot_be_made_up(build, visitor, post):
    room = build("مرافئ", live=True)
    visitor.cookies["visitor"] = "somebody-else"
    assert check(post(visitor, f"/rooms/{room.slug}/ticket")[1]["ticket"]).visitor != "somebody-else"


def test_the_owner_may_own(build, sami, visitor, post):
    room = build("مرافئ", live=True)
    visitor.force_login(sami)
    ticket = check(post(visitor, f"/rooms/{room.slug}/ticket")[1]["ticket"])
    assert (ticket.person.id, ticket.can) == (sami.pk, ("listen", "ask", "write", "supervise", "own"))


def test_a_room_that_is_not_live_says_when_it_is_next(build, sami, visitor, post):
    room = build("مرافئ")
    ProgrammeSlot.objects.create(room=room, weekday=5, starts=dt.time(22), title="سهرة")
    page = visitor.get(f"/rooms/{room.slug}/live/").content.decode()
    assert "الغرفة ليست مفتوحة الآن." in page
    assert "السبت" in page
    assert "فتح المجلس" not in page
    assert post(visitor, f"/rooms/{room.slug}/ticket")[0] == 403
    visitor.force_login(sami)
    assert "فتح المجلس" in visitor.get(f"/rooms/{room.slug}/live/").content.decode()


def test_somebody_sent_out_reads_why_and_until_when(build, sami, visitor, post):
    room, zahir = build("مرافئ", live=True), Person.objects.new("زاهر")
    until = timezone.now() + dt.timedelta(minutes=10)
    Sanction.objects.create(room=room, person=zahir, kind="bounce", why="مقاطعة متكررة", until=until, by=sami)
    visitor.force_login(zahir)
    page = visitor.get(f"/rooms/{room.slug}/live/")
    assert page.status_code == 403
    assert "مقاطعة متكررة" in page.content.decode()
    status, body = post(visitor, f"/rooms/{room.slug}/ticket")
    assert (status, body["refused"], body["facts"]["why"]) == (403, "barred", "مقاطعة متكررة")
    assert "مقاطعة متكررة" in body["sentence"]


def test_members_only(build, sami, visitor, post):
    room, amal = build("مرافئ", live=True, doors="members"), Person.objects.new("أمل")
    assert visitor.get(f"/rooms/{room.slug}/live/").status_code == 403
    assert post(visitor, f"/rooms/{room.slug}/ticket")[1]["refused"] == "members_only"
    assert post(visitor, f"/rooms/{room.slug}/name", {"name": "زاهر"})[1]["refused"] == "members_only"
    assert not Person.objects.filter(kind="visitor").exists()
    Membership.objects.create(room=room, person=amal, by=sami)
    visitor.force_login(amal)
    assert visitor.get(f"/rooms/{room.slug}/live/").status_code == 200


def test_the_word_opens_until_it_is_changed(build, visitor, post):
    room = build("مرافئ", live=True, doors="locked", door_word=keep_word("ياسمين"))
    address = f"/rooms/{room.slug}/live/"
    assert "كلمة سر الغرفة" in visitor.get(address).content.decode()
    wrong = visitor.post(f"/rooms/{room.slug}/word", {"word": "نرجس"})
    assert (wrong.status_code, "ليست هذه كلمة السر." in wrong.content.decode()) == (422, True)
    assert post(visitor, f"/rooms/{room.slug}/ticket")[1]["refused"] == "word_wanted"
    assert visitor.post(f"/rooms/{room.slug}/word", {"word": " ياسمين "}).status_code == 302
    assert "<live-room" in visitor.get(address).content.decode()
    assert post(visitor, f"/rooms/{room.slug}/ticket")[0] == 200
    Room.objects.update(door_word=keep_word("ريحان"))
    assert "<live-room" not in visitor.get(address).content.decode()


def test_a_guesser_of_words_is_held_back(build, visitor):
    room = build("مرافئ", live=True, doors="locked", door_word=keep_word("ياسمين"))
    answers = [visitor.post(f"/rooms/{room.slug}/word", {"word": str(guess)}).status_code for guess in range(9)]
    assert answers == [422] * 8 + [429]
    assert visitor.post(f"/rooms/{room.slug}/word", {"word": "ياسمين"}).status_code == 429


def test_a_visitor_takes_a_name(build, visitor, post):
    room = build("مرافئ", live=True)
    status, body = post(visitor, f"/rooms/{room.slug}/name", {"name": "زاهر"})
    zahir = Person.objects.get(kind="visitor")
    assert (status, check(body["ticket"]).person.id, zahir.display_name) == (200, zahir.pk, "زاهر")
    assert not zahir.has_account
    post(visitor, f"/rooms/{room.slug}/name", {"name": "آخر"})
    assert Person.objects.filter(kind="visitor").count() == 1


def test_a_name_that_cannot_be_shown_is_answered_with_one_that_can(build, visitor, post):
    room = build("مرافئ", live=True)
    status, body = post(visitor, f"/rooms/{room.slug}/name", {"name": "زاهـــر"})
    assert (status, body["refused"], body["cleaned"]) == (422, "name_tatweel", "زاهر")
    assert body["sentence"] == "اكتب الاسم بلا تطويل."


def test_what_is_no_name_is_no_crash(build, visitor, post):
    room = build("مرافئ", live=True)
    for body in ([], {}, {"name": 7}, "x"):
        assert post(visitor, f"/rooms/{room.slug}/name", body) == (
            400,
            {"refused": "malformed", "facts": {}, "sentence": "تعذّرت قراءة هذه الرسالة."},
        )


def test_names_are_not_taken_by_the_hundred(build, visitor, post):
    room = build("مرافئ", live=True)
    answers = [post(Client(), f"/rooms/{room.slug}/name", {"name": f"زائر {word}"})[0] for word in "ابتثجحخدذرز"]
    assert answers == [200] * 10 + [429]


def test_a_ticket_is_not_given_to_another_site(build):
    room = build("مرافئ", live=True)
    assert Client(enforce_csrf_checks=True).post(f"/rooms/{room.slug}/ticket").status_code == 403


def test_a_room_that_ended_or_never_was_is_not_here(build, visitor):
    room = build("مرافئ", ended_at=timezone.now())
    assert visitor.get(f"/rooms/{room.slug}/live/").status_code == 404
    assert visitor.get("/rooms/none/live/").status_code == 404
