"""Guests come in by a link of their own; a sanction gets another length."""

import pytest

from multaqa.accounts.domain.links import make_link, use_link
from multaqa.common.refusal import Refused
from multaqa.rooms.domain import guests, lengths, order
from multaqa.rooms.domain.entry import judge
from multaqa.rooms.models import Act, Sanction


def invite(hall, name="د. مأمون العتيقي", by=None):
    return guests.invite_guest(hall.room, name, days=7, by=by or hall.layla)


def test_a_guest_passes_the_door_of_members(hall):
    order.set_doors(hall.room, "members", by=hall.sami)
    link, address = invite(hall)
    guest = use_link(link)
    assert (guest.kind, link.path, address.startswith("/l/")) == ("guest", "/rooms/diwan/live/", True)
    assert judge(guest, hall.fresh()).can == ("listen", "ask", "write")


@pytest.mark.parametrize(("name", "code"), [("ليلى", "name_of_staff"), ("المشرف", "name_reserved"), ("", "name_empty")])
def test_a_guest_borrows_no_name(hall, name, code):
    with pytest.raises(Refused, match=code):
        invite(hall, name)


@pytest.mark.parametrize("who", ["amal", "zahir"])
def test_only_those_who_keep_order_invite(hall, who):
    with pytest.raises(Refused, match="not_allowed"):
        invite(hall, by=getattr(hall, who))


def test_a_leaked_link_is_replaced_and_the_guest_stays(hall):
    old, _ = invite(hall)
    new, _ = guests.renew_guest(hall.room, old, by=hall.sami)
    assert (new.person, list(guests.guest_links(hall.room))) == (old.person, [new])
    with pytest.raises(Refused, match="link_replaced"):
        use_link(type(old).objects.get(pk=old.pk))
    with pytest.raises(Refused, match="not_guest_link"):
        guests.renew_guest(hall.room, old, by=hall.sami)


def test_the_link_of_somebody_elses_is_not_renewed_here(hall):
    theirs, _ = make_link(hall.amal, path="/rooms/diwan/live/", days=3, by=hall.amal)
    with pytest.raises(Refused, match="not_guest_link"):
        guests.renew_guest(hall.room, theirs, by=hall.sami)


def test_a_sanction_becomes_shorter_or_longer(hall):
    sanction, _ = order.impose(hall.room, hall.zahir, "bounce", minutes=600, why="روابط", by=hall.sami)
    shorter, _ = lengths.change_length(sanction, minutes=5, by=hall.layla)
    assert [(row.pk, row.why) for row in Sanction.objects.in_force()] == [(shorter.pk, "روابط")]
    assert [act.what for act in Act.objects.order_by("pk")][-3:] == ["sanctioned", "lifted", "sanctioned"]


def test_a_refused_length_changes_nothing(hall):
    sanction, _ = order.impose(hall.room, hall.zahir, "ban", minutes=600, why="انتحال", by=hall.sami)
    with pytest.raises(Refused, match="end_needed"):
        lengths.change_length(sanction, minutes=0, by=hall.sami)
    with pytest.raises(Refused, match="not_allowed"):
        lengths.change_length(sanction, minutes=5, by=hall.amal)
    assert list(Sanction.objects.in_force()) == [sanction]


def test_what_was_lifted_meanwhile_gets_no_length(hall):
    sanction, _ = order.impose(hall.room, hall.zahir, "voice", minutes=60, why="مقاطعة", by=hall.sami)
    order.lift(sanction, by=hall.layla)
    with pytest.raises(Refused, match="already_lifted"):
        lengths.change_length(sanction, minutes=5, by=hall.sami)
    assert not Sanction.objects.in_force().exists()
