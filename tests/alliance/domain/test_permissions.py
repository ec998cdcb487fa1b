"""Who may do what: every deed asked of everybody, and nothing allowed that is not in the table."""

import pytest
from django.db import transaction

from multaqa.alliance.domain import belongings, charter, elsewhere, founding, mandates, offices, seats
from multaqa.alliance.models import Mandate, OfficeHeld
from multaqa.common.refusal import Refused
from tests.alliance.world import new_person

EVERYBODY = (
    "coordinator",
    "chair",
    "secretary",
    "owner",
    "delegate",
    "alternate",
    "asked",
    "other_owner",
    "operator",
    "salwa",
    "zahir",
)
MAY = {
    "edit": "coordinator",
    "publish": "coordinator",
    "accept_charter": "owner",
    "apply": "applicant",
    "admit": "coordinator",
    "not_admit": "coordinator",
    "withdraw_application": "applicant",
    "leave": "owner",
    "data": "owner",
    "give": "coordinator",
    "give_by_email": "coordinator",
    "end_office": "coordinator chair",
    "propose": "owner",
    "propose_by_email": "owner",
    "accept": "asked",
    "decline": "asked",
    "withdraw": "owner",
    "end": "owner delegate coordinator",
    "suspend": "owner coordinator",
    "resume_by_owner": "owner coordinator",
    "resume_by_coordinator": "coordinator",
    "swap": "owner delegate alternate coordinator chair",
    "change_link": "applicant",
}


@pytest.fixture
def everybody(world):
    """Everybody by part, and what there is to do something with."""
    series, room, owner = world.make_series(), world.rooms[0], world.owners[0]
    world.name_delegates(series, rooms=1)
    away = world.add_room("ركن بعيد", "وائل", member=False)
    away.elsewhere = "https://example.org/"
    away.save()
    late = world.add_room("دار لم تتقدم", "غيث", member=False)
    third = new_person("ثالث")
    active = Mandate.objects.active()
    return {
        "coordinator": world.coordinator, "chair": world.chair, "secretary": world.secretary, "operator": world.operator,
        "salwa": world.salwa, "zahir": world.zahir, "owner": owner, "other_owner": world.owners[1], "applicant": away.made_by,
        "delegate": world.delegates[room.pk], "alternate": world.alternates[room.pk], "asked": (asked := new_person("هدى")),
        "_": {
            "world": world, "alliance": world.alliance, "room": room, "series": series, "away": away, "late": late, "third": third,
            "seat": seats.apply_for_seat(world.alliance, away, charter=world.charter, by=away.made_by),
            "held": OfficeHeld.objects.get(person=world.chair),
            "waiting": mandates.propose(series, room, asked, by=owner),
            "active": active.get(role="delegate"),
        },
    }  # fmt: skip


def deed_of(name, at, by):
    alliance, room, series = at["alliance"], at["room"], at["series"]
    deeds = {
        "edit": lambda: founding.edit_alliance(
            alliance, name="ملتقى الغرف", purpose="لقاء", about="", time_zone="Asia/Riyadh", by=by
        ),
        "publish": lambda: charter.publish_charter(alliance, text="نص آخر", change_note="كله", by=by),
        "accept_charter": lambda: charter.accept_charter(alliance, room, at["world"].charter, by=by),
        "apply": lambda: seats.apply_for_seat(alliance, at["away"], charter=at["world"].charter, by=by),
        "admit": lambda: seats.admit(at["seat"], by=by),
        "not_admit": lambda: seats.not_admit(at["seat"], why="لا يكفي", by=by),
        "withdraw_application": lambda: seats.withdraw_application(at["seat"], by=by),
        "leave": lambda: seats.leave(alliance, room, by=by),
        "data": lambda: belongings.room_data(alliance, room, by=by),
        "give": lambda: offices.give_office(alliance, at["third"], "secretary", by=by),
        "give_by_email": lambda: offices.give_office_by_email(alliance, at["third"].email, "secretary", by=by),
        "end_office": lambda: offices.end_office(at["held"], why="انتهت الدورة", by=by),
        "propose": lambda: mandates.propose(series, room, at["third"], "alternate", by=by),
        "propose_by_email": lambda: mandates.propose_by_email(series, room, at["third"].email, "alternate", by=by),
        "accept": lambda: mandates.accept(at["waiting"], by=by),
        "decline": lambda: mandates.decline(at["waiting"], by=by),
        "withdraw": lambda: mandates.withdraw(at["waiting"], by=by),
        "end": lambda: mandates.end(at["active"], why="غاب طويلًا", by=by),
        "suspend": lambda: mandates.suspend(at["active"], why="شكوى قيد النظر", by=by),
        "resume_by_owner": lambda: mandates.resume(
            mandates.suspend(at["active"], why="سفر طويل", by=at["world"].owners[0]), by=by
        ),
        "resume_by_coordinator": lambda: mandates.resume(
            mandates.suspend(at["active"], why="شكوى", by=at["world"].coordinator), by=by
        ),
        "swap": lambda: mandates.swap(series, room, by=by),
        "change_link": lambda: elsewhere.change_link(at["away"], "https://example.org/new", by=by),
    }  # fmt: skip
    return deeds[name]


@pytest.mark.parametrize("name", MAY)
def test_nobody_does_what_is_not_theirs(everybody, name):
    allowed = set()
    for part in (*EVERYBODY, "applicant"):
        with transaction.atomic():
            try:
                deed_of(name, everybody["_"], everybody[part])()
            except Refused as refused:
                assert refused.code == "not_allowed"
            else:
                allowed.add(part)
            transaction.set_rollback(True)
        for thing in everybody["_"].values():
            if hasattr(thing, "refresh_from_db"):
                thing.refresh_from_db()
    assert allowed == set(MAY[name].split())
