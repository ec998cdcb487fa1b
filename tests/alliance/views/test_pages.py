"""Every page of an alliance, in both languages, for everybody who may open it; and who may not."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from multaqa.alliance.domain import mandates, offices, seats
from tests.alliance.world import new_person

PUBLIC = ("", "multaqa-alghuraf/rooms/", "multaqa-alghuraf/charter/", "multaqa-alghuraf/charter/1/", "multaqa-alghuraf/offices/")
SIGNED_IN = (
    "new/", "multaqa-alghuraf/apply/", "multaqa-alghuraf/apply/elsewhere/", "multaqa-alghuraf/leave/", "multaqa-alghuraf/mandates/",
)  # fmt: skip
OF_BELONGING = ("multaqa-alghuraf/mandates/rooms/room-1/",)
OF_THE_OWNER = ("multaqa-alghuraf/leave/room-1/", "multaqa-alghuraf/leave/room-1/data.json")
OF_COORDINATORS = ("multaqa-alghuraf/edit/", "multaqa-alghuraf/charter/publish/")


@pytest.fixture
def full(world):
    """A world with everything in it that a page may show."""
    series = world.make_series()
    world.name_delegates(series, rooms=1)
    mandates.propose(series, world.rooms[1], world.salwa, by=world.owners[1])
    mandates.swap(series, world.rooms[0], by=world.owners[0])
    away = world.add_room("ركن بعيد", "وائل", member=False)
    away.elsewhere = "https://example.org/corner"
    away.save()
    seats.apply_for_seat(world.alliance, away, word="نود أن نكون معكم", charter=world.charter, by=away.made_by)
    gone = world.add_room("دار قديمة", "رائد")
    seats.leave(world.alliance, gone, by=gone.made_by)
    given = offices.give_office(world.alliance, world.salwa, "secretary", by=world.coordinator)
    offices.end_office(given, by=world.salwa)
    return world


@pytest.mark.parametrize("language", ["ar", "en"])
def test_everybody_finds_what_is_theirs(full, browser_of, language):
    readers = {
        None: PUBLIC,
        full.salwa: PUBLIC + SIGNED_IN,
        full.zahir: PUBLIC + SIGNED_IN,
        full.owners[0]: PUBLIC + SIGNED_IN + OF_BELONGING + OF_THE_OWNER,
        full.delegates[full.rooms[0].pk]: PUBLIC + SIGNED_IN + OF_BELONGING,
        full.chair: PUBLIC + SIGNED_IN + OF_BELONGING,
        full.coordinator: PUBLIC + SIGNED_IN + OF_BELONGING + OF_COORDINATORS,
    }
    for person, pages in readers.items():
        browser = browser_of(person, language)
        for page in pages:
            answer = browser.get(f"/alliances/{page}")
            assert (page, answer.status_code) == (page, 200)


def test_what_is_not_theirs_is_closed(full, browser_of):
    nobody, salwa, amal = browser_of(None), browser_of(full.salwa), browser_of(full.owners[1])
    for page in SIGNED_IN + OF_BELONGING + OF_THE_OWNER + OF_COORDINATORS:
        assert nobody.get(f"/alliances/{page}").status_code == 302
    assert {salwa.get(f"/alliances/{page}").status_code for page in OF_BELONGING + OF_COORDINATORS} == {403}
    assert [amal.get(f"/alliances/{page}").status_code for page in OF_THE_OWNER] == [404, 403]
    assert nobody.get("/alliances/nowhere/rooms/").status_code == 404
    assert nobody.get("/alliances/multaqa-alghuraf/charter/9/").status_code == 404


def test_a_word_to_the_alliance_is_for_its_coordinators(full, browser_of):
    def reads(person):
        return "نود أن نكون معكم" in browser_of(person).get("/alliances/multaqa-alghuraf/rooms/").content.decode()

    assert [reads(person) for person in (full.coordinator, full.owners[0], full.salwa, None)] == [True, False, False, False]


def test_alliances_are_found_by_their_words(full, browser_of):
    browser = browser_of(None)
    assert "ملتقى الغرف" in browser.get("/alliances/", {"q": "الغرف"}).content.decode()
    assert browser.get("/alliances/", {"q": "بستان"}).context["page"].paginator.count == 0


def test_many_rooms_cost_what_few_do(full, browser_of):
    coordinator = browser_of(full.coordinator)
    pages = [f"/alliances/multaqa-alghuraf/{page}/" for page in ("rooms", "mandates", "offices")]
    few = [queries(coordinator, page) for page in pages]
    for n in range(6):
        room = full.add_room(f"غرفة {n}", f"صاحبها {n}")
        mandates.propose(full.alliance.series.get(), room, new_person(f"مندوب {n}"), by=room.made_by)
        offices.give_office(full.alliance, room.made_by, "chair", by=full.coordinator)
    assert [queries(coordinator, page) for page in pages] == few


def queries(browser, path):
    browser.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(path).status_code == 200
    return len(captured)
