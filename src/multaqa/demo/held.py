"""A month of the demo, lived through: its call, its sittings deed by deed, what came of them."""

import datetime as dt
from itertools import count

from multaqa.accounts.models import Person
from multaqa.alliance.models import Mandate
from multaqa.assembly.domain import approving, ballots, deciding, doors, drafting, inviting, remarking, running, voting
from multaqa.assembly.domain.seats import presence_told
from multaqa.assembly.enums import CycleState
from multaqa.assembly.models import AgendaItem, Ballot, Cycle, CycleStep, Invitation, Participant, Sitting
from multaqa.contributions.domain import bringing, supporting, weighing
from multaqa.demo.moments import at_moment
from multaqa.demo.telling import Item, Month
from multaqa.rooms.domain import chairing, floor
from multaqa.rooms.domain.gatherings import end_it
from multaqa.rooms.domain.recording import lock
from multaqa.rooms.models import Attendance, Gathering, Room, Turn

People = dict[str, Person]
ACCEPTED = ("accepted", "قُبل، ويُعرض على الاجتماع المفتوح.")
LATER = ("deferred", "فكرة نافعة، نعود إليها في دورة قادمة.")
MINUTE = dt.timedelta(minutes=1)
DAY = dt.timedelta(days=1)
_connections = count(1)


def hold_month(cycle: Cycle, told: Month, people: People) -> None:
    """From the call to the minutes."""
    preparatory, opened = (Sitting.objects.get(cycle=cycle, kind=kind) for kind in ("preparatory", "open"))
    _step(cycle, CycleState.CALL_OPEN, preparatory.starts_at - 21 * DAY, people)
    _bring(cycle, told, people, preparatory.starts_at - 18 * DAY)
    _answer(cycle, people, preparatory.starts_at - 1 * DAY)
    _step(cycle, CycleState.CALL_CLOSED, preparatory.starts_at - 2 * DAY, people)
    _hold(preparatory, told.preparatory, people, None)
    _step(cycle, CycleState.PREPARATORY_HELD, preparatory.ends_at, people)
    guest = _invite(cycle, told, people, preparatory.ends_at + 1 * DAY, answers=True)
    _step(cycle, CycleState.PROGRAMME_PUBLISHED, preparatory.ends_at + 2 * DAY, people)
    _hold(opened, told.open, people, guest)
    _step(cycle, CycleState.OPEN_HELD, opened.ends_at, people)
    _keep_minutes(preparatory, people)
    _keep_minutes(opened, people)


def _keep_minutes(sitting: Sitting, people: People) -> None:
    """They drafted themselves, were sent round, approved in writing by more than half of the rooms, and published."""
    secretary = people["secretary"]
    with at_moment(sitting.ends_at + 1 * DAY):
        minutes = drafting.draft(sitting)
        remarking.send_for_remarks(minutes, until=(sitting.ends_at + 5 * DAY).date(), by=secretary)
    with at_moment(sitting.ends_at + 6 * DAY):
        approving.open_round(minutes, until=(sitting.ends_at + 9 * DAY).date(), by=secretary)
        delegates = Mandate.objects.active().filter(series=sitting.cycle.series, role="delegate").select_related("person")
        for mandate in delegates.order_by("pk")[: approving.round_of(minutes).needed]:
            approving.answer(minutes, approves=True, by=mandate.person)
        approving.publish(minutes, by=secretary)


def prepare_month(cycle: Cycle, told: Month, people: People, rooms: list[Room]) -> None:
    """The call is open, guests are invited, the agenda of the preparatory sitting stands."""
    preparatory = Sitting.objects.get(cycle=cycle, kind="preparatory")
    _step(cycle, CycleState.CALL_OPEN, min(preparatory.starts_at - 21 * DAY, dt.datetime.now(dt.UTC) - DAY), people)
    _bring(cycle, told, people, dt.datetime.now(dt.UTC) - 8 * DAY)
    _agenda(preparatory, told.preparatory, people, None)
    _invite(cycle, told, people, dt.datetime.now(dt.UTC) - 5 * DAY, answers=True)


def _bring(cycle: Cycle, told: Month, people: People, at: dt.datetime) -> None:
    """What people brought, and who supports it."""
    assert cycle.call is not None
    supporters = sorted({person.pk: person for person in people.values() if person.has_account}.values(), key=lambda one: one.pk)
    for n, (kind, part, title, body, many) in enumerate(told.contributions):
        with at_moment(at + n * 7 * MINUTE * 60):
            row = bringing.bring(cycle.call, kind=kind, title=title, body=body, by=people[part])
            for person in supporters[: many // 2]:
                supporting.endorse(row, by=person)
            if n == 0:
                supporting.comment(row, "فكرة طيبة، ونحن في غرفتنا نعين عليها.", by=people["delegate_3"])


def _answer(cycle: Cycle, people: People, at: dt.datetime) -> None:
    """The committee answers: the first is accepted, the others wait for another month."""
    assert cycle.call is not None
    with at_moment(at):
        for n, row in enumerate(cycle.call.contributions.order_by("number")):
            state, answer = ACCEPTED if n == 0 else LATER
            weighing.decide(row, state, answer=answer, by=people["coordinator"])
        weighing.publish_all(cycle.call, by=people["coordinator"])


def _step(cycle: Cycle, state: CycleState, at: dt.datetime, people: People) -> None:
    with at_moment(at):
        cycle.state = state
        cycle.save(update_fields=["state"])
        CycleStep.objects.create(cycle=cycle, state=state, at=at, by=people["coordinator"])


def _invite(cycle: Cycle, told: Month, people: People, at: dt.datetime, *, answers: bool) -> Person:
    name, introduction, topic = told.guest
    with at_moment(at):
        row = inviting.invite(cycle, name, introduction=introduction, topic=topic, by=people["coordinator"])
        inviting.send(row, base="http://localhost", by=people["coordinator"])
    if answers:
        with at_moment(at + DAY):
            inviting.answer(row, comes=True, records=True, by=row.guest)
    return row.guest


# ── a sitting ──


def _agenda(sitting: Sitting, items: tuple[Item, ...], people: People, guest: Person | None) -> list[AgendaItem]:
    return [
        AgendaItem.objects.create(
            sitting=sitting,
            position=position,
            kind=item.kind,
            title=item.title,
            minutes=item.minutes,
            presenter=guest if item.kind == "word" else None,
        )
        for position, item in enumerate(items)
    ]


def _hold(sitting: Sitting, told: tuple[Item, ...], people: People, guest: Person | None) -> None:
    chair = people["owner"]
    rows = _agenda(sitting, told, people, guest)
    with at_moment(sitting.starts_at - 12 * MINUTE):
        gathering = doors.open_doors(sitting, by=chair)
        if guest is not None:
            Invitation.objects.filter(guest=guest).update(sitting=sitting)
    evening = _Evening(gathering, chair, sitting.starts_at - 8 * MINUTE)
    seated = Participant.objects.now().filter(sitting=sitting).select_related("person").order_by("pk")
    evening.arrive([row.person for row in seated])
    evening.at = sitting.starts_at + MINUTE
    with at_moment(evening.at):
        running.open_sitting(gathering, by=chair)
    for position, (item, row) in enumerate(zip(told, rows, strict=True)):
        if position:
            evening.do(lambda row=row: running.next_item(gathering, item=row.pk, by=chair))
        _talk(evening, item, people, guest)
    evening.do(lambda: running.adjourn(gathering, by=chair))
    with at_moment(evening.at + 10 * MINUTE):
        Attendance.objects.filter(gathering=gathering, left_at=None).update(left_at=evening.at + 9 * MINUTE)
        presence_told(gathering.pk, [row.person_id for row in seated])
        Sitting.objects.filter(pk=sitting.pk).update(state="closed")
        end_it(lock(gathering), by=chair)


def _talk(evening: "_Evening", item: Item, people: People, guest: Person | None) -> None:
    for part, minutes in item.voices:
        person = evening.chair if part == "chair" else guest if part == "guest" else people[part]
        assert person is not None
        evening.speak(person, minutes, "presenter" if part == "guest" else "contribution")
    if item.question:
        evening.vote(item, people)
    if item.action is not None:
        text, room, days = item.action
        due = (evening.at + days * DAY).date().isoformat()
        number = evening.rooms()[room % len(evening.rooms())]
        evening.do(
            lambda: deciding.decide(evening.gathering, text=text, action=True, room=number, due=due, by=people["secretary"])
        )


class _Evening:
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
        self.do(lambda: floor.start(self.gathering, by=person), minutes)
        self.do(lambda: floor.finish(self.gathering, by=person))

    def vote(self, item: Item, people: People) -> None:
        """A question is put, voted on and declared."""
        gathering = self.gathering
        self.do(lambda: ballots.propose(gathering, question=item.question, by=people["secretary"]))
        ballot = Ballot.objects.filter(item__sitting__gathering=gathering).latest("pk")
        self.do(lambda: ballots.open_ballot(gathering, ballot=ballot.pk, by=self.chair))
        holders = Participant.objects.now().filter(sitting__gathering=gathering, holds_seat=True).select_related("person")
        wishes = [code for code, many in zip(("for", "against", "abstain"), item.votes, strict=True) for _ in range(many)]
        chosen = {choice.code: choice.pk for choice in ballot.choices.all()}
        for row, wish in zip(holders.order_by("pk"), wishes, strict=False):
            self.do(
                lambda row=row, wish=wish: voting.vote(gathering, ballot=ballot.pk, choices=[chosen[wish]], by=row.person), 0.1
            )
        self.do(lambda: ballots.close_ballot(gathering, ballot=ballot.pk, by=self.chair))
        self.do(lambda: ballots.publish(gathering, ballot=ballot.pk, decision=item.decision, by=self.chair))

    def rooms(self) -> list[int]:
        """The rooms whose seat is held, by number."""
        held = Participant.objects.now().filter(sitting__gathering=self.gathering, holds_seat=True)
        return sorted(pk for pk in held.values_list("room", flat=True) if pk)
