"""What is in force, the log, and undo; and the page everybody sees."""

import datetime as dt

import pytest

from multaqa.accounts.models import Person
from multaqa.rooms.domain import order
from multaqa.rooms.models import Act, Membership, ProgrammeSlot, Sanction
from tests.rooms.views.test_people import queries


@pytest.fixture
def layla(hall, browser_of):
    return browser_of(hall.layla)


def ban(hall, person=None):
    return order.impose(hall.room, person or hall.zahir, "ban", minutes=60, why="انتحال", by=hall.sami)


def test_a_sanction_is_lifted_once(hall, layla):
    sanction, _ = ban(hall)
    assert "انتحال" in layla.get("/rooms/diwan/order/").content.decode()
    layla.post(f"/rooms/diwan/order/sanctions/{sanction.pk}/lift/")
    again = layla.post(f"/rooms/diwan/order/sanctions/{sanction.pk}/lift/", follow=True)
    assert (Sanction.objects.in_force().count(), [message.level_tag for message in again.context["messages"]][-1]) == (0, "error")


def test_its_length_is_changed(hall, layla):
    sanction, _ = ban(hall)
    layla.post(f"/rooms/diwan/order/sanctions/{sanction.pk}/change/", {"minutes": "5"})
    standing = Sanction.objects.in_force().get()
    assert (standing.until - standing.since, standing.why) == (dt.timedelta(minutes=5), "انتحال")


def test_an_act_is_undone_and_stays_in_the_log(hall, layla):
    _, act = ban(hall)
    page = layla.get("/rooms/diwan/order/").content.decode()
    assert f"/order/acts/{act.pk}/undo/" in page
    layla.post(f"/rooms/diwan/order/acts/{act.pk}/undo/")
    page = layla.get("/rooms/diwan/order/").content.decode()
    assert (f"/order/acts/{act.pk}/undo/" in page, "<s>" in page, Sanction.objects.in_force().count()) == (False, True, 0)


def test_an_act_of_another_room_is_not_undone_here(hall, layla):
    _, act = ban(hall)
    Act.objects.filter(pk=act.pk).update(room=another_room(hall))
    assert layla.post(f"/rooms/diwan/order/acts/{act.pk}/undo/").status_code == 404


def another_room(hall):
    from multaqa.rooms.domain.profile import create_room

    return create_room(name="غرفة مرافئ", offers=".", languages="العربية", by=hall.sami)


def test_the_log_goes_on_by_pages(hall, layla):
    for _ in range(35):
        Act.objects.create(room=hall.room, what="slow", by=hall.sami)
    first = layla.get("/rooms/diwan/order/")
    assert (len(first.context["acts"]), "?before=" in first.content.decode()) == (30, True)
    second = layla.get("/rooms/diwan/order/", {"before": first.context["earlier"]})
    assert (len(second.context["acts"]), second.context["earlier"]) == (6, None)
    assert layla.get("/rooms/diwan/order/", {"before": "x"}).status_code == 200


def test_every_known_act_has_a_sentence(hall):
    from multaqa.rooms import words

    unknown = words.plain(Act(what="something new", by=hall.sami))
    for what in words._SENTENCES:
        said = words.plain(Act(what=what, by=hall.sami, subject=hall.amal, facts={"kind": "ban", "doors": "open", "count": 3}))
        assert said != unknown
        assert "%(" not in said


def test_a_name_cannot_dress_as_words_of_the_page(hall):
    from multaqa.rooms import words

    hall.amal.display_name = "<b>{name}%(name)s"
    said = words.sentence_of(Act(what="paused", by=hall.sami, subject=hall.amal))
    assert "<bdi>&lt;b&gt;{name}%(name)s</bdi>" in said


def test_much_order_costs_what_little_does(hall, layla):
    ban(hall)
    few = queries(layla, "/rooms/diwan/order/")
    for n in range(4):
        ban(hall, Person.objects.new(f"زائر {n}", kind="visitor"))
    assert queries(layla, "/rooms/diwan/order/") == few


def test_a_full_room_costs_what_an_empty_one_does(hall, browser_of):
    nobody = browser_of(None)
    ProgrammeSlot.objects.create(room=hall.room, weekday=6, starts=dt.time(21), title="سهرة")
    few = queries(nobody, "/rooms/diwan/")
    for n in range(3):
        ProgrammeSlot.objects.create(room=hall.room, weekday=n, starts=dt.time(21), title="سهرة")
        person = Person.objects.new(f"مشرف {n}")
        Membership.objects.create(room=hall.room, person=person, role="supervisor", by=hall.sami)
    assert queries(nobody, "/rooms/diwan/") == few


def test_the_hour_is_told_here_and_there(hall, browser_of):
    ProgrammeSlot.objects.create(room=hall.room, weekday=6, starts=dt.time(21, 30), title="سهرة الأحد")
    nobody = browser_of(None)
    assert "حيث أنت" not in nobody.get("/rooms/diwan/").content.decode()
    nobody.cookies["zone"] = "Africa/Casablanca"
    page = nobody.get("/rooms/diwan/").content.decode()
    assert ("٩:٣٠ مساءً" in page, "٧:٣٠ مساءً" in page) == (True, True)
