"""A room is made, changed, and closed for good."""

import pytest

from multaqa.accounts.models import Person
from multaqa.common.refusal import Refused
from multaqa.rooms.domain.gatherings import live_in, open_gathering
from multaqa.rooms.domain.profile import MOST_ROOMS, create_room, edit_face, end_room, set_rule
from multaqa.rooms.models import Act, Event, Membership, Room


def made_by(person: Person, name: str = "غرفة مرافئ", **more) -> Room:
    return create_room(name=name, offers="أخبار البيوت البعيدة", languages="العربية، الفرنسية", by=person, **more)


@pytest.fixture
def huda(db):
    return Person.objects.new("هدى", email="huda@example.org", time_zone="Africa/Casablanca")


def face_of(room: Room, **changed) -> dict:
    kept = ("name", "offers", "about", "house_rules", "languages", "tint", "time_zone")
    return {field: getattr(room, field) for field in kept} | changed


def rule_of(room: Room, **changed) -> dict:
    kept = (
        "microphones", "slow_seconds", "seconds", "question_seconds", "reply_seconds", "order_seconds", "kinds", "fair", "cut",
        "auto_call", "countdown_seconds", "grace_seconds", "visitors_ask", "visitors_write", "links",
    )  # fmt: skip
    return {field: getattr(room, field) for field in kept} | changed


def test_a_room_belongs_to_its_maker_and_meets_by_their_clock(huda):
    room = made_by(huda)
    assert (room.slug, room.time_zone, room.made_by) == ("غرفة-مرافئ", "Africa/Casablanca", huda)
    assert [(row.person, row.role) for row in Membership.objects.now().filter(room=room)] == [(huda, "owner")]
    assert [act.what for act in Act.objects.filter(room=room)] == ["made"]


def test_a_new_room_is_found_in_any_spelling(huda):
    room = made_by(huda, "أحاديث المرافئ")
    assert list(Room.objects.answering_to("احاديث المرافيء")) == [room]


def test_an_address_that_is_taken_gets_a_number(huda):
    Room.objects.create(slug="مرافئ", name="شيء آخر", name_key="x", offers=".", made_by=huda)
    assert made_by(huda, "مرافئ").slug == "مرافئ-2"


def test_no_room_stands_where_a_page_stands(huda):
    assert made_by(huda, "New").slug == "new-2"


@pytest.mark.parametrize("name", ["غرفة مرافئ", "غرفه مرافئ", "غرفة  مرافئ"])
def test_a_name_that_looks_like_another_rooms_is_refused(huda, name):
    made_by(huda)
    with pytest.raises(Refused, match="room_name_taken"):
        made_by(huda, name)


def test_the_name_of_a_closed_room_is_not_borrowed(huda):
    room = made_by(huda)
    end_room(room, name=room.name, by=huda)
    with pytest.raises(Refused, match="room_name_taken"):
        made_by(huda)


@pytest.mark.parametrize(
    ("name", "code"), [("الإدارة", "room_name_office"), ("ا", "name_too_short"), ("مر\u200dافئ", "name_unseen")]
)
def test_names_that_are_no_names_are_refused(huda, name, code):
    with pytest.raises(Refused, match=code):
        made_by(huda, name)


def test_a_visitor_makes_no_room(db):
    with pytest.raises(Refused, match="account_needed"):
        made_by(Person.objects.new("زاهر", kind="visitor"))


def test_nobody_hoards_rooms(huda):
    for word in "باء تاء ثاء جيم حاء خاء دال ذال راء زاي".split():
        made_by(huda, f"ركن {word}")
    with pytest.raises(Refused) as refused:
        made_by(huda)
    assert (refused.value.code, refused.value.facts) == ("too_many_rooms", {"count": MOST_ROOMS})


def test_a_room_takes_a_new_name_and_keeps_its_address(hall):
    edit_face(hall.room, by=hall.sami, **face_of(hall.room, name="ديوان النثر", offers="نثر وحده"))
    assert (hall.fresh().slug, hall.room.name, hall.room.offers) == ("diwan", "ديوان النثر", "نثر وحده")
    assert list(Room.objects.answering_to("نثر وحده")) == [hall.room]
    assert '"name":"ديوان النثر"' in Event.objects.get(gathering=hall.gathering, kind="room").data


@pytest.mark.parametrize("who", ["layla", "amal", "zahir"])
def test_the_face_and_the_rule_are_the_owners(hall, who):
    for deed in (
        lambda by: edit_face(hall.room, by=by, **face_of(hall.room, name="سواه")),
        lambda by: set_rule(hall.room, by=by, **rule_of(hall.room, seconds=60)),
        lambda by: end_room(hall.room, name=hall.room.name, by=by),
    ):
        with pytest.raises(Refused, match="not_allowed"):
            deed(getattr(hall, who))
    assert (hall.fresh().name, hall.room.seconds, hall.room.ended_at) == ("ديوان الأدب", 180, None)


def test_a_zone_that_is_nowhere_is_refused(hall):
    with pytest.raises(Refused, match="zone_unknown"):
        edit_face(hall.room, by=hall.sami, **face_of(hall.room, time_zone="Atlantis/Capital"))


def test_a_changed_rule_is_told_and_noted_once(hall):
    set_rule(hall.room, by=hall.sami, **rule_of(hall.room, seconds=300, cut=True))
    set_rule(hall.room, by=hall.sami, **rule_of(hall.fresh()))
    act = Act.objects.get(room=hall.room, what="rule")
    assert (act.by, act.before) == (hall.sami, {"seconds": 180, "cut": False})
    assert (hall.room.seconds, hall.room.cut) == (300, True)
    assert Event.objects.filter(gathering=hall.gathering, kind="room").count() == 1


def test_another_microphone_is_an_act_that_can_be_undone(hall):
    set_rule(hall.room, by=hall.sami, **rule_of(hall.room, microphones=2, slow_seconds=10))
    assert set(Act.objects.filter(room=hall.room, what__in=["microphones", "slow"]).values_list("what", flat=True)) == {
        "microphones",
        "slow",
    }
    assert (hall.fresh().microphones, hall.room.slow_seconds) == (2, 10)


def test_a_room_is_closed_for_good_by_its_name(hall):
    with pytest.raises(Refused, match="room_name_not_typed"):
        end_room(hall.room, name="ديوان", by=hall.sami)
    end_room(hall.room, name="ديوان الادب", why="اكتفينا", by=hall.sami)
    assert (hall.fresh().ended_by, hall.room.ended_why, live_in(hall.room)) == (hall.sami, "اكتفينا", None)
    assert not Room.objects.standing().filter(pk=hall.room.pk).exists()
    with pytest.raises(Refused, match="room_ended"):
        open_gathering(hall.room, by=hall.sami)


def test_closing_it_twice_is_once(hall):
    end_room(hall.room, name=hall.room.name, by=hall.sami)
    at = hall.fresh().ended_at
    end_room(hall.room, name=hall.room.name, by=hall.sami)
    assert (hall.fresh().ended_at, Act.objects.filter(room=hall.room, what="ended").count()) == (at, 1)
