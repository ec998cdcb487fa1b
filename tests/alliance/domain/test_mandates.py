"""Who speaks for a room: proposed by the room, in force once the person says yes, followed by somebody else."""

import pytest
from django.db import IntegrityError, transaction

from multaqa.alliance.domain import mandates, seats
from multaqa.alliance.domain.queries import alternates_of, delegates_of
from multaqa.alliance.models import Mandate
from multaqa.common.refusal import Refused
from multaqa.rooms.domain import order
from multaqa.rooms.models import Membership
from tests.alliance.world import new_person


@pytest.fixture
def series(world):
    return world.make_series()


@pytest.fixture
def room(world):
    return world.rooms[0]


@pytest.fixture
def sami(world):
    """Owns the first room."""
    return world.owners[0]


@pytest.fixture
def huda(world):
    return new_person("هدى")


@pytest.fixture
def tariq(world):
    return new_person("طارق")


@pytest.fixture
def told(monkeypatch):
    """What the apps above were told."""
    heard = []
    monkeypatch.setattr(
        mandates,
        "when_mandate_changed",
        mandates.Hook([lambda mandate, *, by: heard.append((mandate.person.display_name, mandate.state))]),
    )
    return heard


def appoint(series, room, person, role="delegate", *, by):
    return mandates.accept(mandates.propose(series, room, person, role, by=by), by=person)


def history(room):
    rows = Mandate.objects.filter(room=room).order_by("pk").select_related("person")
    return [(row.person.display_name, row.role, row.state) for row in rows]


def test_a_proposal_waits_until_the_person_says_yes(series, room, sami, huda, told):
    mandate = mandates.propose(series, room, huda, by=sami)
    assert (mandate.state, mandate.since, delegates_of(series)) == ("proposed", None, {})
    mandates.accept(mandate, by=huda)
    mandate.refresh_from_db()
    assert (mandate.state, mandate.since, mandate.since is None) == ("active", mandate.answered_at, False)
    assert delegates_of(series) == {room.pk: mandate}
    assert told == [("هدى", "proposed"), ("هدى", "active")]


def test_a_proposal_and_a_yes_pressed_twice_are_one(series, room, sami, huda, told):
    first = mandates.propose(series, room, huda, by=sami)
    assert mandates.propose(series, room, huda, by=sami) == first
    mandates.accept(first, by=huda)
    mandates.accept(first, by=huda)
    assert history(room) == [("هدى", "delegate", "active")]
    assert len(told) == 2


def test_who_names_oneself_has_said_yes(series, room, sami):
    assert mandates.propose(series, room, sami, by=sami).state == "active"


def test_a_new_delegate_follows_the_one_before(series, room, sami, huda, tariq):
    old, new = appoint(series, room, huda, by=sami), appoint(series, room, tariq, by=sami)
    old.refresh_from_db()
    assert (old.state, old.followed_by, old.ended_by, old.until is None) == ("ended", new, sami, False)
    assert delegates_of(series) == {room.pk: new}


def test_what_changed_is_told_once_all_of_it_is_true(series, room, sami, huda, tariq, monkeypatch):
    appoint(series, room, huda, by=sami)
    new, heard = mandates.propose(series, room, tariq, by=sami), []

    def hear(mandate, *, by):
        heard.append((mandate.person.display_name, mandate.state, delegates_of(series)[room.pk].person.display_name))

    monkeypatch.setattr(mandates, "when_mandate_changed", mandates.Hook([hear]))
    mandates.accept(new, by=tariq)
    assert heard == [("هدى", "ended", "طارق"), ("طارق", "active", "طارق")]


def test_an_alternate_who_becomes_delegate_leaves_the_other_place(series, room, sami, huda):
    beside = appoint(series, room, huda, "alternate", by=sami)
    delegate = appoint(series, room, huda, by=sami)
    beside.refresh_from_db()
    assert (beside.state, beside.followed_by) == ("ended", delegate)
    assert (alternates_of(series), delegates_of(series)) == ({}, {room.pk: delegate})


def test_one_proposal_waits_at_a_time(series, room, sami, huda, tariq):
    waiting = mandates.propose(series, room, huda, by=sami)
    with pytest.raises(Refused, match="mandate_waits"):
        mandates.propose(series, room, tariq, by=sami)
    mandates.withdraw(waiting, by=sami)
    mandates.propose(series, room, tariq, by=sami)
    assert history(room) == [("هدى", "delegate", "withdrawn"), ("طارق", "delegate", "proposed")]


def test_one_person_speaks_for_one_room(world, series, huda):
    first, second = world.rooms[:2]
    both = [mandates.propose(series, room, huda, by=owner) for room, owner in zip((first, second), world.owners, strict=False)]
    mandates.accept(both[0], by=huda)
    with pytest.raises(Refused, match="holds_other_mandate") as refused:
        mandates.accept(both[1], by=huda)
    assert refused.value.facts == {"name": "هدى", "room": first.name}
    with pytest.raises(Refused, match="already_mandated"):
        mandates.propose(series, first, huda, by=world.owners[0])


def test_in_another_series_the_same_person_may(world, series, room, sami, huda):
    appoint(series, room, huda, by=sami)
    assert appoint(world.make_series(title="لجنة التحضير"), room, huda, by=sami).state == "active"


def test_a_person_is_found_by_a_confirmed_address(series, room, sami, huda):
    assert mandates.propose_by_email(series, room, f" {huda.email.upper()} ", by=sami).person == huda
    with pytest.raises(Refused, match="no_such_account"):
        mandates.propose_by_email(series, room, "nobody@example.org", by=sami)


def test_who_can_not_be_named(world, series, room, sami, huda):
    Membership.objects.create(room=room, person=huda, by=sami)
    order.impose(room, huda, "ban", minutes=60, why="انتحال", by=sami)
    with pytest.raises(Refused, match="ban_stands"):
        mandates.propose(series, room, huda, by=sami)
    with pytest.raises(Refused, match="needs_account"):
        mandates.propose(series, room, world.zahir, by=sami)


def test_a_room_without_a_seat_names_nobody(world, series, huda):
    lonely = world.add_room("ركن بعيد", "وائل", member=False)
    with pytest.raises(Refused, match="not_member_room"):
        mandates.propose(series, lonely, huda, by=lonely.made_by)


def test_a_coordinator_ends_with_a_reason(world, series, room, sami, huda):
    mandate = appoint(series, room, huda, by=sami)
    with pytest.raises(Refused, match="why_needed"):
        mandates.end(mandate, by=world.coordinator)
    mandates.end(mandate, why="غاب ثلاث دورات", by=world.coordinator)
    mandate.refresh_from_db()
    assert (mandate.state, mandate.why, mandate.ended_by) == ("ended", "غاب ثلاث دورات", world.coordinator)
    assert mandates.end(mandate, by=huda).why == "غاب ثلاث دورات"


def test_a_suspended_delegate_comes_back_as_a_new_row(world, series, room, sami, huda, tariq):
    mandate = appoint(series, room, huda, by=sami)
    mandates.suspend(mandate, why="شكوى قيد النظر", by=world.coordinator)
    with pytest.raises(Refused, match="not_allowed"):
        mandates.resume(mandate, by=sami)
    back = mandates.resume(mandate, by=world.coordinator)
    assert (delegates_of(series), history(room)) == (
        {room.pk: back},
        [("هدى", "delegate", "suspended"), ("هدى", "delegate", "active")],
    )
    with pytest.raises(Refused, match="mandate_not_active"):
        mandates.resume(mandate, by=world.coordinator)


def test_nobody_comes_back_to_a_place_that_was_given(series, room, sami, huda, tariq):
    mandate = appoint(series, room, huda, by=sami)
    mandates.suspend(mandate, why="سفر", by=sami)
    appoint(series, room, tariq, by=sami)
    with pytest.raises(Refused, match="mandate_taken"):
        mandates.resume(mandate, by=sami)


def test_delegate_and_alternate_change_places(series, room, sami, huda, tariq, monkeypatch):
    heard = []
    monkeypatch.setattr(mandates, "when_swapped", mandates.Hook([lambda *facts, **more: heard.append((facts, more))]))
    before, beside = appoint(series, room, huda, by=sami), appoint(series, room, tariq, "alternate", by=sami)
    delegate, alternate = mandates.swap(series, room, by=huda)
    assert (delegate.person, alternate.person) == (tariq, huda)
    assert history(room) == [
        ("هدى", "delegate", "swapped"), ("طارق", "alternate", "swapped"),
        ("طارق", "delegate", "active"), ("هدى", "alternate", "active"),
    ]  # fmt: skip
    for row, after in ((before, delegate), (beside, alternate)):
        row.refresh_from_db()
        assert row.followed_by == after
    assert heard == [((series, room), {"delegate": delegate, "alternate": alternate, "by": huda})]


def test_a_swap_needs_two(series, room, sami, huda):
    appoint(series, room, huda, by=sami)
    with pytest.raises(Refused, match="no_alternate"):
        mandates.swap(series, room, by=sami)


def test_what_a_room_had_ends_when_it_leaves(world, series, room, sami, huda, tariq):
    appoint(series, room, huda, by=sami)
    mandates.propose(series, room, tariq, "alternate", by=sami)
    seats.leave(world.alliance, room, by=sami)
    assert history(room) == [("هدى", "delegate", "ended"), ("طارق", "alternate", "withdrawn")]


def test_the_database_keeps_one_active_delegate(series, room, sami, huda, tariq):
    appoint(series, room, huda, by=sami)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mandate.objects.create(series=series, room=room, person=tariq, state="active", proposed_by=sami)


def test_a_listener_who_refuses_undoes_it_all(series, room, sami, huda, tariq, monkeypatch):
    old = appoint(series, room, huda, by=sami)
    new = mandates.propose(series, room, tariq, by=sami)

    def in_session(mandate, *, by):
        raise Refused("sanction_in_session")

    monkeypatch.setattr(mandates, "when_mandate_changed", mandates.Hook([in_session]))
    with pytest.raises(Refused, match="sanction_in_session"):
        mandates.accept(new, by=tariq)
    assert delegates_of(series) == {room.pk: old}
