"""The deeds of a sitting, for the table: which command of the wire is which deed of the assembly."""

from collections.abc import Callable
from typing import Any

from multaqa.accounts.models import Person
from multaqa.assembly.domain import ballots, deciding, running, seats, voting
from multaqa.rooms.models import Gathering
from multaqa.wire import commands as c
from multaqa.wire.events import Reply

Run = Callable[[Any, Gathering, Person], Reply]


def _n(deed: Callable[..., int], *fields: str) -> Run:
    """A deed that answers the number of its event."""

    def run(command: Any, gathering: Gathering, person: Person) -> Reply:
        return Reply(re=command.key, n=deed(gathering, by=person, **{name: getattr(command, name) for name in fields}))

    return run


def _vote(command: c.Vote, gathering: Gathering, person: Person) -> Reply:
    voted = voting.vote(gathering, ballot=command.ballot, choices=command.choices, receipt=command.receipt, by=person)
    return Reply(re=command.key, n=voted.n, receipt=voted.receipt)


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
    c.ProposeBallot: _n(ballots.propose, "question", "item", "method", "majority", "base", "secret", "most", "choices"),
    c.OpenBallot: _n(ballots.open_ballot, "ballot"),
    c.CloseBallot: _n(ballots.close_ballot, "ballot"),
    c.PublishBallot: _n(ballots.publish, "ballot", "decision"),
    c.VoidBallot: _n(ballots.void, "ballot", "why"),
    c.Vote: _vote,
    c.Decide: _n(deciding.decide, "text", "action", "room", "person", "due"),
}
