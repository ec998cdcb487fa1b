"""What somebody in the room needs to know of themself, read fresh."""

from multaqa.accounts.models import Person
from multaqa.bridge.tickets import issue, person_view, renew
from multaqa.common.refusal import Refused
from multaqa.live.ports import Ticket
from multaqa.rooms.domain.entry import judge
from multaqa.rooms.domain.presiding import presiding_over
from multaqa.rooms.domain.views import Viewer
from multaqa.rooms.models import Gathering, Sanction
from multaqa.wire.views import SanctionView, You


def you_of(who: Ticket) -> You:
    """Abilities, sanctions with their reasons, and a fresh ticket. Raises Refused when they may not be here."""
    gathering = Gathering.objects.select_related("room").filter(pk=who.gathering).first()
    if gathering is None or gathering.closed_at is not None:
        raise Refused("gathering_closed")
    person = Person.objects.present().filter(pk=who.person.id).first() if who.person else None
    verdict = judge(person, gathering.room, inside=True)
    if verdict.refused:
        raise Refused(verdict.refused, **verdict.facts)
    ticket, until = issue(person, who.visitor, gathering.room, gathering, verdict.can)
    view = None if person is None else person_view(person, gathering.room)
    presiding = presiding_over(gathering)
    seat = presiding.seat(person) if presiding is not None and person is not None else None
    return You(view, list(verdict.can), _sanctions(person, gathering), ticket, until, seat)


def visitor(who: Ticket) -> You:
    """The same for a visitor without a name, from the ticket alone."""
    ticket, until = renew(who)
    return You(None, list(who.can), [], ticket, until)


def _sanctions(person: Person | None, gathering: Gathering) -> list[SanctionView]:
    if person is None:
        return []
    viewer = Viewer(gathering.room)
    rows = Sanction.objects.in_force().filter(room=gathering.room, person=person).select_related("person", "by").order_by("pk")
    return [viewer.sanction(row, with_reason=True) for row in rows]
