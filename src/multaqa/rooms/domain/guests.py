"""Guests of a room: somebody without an account comes in by a personal link that is theirs."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from multaqa.accounts.domain import naming
from multaqa.accounts.domain.links import make_link, replace_link
from multaqa.accounts.models import Person, PersonalLink
from multaqa.common.refusal import Refused
from multaqa.rooms.domain.entry import require
from multaqa.rooms.domain.membership import add_member
from multaqa.rooms.models import Membership, Room


@transaction.atomic
def invite_guest(room: Room, name: str, *, days: int, by: Person) -> tuple[PersonalLink, str]:
    """Makes a guest who belongs to the room, so that its doors are open to them, and their link; answers it with its
    address, which is known now and never again. Raises Refused: not_allowed, and what names are refused for."""
    require(by, room, "supervise")
    guest = Person.objects.new(naming.clean(name), kind=Person.Kind.GUEST)
    add_member(room, guest, by=by)
    return make_link(guest, path=path_of(room), days=days, by=by)


@transaction.atomic
def renew_guest(room: Room, link: PersonalLink, *, by: Person) -> tuple[PersonalLink, str]:
    """Ends a guest's link and makes another: the guest stays who they are. Raises Refused: not_allowed, not_guest_link,
    link_replaced."""
    require(by, room, "supervise")
    if not guest_links(room).filter(pk=link.pk).exists():
        raise Refused("not_guest_link")
    return replace_link(link, by=by)


@transaction.atomic
def close_guest_link(room: Room, link: PersonalLink, *, by: Person) -> None:
    """Ends a guest's link now, with none in its place; a browser that came in by it stays in. One that has ended stays as
    it is. Raises Refused: not_allowed, not_guest_link."""
    require(by, room, "supervise")
    held = guest_links(room).select_for_update(of=("self",), no_key=True).filter(pk=link.pk).first()
    if held is None:
        raise Refused("not_guest_link")
    if held.is_open:
        held.until = timezone.now()
        held.save(update_fields=["until"])


def guest_links(room: Room) -> QuerySet[PersonalLink]:
    """The newest link of each guest of the room, the latest made first."""
    guests = Membership.objects.now().filter(room=room, person__kind=Person.Kind.GUEST).values("person")
    links = PersonalLink.objects.filter(person__in=guests, path=path_of(room), replaced_at=None)
    return links.select_related("person", "made_by").order_by("-pk")


def path_of(room: Room) -> str:
    """Where a guest's link leads."""
    return f"/rooms/{room.slug}/live/"
