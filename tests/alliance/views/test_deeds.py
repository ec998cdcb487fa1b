"""What is done by pressing: forms keep what was typed when they are refused, and lead on when they are not."""

import json

import pytest

from multaqa.alliance.domain import mandates, seats
from multaqa.alliance.domain.queries import alternates_of, delegates_of, member_rooms
from multaqa.alliance.models import Alliance, Charter, Mandate, OfficeHeld, Seat
from multaqa.rooms.models import ProgrammeSlot, Room
from tests.alliance.world import make_room, new_person

HOME = "/alliances/multaqa-alghuraf/"


def errors(answer, field):
    return answer.context["form"].errors.as_data()[field][0].code


def test_an_alliance_is_founded_with_a_room(db, browser_of):
    amal = new_person("أمل")
    room = make_room("واحة العلوم", amal)
    browser = browser_of(amal)
    said = {"name": "تحالف الواحات", "purpose": "غرف تلتقي", "charter": "كل غرفة سيدة نفسها.", "rooms": [room.pk]}
    short = browser.post("/alliances/new/", said | {"charter": ""})
    assert (short.status_code, "غرف تلتقي" in short.content.decode()) == (422, True)
    answer = browser.post("/alliances/new/", said)
    assert (answer.status_code, member_rooms(Alliance.objects.get())) == (302, [room])
    again = browser.post("/alliances/new/", said)
    assert (again.status_code, errors(again, "name")) == (422, "alliance_name_taken")


def test_the_room_of_another_is_not_among_the_answers(world, browser_of):
    said = {"name": "تحالف آخر هنا", "purpose": "لقاء", "charter": "نص", "rooms": [world.rooms[0].pk]}
    assert browser_of(world.salwa).post("/alliances/new/", said).status_code == 422


def test_coordinators_change_its_face(world, browser_of):
    face = {"name": "ملتقى الغرف الحرة", "purpose": "لقاء كل شهر", "about": "", "time_zone": "Africa/Cairo"}
    assert browser_of(world.chair).post(f"{HOME}edit/", face).status_code == 403
    browser = browser_of(world.coordinator)
    assert browser.post(f"{HOME}edit/", face | {"name": "ا"}).status_code == 422
    assert browser.post(f"{HOME}edit/", face).status_code == 302
    assert Alliance.objects.get().name == "ملتقى الغرف الحرة"


def test_a_room_applies_and_is_answered(world, browser_of):
    corner = world.add_room("ركن بعيد", "وائل", member=False)
    wael, coordinator = browser_of(corner.made_by), browser_of(world.coordinator)
    said = {"room": corner.pk, "word": "نود أن نكون معكم", "version": 1, "accepts": "on"}
    assert wael.post(f"{HOME}apply/", said | {"accepts": ""}).status_code == 422
    stale = wael.post(f"{HOME}apply/", said | {"version": 7})
    assert (stale.status_code, errors(stale, "__all__"), "نود أن نكون معكم" in stale.content.decode()) == (
        422,
        "charter_changed",
        True,
    )
    assert wael.post(f"{HOME}apply/", said).status_code == 302
    seat = Seat.objects.get(room=corner)
    bare = coordinator.post(f"{HOME}rooms/{seat.pk}/not-admit/", {"why": ""})
    assert (bare.status_code, bare.context["tried_seat"]) == (422, seat.pk)
    coordinator.post(f"{HOME}rooms/{seat.pk}/not-admit/", {"why": "لم يكتمل عامها الأول"})
    assert "لم يكتمل عامها الأول" in wael.get(f"{HOME}apply/").content.decode()
    wael.post(f"{HOME}apply/", said)
    again = Seat.objects.get(room=corner, state="applied")
    browser_of(world.chair).post(f"{HOME}rooms/{again.pk}/admit/")
    assert Seat.objects.get(pk=again.pk).state == "applied"
    coordinator.post(f"{HOME}rooms/{again.pk}/admit/")
    assert corner in member_rooms(world.alliance)


def test_an_application_is_taken_back_by_its_room(world, browser_of):
    corner = world.add_room("ركن بعيد", "وائل", member=False)
    seat = seats.apply_for_seat(world.alliance, corner, charter=world.charter, by=corner.made_by)
    browser_of(corner.made_by).post(f"{HOME}rooms/{seat.pk}/withdraw/")
    seat.refresh_from_db()
    assert seat.state == "withdrawn"


def test_a_room_that_lives_elsewhere_comes_with_its_programme(world, browser_of):
    browser = browser_of(world.salwa)
    said = {
        "name": "ركن بعيد", "offers": "حوار أسبوعي", "languages": "العربية", "link": "https://example.org/42", "title": "المجلس الأسبوعي",
        "weekday": 5, "starts": "21:00", "word": "نحن من بعيد", "version": 1, "accepts": "on",
    }  # fmt: skip
    wrong = browser.post(f"{HOME}apply/elsewhere/", said | {"link": "javascript:alert(1)"})
    assert (wrong.status_code, errors(wrong, "link"), Room.objects.filter(name="ركن بعيد").exists()) == (
        422,
        "link_unreadable",
        False,
    )
    stale = browser.post(f"{HOME}apply/elsewhere/", said | {"version": 9})
    assert (stale.status_code, Room.objects.filter(name="ركن بعيد").exists()) == (422, False)
    assert browser.post(f"{HOME}apply/elsewhere/", said).status_code == 302
    room = Room.objects.get(name="ركن بعيد")
    assert (ProgrammeSlot.objects.get(room=room).title, Seat.objects.get(room=room).state) == ("المجلس الأسبوعي", "applied")
    page = browser.get(room.get_absolute_url()).content.decode()
    assert 'href="https://example.org/42" rel="noopener noreferrer nofollow"' in page
    assert f"{room.get_absolute_url()}open/" not in page
    address = f"{HOME}elsewhere/{room.slug}/"
    assert browser.post(address, {"link": "mailto:a@example.org"}).status_code == 422
    assert browser.post(address, {"link": "https://example.net/we"}).status_code == 302
    assert browser_of(world.coordinator).get(address).status_code == 403


def test_a_room_leaves_with_its_data(world, browser_of):
    sami, room = browser_of(world.owners[0]), world.rooms[0]
    address = f"{HOME}leave/{room.slug}/"
    slip = sami.post(address, {"name": "غرفة أخرى", "why": "وجهة أخرى"})
    assert (slip.status_code, errors(slip, "name"), "وجهة أخرى" in slip.content.decode()) == (422, "room_name_not_typed", True)
    assert sami.post(address, {"name": room.name}).status_code == 302
    assert room not in member_rooms(world.alliance)
    answer = sami.get(f"{address}data.json")
    assert (answer.headers["Content-Disposition"][:16], json.loads(answer.content)["seats"][0]["state"]) == (
        "attachment; file",
        "left",
    )
    assert sami.get(f"{HOME}leave/").status_code == 200


def test_a_version_of_the_charter_is_published_and_accepted(world, browser_of):
    coordinator, sami = browser_of(world.coordinator), browser_of(world.owners[0])
    bare = coordinator.post(f"{HOME}charter/publish/", {"text": "نلتقي كل شهر."})
    assert (bare.status_code, errors(bare, "change_note"), "نلتقي كل شهر." in bare.content.decode()) == (422, "note_needed", True)
    coordinator.post(f"{HOME}charter/publish/", {"text": "نلتقي كل شهر.", "change_note": "زيد الموعد"})
    assert [seat.room for seat in sami.get(f"{HOME}charter/").context["behind"]] == [world.rooms[0]]
    assert sami.get(f"{HOME}charter/1/").context["shown"] == world.charter
    sami.post(f"{HOME}charter/2/accept/", {"room": world.rooms[0].pk})
    world.seats[0].refresh_from_db()
    assert (world.seats[0].charter, sami.get(f"{HOME}charter/").context["behind"]) == (Charter.objects.get(version=2), [])
    assert sami.post(f"{HOME}charter/2/accept/", {"room": "شيء"}).status_code == 404


def test_offices_are_given_and_ended(world, browser_of):
    coordinator = browser_of(world.coordinator)
    assert browser_of(world.chair).post(f"{HOME}offices/", {"office": "chair", "email": world.salwa.email}).status_code == 403
    assert coordinator.post(f"{HOME}offices/", {"office": "chair"}).status_code == 422
    unknown = coordinator.post(f"{HOME}offices/", {"office": "chair", "email": "nobody@example.org"})
    assert (unknown.status_code, errors(unknown, "email")) == (422, "no_such_account")
    coordinator.post(f"{HOME}offices/", {"office": "secretary", "email": world.salwa.email})
    coordinator.post(f"{HOME}offices/", {"office": "coordinator", "person": world.owners[0].pk})
    given = OfficeHeld.objects.order_by("-pk")[:2]
    assert [(row.person, row.office) for row in given] == [(world.owners[0], "coordinator"), (world.salwa, "secretary")]
    coordinator.post(f"{HOME}offices/{given[1].pk}/end/", {"why": "انتهت المدة"})
    assert OfficeHeld.objects.get(pk=given[1].pk).why == "انتهت المدة"


def test_addresses_are_not_tried_by_the_list(world, browser_of):
    coordinator = browser_of(world.coordinator)
    for n in range(20):
        coordinator.post(f"{HOME}offices/", {"office": "chair", "email": f"someone{n}@example.org"})
    assert errors(coordinator.post(f"{HOME}offices/", {"office": "chair", "email": "someone@example.org"}), "email") == "too_fast"


@pytest.fixture
def series(world):
    return world.make_series()


def test_a_delegate_is_proposed_and_says_yes(world, series, browser_of):
    sami, room = browser_of(world.owners[0]), f"{HOME}mandates/rooms/room-1/"
    asked = {"series": series.pk, "role": "delegate", "email": world.salwa.email}
    assert sami.post(room, asked).status_code == 302
    waits = sami.post(room, {"series": series.pk, "role": "delegate", "person": world.owners[0].pk})
    assert (waits.status_code, errors(waits, "person")) == (422, "mandate_waits")
    mandate, salwa = Mandate.objects.get(), browser_of(world.salwa)
    assert salwa.get(f"{HOME}mandates/").context["waiting"] == [mandate]
    sami.post(f"{HOME}mandates/{mandate.pk}/accept/")
    assert delegates_of(series) == {}
    assert salwa.post(f"{HOME}mandates/{mandate.pk}/accept/")["Location"] == f"{HOME}mandates/"
    assert delegates_of(series) == {world.rooms[0].pk: mandate}
    assert "سلوى" in browser_of(world.coordinator).get(f"{HOME}mandates/").content.decode()


def test_the_history_of_a_room_tells_reasons_to_those_they_are_for(world, series, browser_of):
    world.name_delegates(series, rooms=2)
    mandate = Mandate.objects.get(room=world.rooms[0], role="delegate")
    mandates.end(mandate, why="غاب ثلاث دورات", by=world.coordinator)

    def reads(person):
        return "غاب ثلاث دورات" in browser_of(person).get(f"{HOME}mandates/rooms/room-1/").content.decode()

    other = world.delegates[world.rooms[1].pk]
    assert [reads(person) for person in (world.owners[0], world.coordinator, world.chair, other)] == [True, True, False, False]


def test_each_press_of_a_mandate(world, series, browser_of):
    world.name_delegates(series, rooms=1)
    sami, room = browser_of(world.owners[0]), world.rooms[0]
    sami.post(f"{HOME}mandates/rooms/room-1/swap/{series.pk}/")
    assert delegates_of(series)[room.pk].person == world.alternates[room.pk]
    mandate = delegates_of(series)[room.pk]
    sami.post(f"{HOME}mandates/{mandate.pk}/suspend/", {"why": "سفر"})
    sami.post(f"{HOME}mandates/{mandate.pk}/resume/")
    back = delegates_of(series)[room.pk]
    assert (back.pk != mandate.pk, back.person) == (True, mandate.person)
    sami.post(f"{HOME}mandates/{back.pk}/end/")
    sami.post(f"{HOME}mandates/{alternates_of(series)[room.pk].pk}/end/")
    assert (delegates_of(series), alternates_of(series)) == ({}, {})
    asked = mandates.propose(series, room, world.salwa, by=world.owners[0])
    browser_of(world.salwa).post(f"{HOME}mandates/{asked.pk}/decline/", {"why": "ضيق الوقت"})
    again = mandates.propose(series, room, world.salwa, by=world.owners[0])
    sami.post(f"{HOME}mandates/{again.pk}/withdraw/")
    assert [(row.state, row.why) for row in Mandate.objects.filter(person=world.salwa).order_by("pk")] == [
        ("declined", "ضيق الوقت"), ("withdrawn", ""),
    ]  # fmt: skip
    assert sami.post(f"{HOME}mandates/{again.pk}/crown/").status_code == 404
    assert sami.get(f"{HOME}mandates/{again.pk}/end/").status_code == 405
