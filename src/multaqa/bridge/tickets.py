"""Tickets: what a page gives and a node checks with a key alone."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence

import msgspec
from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac
from msgspec.structs import replace

from multaqa.accounts.models import Person
from multaqa.live.ports import Ticket, TicketRefused
from multaqa.rooms.domain.entry import now_ms
from multaqa.rooms.models import Gathering, Room
from multaqa.rooms.rules import role_of
from multaqa.wire.views import Ability, PersonView

LIFE_MS = 15 * 60 * 1000
SALT = "multaqa.bridge.tickets"
_encode = msgspec.json.Encoder().encode
_decoder = msgspec.json.Decoder(Ticket)


def issue(person: Person | None, visitor: str, room: Room, gathering: Gathering, can: Sequence[Ability]) -> tuple[str, int]:
    """A ticket for somebody the door has judged, and the wire ms at which it ends."""
    return issue_to(None if person is None else person_view(person, role_of(person, room)), visitor, room, gathering, can)


def issue_to(view: PersonView | None, visitor: str, room: Room, gathering: Gathering, can: Sequence[Ability]) -> tuple[str, int]:
    """The same, for whose role was read already."""
    until = now_ms() + LIFE_MS
    return sign(Ticket(view, visitor, room.pk, room.slug, gathering.pk, tuple(can), until)), until


def renew(ticket: Ticket) -> tuple[str, int]:
    """The same ticket with a new end."""
    until = now_ms() + LIFE_MS
    return sign(replace(ticket, until=until)), until


def person_view(person: Person, role: str | None) -> PersonView:
    """Somebody as the room sees them, with their role in it."""
    return PersonView(person.pk, person.number, person.display_name, person.kind, role)  # type: ignore[arg-type]


def sign(ticket: Ticket) -> str:
    """The ticket as text: its JSON and a signature, both URL-safe."""
    body = urlsafe_b64encode(_encode(ticket)).decode().rstrip("=")
    return f"{body}.{_signature(body)}"


def check(text: str, *, even_stale: bool = False) -> Ticket:
    """Raises TicketRefused, `stale` when the ticket is ours but over; `even_stale` asks only whether it is ours."""
    body, _, signature = text.partition(".")
    if not constant_time_compare(signature, _signature(body)):
        raise TicketRefused(stale=False)
    try:
        ticket = _decoder.decode(urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    except (msgspec.DecodeError, binascii.Error) as error:
        raise TicketRefused(stale=False) from error
    if ticket.until < now_ms() and not even_stale:
        raise TicketRefused(stale=True)
    return ticket


def _signature(body: str) -> str:
    digest = salted_hmac(SALT, body, settings.SECRET_KEY, algorithm="sha256").digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")
