"""What somebody in the room needs to know of themself, read fresh."""

from django.db.models import QuerySet

from multaqa.accounts.models import Person
from multaqa.bridge.tickets import issue_to, person_view, renew
from multaqa.common.prepared import prepared
from multaqa.common.refusal import Refused
from multaqa.live.ports import Ticket
from multaqa.rooms.domain.entry import Standing
from multaqa.rooms.domain.views import Viewer
from multaqa.rooms.models import Gathering
from multaqa.wire.views import SanctionView, You


def you_of(who: Ticket) -> You:
    """Abilities, sanctions with their reasons, and a fresh ticket. Raises Refused when they may not be here."""
    gathering = next(iter(_gathering(who.gathering)), None)
    if gathering is None or gathering.closed_at is not None:
        raise Refused("gathering_closed")
    person = next(iter(_present(who.person.id)), None) if who.person else None
    standing = Standing(person, gathering.room)
    verdict = standing.judge(inside=True)
    if verdict.refused:
        raise Refused(verdict.refused, **verdict.facts)
    view = None if person is None else person_view(person, standing.role)
    ticket, until = issue_to(view, who.visitor, gathering.room, gathering, verdict.can)
    seat = standing.presiding.seat(person) if standing.presiding is not None and person is not None else None
    return You(view, list(verdict.can), _sanctions(standing), ticket, until, seat)


@prepared
def _gathering(pk: int) -> "QuerySet[Gathering, Gathering]":
    return Gathering.objects.select_related("room").filter(pk=pk)


@prepared
def _present(pk: int) -> "QuerySet[Person, Person]":
    found: QuerySet[Person, Person] = Person.objects.present().filter(pk=pk)
    return found


def visitor(who: Ticket) -> You:
    """The same for a visitor without a name, from the ticket alone."""
    ticket, until = renew(who)
    return You(None, list(who.can), [], ticket, until)


def _sanctions(standing: Standing) -> list[SanctionView]:
    if standing.person is None or not standing.sanctions:
        return []
    viewer = Viewer(standing.room, standing.presiding)
    return [viewer.sanction(row, of=standing.person, with_reason=True) for row in standing.sanctions]
