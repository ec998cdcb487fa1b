"""What the chair or the secretary writes down while the sitting goes on: a decision taken without a vote, or an action."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.assembly.domain.running import chaired, tell
from multaqa.assembly.enums import Capacity
from multaqa.assembly.models import Action, ActionStep, Decision, Sitting
from multaqa.common.refusal import Refused
from multaqa.rooms.domain.recording import Record
from multaqa.rooms.models import Gathering, Room


@transaction.atomic
def decide(
    gathering: Gathering,
    *,
    text: str,
    action: bool = False,
    room: int | None = None,
    person: int | None = None,
    due: str = "",
    by: Person,
) -> int:
    """A line of the register, or (`action`) something a room or a person takes upon itself until `due` (a date). Answers the
    number of the event. Raises Refused: not_allowed, malformed for an action nobody is to do or a day that is none."""
    gathering, sitting = chaired(gathering, by, Capacity.SECRETARY)
    if action:
        _take_upon(sitting, text.strip(), room, person, _day(due), by)
    else:
        register(sitting, text.strip(), by=by)
    return tell(Record(gathering, by=by), sitting, "action" if action else "decided")


def register(sitting: Sitting, text: str, *, by: Person) -> Decision:
    """The next decision of the month, on the item that goes on."""
    last = Decision.objects.filter(sitting__cycle=sitting.cycle).order_by("-number").values_list("number", flat=True).first()
    item = sitting.current_item
    return Decision.objects.create(
        sitting=sitting,
        number=(last or 0) + 1,
        text=text,
        item=item,
        contribution=item.contribution if item else None,
        decided_at=timezone.now(),
        by=by,
    )


def _take_upon(sitting: Sitting, text: str, room: int | None, person: int | None, due: dt.date | None, by: Person) -> None:
    owner = Person.objects.present().filter(pk=person).first() if person else None
    taken_by = Room.objects.standing().filter(pk=room).first() if room else None
    if owner is None and taken_by is None:
        raise Refused("malformed")
    decision = Decision.objects.filter(sitting=sitting, item=sitting.current_item).order_by("-number").first()
    action = Action.objects.create(
        series=sitting.cycle.series,
        sitting=sitting,
        decision=decision,
        text=text,
        owner=owner,
        room=taken_by,
        due_on=due,
        made_at=timezone.now(),
        made_by=by,
    )
    ActionStep.objects.create(action=action, state=action.state, by=by)


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Refused("malformed") from error
