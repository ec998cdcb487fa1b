"""An alliance that stands, locked for a deed, and whether its doer may do it."""

from multaqa.accounts.models import Person
from multaqa.alliance.models import Alliance
from multaqa.alliance.rules import is_coordinator
from multaqa.common.refusal import Refused

SHORTEST_REASON = 3


def locked_alliance(alliance: Alliance) -> Alliance:
    """The alliance, locked until the end of the transaction: who coordinates it and how its charter goes on are decided one
    deed at a time. Raises Refused when it has ended."""
    found = Alliance.objects.select_for_update(no_key=True).get(pk=alliance.pk)
    if found.ended_at is not None:
        raise Refused("alliance_ended")
    return found


def require_coordinator(alliance: Alliance, by: Person) -> None:
    """Raises Refused for everybody else."""
    if not is_coordinator(by, alliance):
        raise Refused("not_allowed")


def reason(why: str) -> str:
    """The reason without what stands round it. Raises Refused when there is none."""
    if len(why.strip()) < SHORTEST_REASON:
        raise Refused("why_needed")
    return why.strip()
