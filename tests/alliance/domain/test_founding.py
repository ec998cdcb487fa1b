"""An alliance is founded by whoever has an account, and says of itself who it is."""

import pytest

from multaqa.alliance.domain import founding
from multaqa.alliance.domain.charter import in_force
from multaqa.alliance.domain.queries import member_rooms
from multaqa.alliance.models import Alliance, OfficeHeld, Seat
from multaqa.common.refusal import Refused
from tests.alliance.world import make_room, new_person


@pytest.fixture
def amal(db):
    return new_person("أمل")


def found(by, name="تحالف الواحات", **more):
    return founding.found_alliance(name=name, purpose="غرف تلتقي", charter="كل غرفة سيدة نفسها.", by=by, **more)


def test_the_founder_coordinates_and_their_room_sits_first(amal):
    room = make_room("واحة العلوم", amal)
    alliance = found(amal, rooms=[room])
    assert (alliance.slug, alliance.founded_by, member_rooms(alliance)) == ("تحالف-الواحات", amal, [room])
    assert [(row.person, row.office) for row in OfficeHeld.objects.now()] == [(amal, "coordinator")]
    seat = Seat.objects.get()
    assert (seat.charter, seat.charter.version, seat.admitted_by) == (in_force(alliance), 1, amal)


def test_upper_apps_hear_of_it(amal, monkeypatch):
    heard = []
    monkeypatch.setattr(founding, "when_founded", founding.Hook([lambda one, *, by: heard.append((one.name, by))]))
    monkeypatch.setattr(founding, "when_admitted", founding.Hook([lambda seat, *, by: heard.append((seat.room.name, by))]))
    found(amal, rooms=[make_room("واحة العلوم", amal)])
    assert heard == [("واحة العلوم", amal), ("تحالف الواحات", amal)]


def test_the_room_of_another_is_nobodys_to_bring(world, amal):
    with pytest.raises(Refused, match="not_allowed"):
        found(amal, rooms=[world.rooms[0]])
    assert Alliance.objects.count() == 1


def test_a_visitor_founds_nothing(world):
    with pytest.raises(Refused, match="alliance_needs_account"):
        found(world.zahir)


@pytest.mark.parametrize("name", ["ملتقى الغرف", "مُلتقى الغُرف"])
def test_two_names_that_look_the_same_are_one(world, amal, name):
    with pytest.raises(Refused, match="alliance_name_taken"):
        found(amal, name)


def test_a_charter_is_written_before_anybody_joins(amal):
    with pytest.raises(Refused, match="charter_empty"):
        founding.found_alliance(name="تحالف الواحات", purpose="لقاء", charter="  ", by=amal)
    with pytest.raises(Refused, match="zone_unknown"):
        found(amal, time_zone="Asia/Atlantis")


def test_one_person_coordinates_three_and_an_operator_more(amal, world):
    for n in range(3):
        found(amal, f"تحالف رقم {'أبجد'[n]} هنا")
    with pytest.raises(Refused, match="too_many_alliances") as refused:
        found(amal, "تحالف رابع هنا")
    assert refused.value.facts == {"count": 3}
    for n in range(4):
        found(world.operator, f"تحالف المشغل {'أبجد'[n]} هنا")


def test_addresses_are_told_apart_and_new_is_nobodys(amal):
    assert found(amal, "new").slug == "new-2"
    assert found(amal, "!أهل الحوار!").slug == "أهل-الحوار"
    assert found(amal, "(أهل الحوار) معا").slug == "أهل-الحوار-معا"


def test_the_face_changes_and_the_address_stays(world):
    founding.edit_alliance(
        world.alliance,
        name="ملتقى الغرف الحرة",
        purpose="لقاء كل شهر",
        about="من نحن",
        time_zone="Africa/Cairo",
        by=world.coordinator,
    )
    world.alliance.refresh_from_db()
    assert (world.alliance.name, world.alliance.slug, world.alliance.time_zone) == (
        "ملتقى الغرف الحرة", "multaqa-alghuraf", "Africa/Cairo",
    )  # fmt: skip


def test_its_own_name_is_not_in_its_way(world):
    face = {"purpose": "لقاء", "about": "", "time_zone": "Asia/Riyadh"}
    assert founding.edit_alliance(world.alliance, name="ملتقى الغُرف", **face, by=world.coordinator).name == "ملتقى الغُرف"
