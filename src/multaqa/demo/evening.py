"""An evening of the demo as it goes on: who comes, who speaks and is recorded, how they vote."""

import datetime as dt
from itertools import count

from multaqa.accounts.models import Person
from multaqa.assembly.domain import ballots, voting
from multaqa.assembly.domain.seats import presence_told
from multaqa.assembly.models import Ballot, Participant
from multaqa.demo import sound
from multaqa.demo.moments import at_moment
from multaqa.rooms.domain import chairing, floor
from multaqa.rooms.domain.recording import ms
from multaqa.rooms.models import Attendance, Gathering, Turn

MINUTE = dt.timedelta(minutes=1)
_connections = count(1)


class Evening:
    """A sitting as it goes on: each deed is a little later than the one before."""

    def __init__(self, gathering: Gathering, chair: Person, at: dt.datetime) -> None:
        self.gathering, self.chair, self.at = gathering, chair, at

    def do(self, deed: object, minutes: float = 0.3) -> None:
        """Does a deed, and lets time pass."""
        with at_moment(self.at):
            deed()  # type: ignore[operator]
        self.at += minutes * MINUTE

    def arrive(self, persons: list[Person]) -> None:
        """They come in through the live page."""
        rows = [
            Attendance(
                gathering=self.gathering, connection=f"demo-{next(_connections)}", person=person, door="live", joined_at=self.at
            )
            for person in persons
        ]
        listeners = [
            Attendance(
                gathering=self.gathering, connection=f"demo-{next(_connections)}", visitor=f"v{i}", door=door, joined_at=self.at,
                left_at=self.at + (30 + i % 60) * MINUTE,
            )
            for i, door in enumerate(("live", "live", "http", "text", "live", "http") * 12)
        ]  # fmt: skip
        Attendance.objects.bulk_create([*rows, *listeners])
        with at_moment(self.at):
            presence_told(self.gathering.pk, [person.pk for person in persons])

    def speak(self, person: Person, minutes: float, kind: str) -> None:
        """Asks, is called, speaks, ends."""
        self.do(lambda: floor.ask(self.gathering, kind=kind, by=person), 0.1)
        turn = Turn.objects.filter(gathering=self.gathering, person=person).latest("pk")
        if turn.state == "waiting":
            self.do(lambda: chairing.call(self.gathering, turn.pk, by=self.chair), 0.1)
        began = self.at
        self.do(lambda: floor.start(self.gathering, by=person), minutes)
        self.do(lambda: floor.finish(self.gathering, by=person))
        turn.refresh_from_db()
        if not turn.off_record:
            sound.record(turn, at_ms=ms(began), seconds=minutes * 60, voice=person.pk)

    def leave(self, person: Person) -> None:
        """They go, or were made to."""
        Attendance.objects.filter(gathering=self.gathering, person=person, left_at=None).update(left_at=self.at)

    def vote(self, question: str, votes: tuple[int, int, int], decision: str, *, puts: Person) -> None:
        """A question is put, voted on and declared; so many are for it, against it, and abstain."""
        gathering = self.gathering
        self.do(lambda: ballots.propose(gathering, question=question, by=puts))
        ballot = Ballot.objects.filter(item__sitting__gathering=gathering).latest("pk")
        self.do(lambda: ballots.open_ballot(gathering, ballot=ballot.pk, by=self.chair))
        holders = Participant.objects.now().filter(sitting__gathering=gathering, holds_seat=True).select_related("person")
        wishes = [code for code, many in zip(("for", "against", "abstain"), votes, strict=True) for _ in range(many)]
        chosen = {choice.code: choice.pk for choice in ballot.choices.all()}
        for row, wish in zip(holders.order_by("pk"), wishes, strict=False):
            self.do(
                lambda row=row, wish=wish: voting.vote(gathering, ballot=ballot.pk, choices=[chosen[wish]], by=row.person), 0.1
            )
        self.do(lambda: ballots.close_ballot(gathering, ballot=ballot.pk, by=self.chair))
        self.do(lambda: ballots.publish(gathering, ballot=ballot.pk, decision=decision, by=self.chair))

    def rooms(self) -> list[int]:
        """The rooms whose seat is held, by number."""
        held = Participant.objects.now().filter(sitting__gathering=self.gathering, holds_seat=True)
        return sorted(pk for pk in held.values_list("room", flat=True) if pk)
