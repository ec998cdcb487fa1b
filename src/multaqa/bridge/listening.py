"""Who may listen by plain HTTP: asked by the listening doors, answered by the domain."""

from multaqa.accounts.models import Person
from multaqa.accounts.refusals import sentence
from multaqa.bridge import tickets
from multaqa.common.refusal import Refused
from multaqa.live.listen.admission import Admission, Verdict
from multaqa.live.ports import Ticket, TicketRefused
from multaqa.rooms.domain.entry import judge
from multaqa.rooms.models import Gathering, Room


def admit(slug: str, token: str | None) -> Admission:
    """Whether the bearer of the token (a ticket of the live page), or anybody, may listen to the room now."""
    room = Room.objects.filter(slug=slug).first()
    if room is None:
        return Admission(Verdict.NOT_FOUND)
    gathering = Gathering.objects.live().filter(room=room).first()
    ticket = _ticket(token, gathering)
    # Somebody with a ticket has been let in once: a locked door has heard its word, and shuts behind newcomers only.
    verdict = judge(_person(ticket), room, inside=ticket is not None)
    if verdict.refused:
        return Admission(Verdict.FORBIDDEN, notice=sentence(Refused(verdict.refused, **verdict.facts)))
    if gathering is None:
        return Admission(Verdict.NOT_LIVE)
    return Admission(Verdict.ALLOWED, gathering.pk)


def _ticket(token: str | None, gathering: Gathering | None) -> Ticket | None:
    """A stream may outlast its ticket, so one that is over still tells who listens; for another gathering it tells nothing."""
    if not token or gathering is None:
        return None
    try:
        ticket = tickets.check(token, even_stale=True)
    except TicketRefused:
        return None
    return ticket if ticket.gathering == gathering.pk else None


def _person(ticket: Ticket | None) -> Person | None:
    return Person.objects.present().filter(pk=ticket.person.id).first() if ticket and ticket.person else None
