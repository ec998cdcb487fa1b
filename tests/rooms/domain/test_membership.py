"""People become members, are named and relieved, and go."""

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from multaqa.accounts.models import Person
from multaqa.common.refusal import Refused
from multaqa.rooms.domain import membership, order
from multaqa.rooms.models import Act, Event, Membership
from multaqa.rooms.rules import role_of


@pytest.fixture
def huda(db):
    """Has an account and belongs nowhere yet."""
    person = Person.objects.new("هدى", email="huda@example.org")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def roles(hall):
    found = Membership.objects.now().filter(room=hall.room).order_by("pk")
    return {row.person.display_name: row.role for row in found.select_related("person")}


def test_a_supervisor_makes_a_member_by_address(hall, huda):
    row = membership.add_by_email(hall.room, " HUDA@example.org ", by=hall.layla)
    assert (row.person, row.role, row.by) == (huda, "member", hall.layla)
    assert Act.objects.get(room=hall.room, what="member_added").subject == huda


def test_an_address_nobody_confirmed_opens_nothing(hall, huda):
    EmailAddress.objects.update(verified=False)
    with pytest.raises(Refused, match="no_such_account"):
        membership.add_by_email(hall.room, "huda@example.org", by=hall.layla)


def test_a_member_is_a_member_once(hall):
    with pytest.raises(Refused, match="already_member"):
        membership.add_member(hall.room, hall.amal, by=hall.sami)


def test_whoever_is_banned_is_not_let_in_by_the_other_door(hall):
    order.impose(hall.room, hall.zahir, "ban", minutes=60, why="انتحال", by=hall.sami)
    with pytest.raises(Refused, match="ban_stands"):
        membership.add_member(hall.room, hall.zahir, by=hall.layla)


@pytest.mark.parametrize("who", ["amal", "zahir"])
def test_members_and_visitors_change_nobody(hall, huda, who):
    by = getattr(hall, who)
    for deed in (
        lambda: membership.add_member(hall.room, huda, by=by),
        lambda: membership.end_membership(hall.room, hall.basim, why="سبب", by=by),
        lambda: membership.name_supervisor(hall.room, hall.basim, why="سبب", by=by),
        lambda: membership.relieve_supervisor(hall.room, hall.layla, why="سبب", by=by),
        lambda: membership.give_room(hall.room, hall.basim, why="سبب", by=by),
    ):
        with pytest.raises(Refused, match="not_allowed"):
            deed()
    assert Act.objects.filter(room=hall.room).exclude(what="opened").count() == 0


def test_a_supervisor_names_no_other(hall):
    with pytest.raises(Refused, match="not_allowed"):
        membership.name_supervisor(hall.room, hall.amal, why="تُحسن الإشراف", by=hall.layla)


def test_the_owner_names_and_relieves(hall):
    membership.name_supervisor(hall.room, hall.amal, why="تُحسن الإشراف", by=hall.sami)
    assert role_of(hall.amal, hall.room) == "supervisor"
    membership.relieve_supervisor(hall.room, hall.amal, why="سافرت", by=hall.sami)
    assert role_of(hall.amal, hall.room) == "member"
    told = Event.objects.filter(gathering=hall.gathering, kind="staff").order_by("n")
    assert ["أمل" in event.data for event in told] == [True, False]


def test_history_is_kept_as_rows(hall):
    membership.name_supervisor(hall.room, hall.amal, why="تُحسن الإشراف", by=hall.sami)
    rows = Membership.objects.filter(room=hall.room, person=hall.amal).order_by("pk")
    assert [(row.role, row.until is None, row.why) for row in rows] == [
        ("member", False, ""),
        ("supervisor", True, "تُحسن الإشراف"),
    ]


def test_an_office_is_named_once_with_a_reason_and_for_somebody_with_an_account(hall):
    with pytest.raises(Refused, match="why_needed"):
        membership.name_supervisor(hall.room, hall.amal, why=" ", by=hall.sami)
    with pytest.raises(Refused, match="already_supervisor"):
        membership.name_supervisor(hall.room, hall.layla, why="سبب", by=hall.sami)
    membership.add_member(hall.room, hall.zahir, by=hall.sami)
    with pytest.raises(Refused, match="needs_account"):
        membership.name_supervisor(hall.room, hall.zahir, why="سبب", by=hall.sami)
    with pytest.raises(Refused, match="not_supervisor"):
        membership.relieve_supervisor(hall.room, hall.amal, why="سبب", by=hall.sami)


def test_a_supervisor_lays_it_down(hall):
    membership.relieve_supervisor(hall.room, hall.layla, why="كثرت المشاغل", by=hall.layla)
    assert role_of(hall.layla, hall.room) == "member"


def test_a_member_goes_by_will_and_is_sent_with_a_reason(hall):
    membership.end_membership(hall.room, hall.amal, by=hall.amal)
    membership.end_membership(hall.room, hall.basim, why="لا يحضر", by=hall.layla)
    assert roles(hall) == {"سامي": "owner", "ليلى": "supervisor", "جمال": "member"}
    with pytest.raises(Refused, match="not_member"):
        membership.end_membership(hall.room, hall.amal, by=hall.amal)
    with pytest.raises(Refused, match="why_needed"):
        membership.end_membership(hall.room, hall.jamal, by=hall.layla)


def test_those_who_keep_order_are_relieved_before_they_are_sent(hall):
    with pytest.raises(Refused, match="cannot_sanction_staff"):
        membership.end_membership(hall.room, hall.layla, why="سبب", by=hall.sami)
    with pytest.raises(Refused, match="owner_stays"):
        membership.end_membership(hall.room, hall.sami, by=hall.sami)


def test_a_room_is_given_away_and_never_without_an_owner(hall):
    membership.give_room(hall.room, hall.amal, why="سفر طويل", by=hall.sami)
    assert (role_of(hall.amal, hall.room), role_of(hall.sami, hall.room)) == ("owner", "supervisor")
    with pytest.raises(Refused, match="not_allowed"):
        membership.give_room(hall.room, hall.basim, why="سبب", by=hall.sami)


def test_the_database_keeps_one_role_a_person(hall):
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(room=hall.room, person=hall.amal, role="supervisor", by=hall.sami)
