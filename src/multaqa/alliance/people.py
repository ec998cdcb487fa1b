"""People an alliance or a room knows, to choose from."""

from django.db.models import Q, QuerySet

from multaqa.accounts.models import Person
from multaqa.alliance.enums import MandateState, SeatState
from multaqa.alliance.models import Alliance
from multaqa.rooms.enums import Role
from multaqa.rooms.models import Membership, Room

MOST = 300


def known_in(alliance: Alliance) -> list[Person]:
    """Who holds an office, owns a member room or has a mandate: those with an account, by name, MOST at most."""
    owners = Membership.objects.now().filter(
        role=Role.OWNER, room__seats__alliance=alliance, room__seats__state=SeatState.MEMBER, room__seats__until=None
    )
    known = (
        Q(pk__in=owners.values("person"))
        | Q(offices__alliance=alliance, offices__until=None)
        | Q(mandates__series__alliance=alliance, mandates__state=MandateState.ACTIVE)
    )
    return list(_with_account().filter(known).distinct().order_by("display_name", "pk")[:MOST])


def members_of(room: Room) -> list[Person]:
    """Who belongs to a room and has an account, by name, MOST at most; others are named by address."""
    belonging = Membership.objects.now().filter(room=room)
    return list(_with_account().filter(pk__in=belonging.values("person")).order_by("display_name", "pk")[:MOST])


def _with_account() -> QuerySet[Person]:
    return Person.objects.present().filter(kind=Person.Kind.MEMBER)
