"""The deeds of a sitting, for the table: which command of the wire is which deed of the assembly."""

from collections.abc import Callable
from typing import Any

from multaqa.accounts.models import Person
from multaqa.assembly.domain import deciding, running, seats
from multaqa.rooms.models import Gathering
from multaqa.wire import commands as c
from multaqa.wire.events import Reply

Run = Callable[[Any, Gathering, Person], Reply]


def _n(deed: Callable[..., int], *fields: str) -> Run:
    """A deed that answers the number of its event."""

    def run(command: Any, gathering: Gathering, person: Person) -> Reply:
        return Reply(re=command.key, n=deed(gathering, by=person, **{name: getattr(command, name) for name in fields}))

    return run


SITTING_DEEDS: dict[type[c.Keyed], Run] = {
    c.OpenSitting: _n(running.open_sitting),
    c.NextItem: _n(running.next_item, "item", "carry"),
    c.MoveItem: _n(running.move_item, "item", "before"),
    c.CarryItem: _n(running.carry_item, "item"),
    c.TurnPage: _n(running.turn_page, "page"),
    c.Adjourn: _n(running.adjourn, "why"),
    c.SuspendSitting: _n(running.suspend_sitting, "minutes", "prayer"),
    c.AnswerInterposed: _n(running.answer_interposed, "turn", "yes"),
    c.TakeSeat: _n(seats.take_seat, "room", "why"),
    c.RemoveFromSitting: _n(seats.remove_from_sitting, "person", "why"),
    c.RecordMe: _n(seats.record_me, "yes"),
    c.RecordItem: _n(running.record_item, "item", "yes"),
    c.Decide: _n(deciding.decide, "text", "action", "room", "person", "due"),
}
