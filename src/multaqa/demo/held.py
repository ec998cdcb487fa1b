"""A month of the demo, lived through: its call, its sittings deed by deed, what came of them."""

import datetime as dt

from multaqa.accounts.models import Person
from multaqa.alliance.models import Mandate
from multaqa.assembly.domain import approving, deciding, doors, drafting, inviting, remarking, running, seats
from multaqa.assembly.enums import CycleState, Standing
from multaqa.assembly.models import AgendaItem, Cycle, CycleStep, Invitation, Minutes, Participant, Sitting
from multaqa.contributions.domain import bringing, supporting, weighing
from multaqa.demo.evening import Evening
from multaqa.demo.moments import at_moment
from multaqa.demo.telling import Aside, Item, Month
from multaqa.library.domain.withholding import withhold
from multaqa.library.models import Recording
from multaqa.rooms.domain.gatherings import end_it
from multaqa.rooms.domain.recording import lock
from multaqa.rooms.models import Attendance, Gathering, Room

People = dict[str, Person]
ACCEPTED = ("accepted", "قُبل، ويُعرض على الاجتماع المفتوح.")
LATER = ("deferred", "فكرة نافعة، نعود إليها في دورة قادمة.")
MINUTE = dt.timedelta(minutes=1)
DAY = dt.timedelta(days=1)


def hold_month(cycle: Cycle, told: Month, people: People) -> None:
    """From the call to the sittings, and what their minutes were before anybody approved them."""
    preparatory, opened = (Sitting.objects.get(cycle=cycle, kind=kind) for kind in ("preparatory", "open"))
    _step(cycle, CycleState.CALL_OPEN, preparatory.starts_at - 21 * DAY, people)
    _bring(cycle, told, people, preparatory.starts_at - 18 * DAY)
    _answer(cycle, people, preparatory.starts_at - 1 * DAY)
    _step(cycle, CycleState.CALL_CLOSED, preparatory.starts_at - 2 * DAY, people)
    with at_moment(preparatory.starts_at - 2 * DAY):
        approving.put_on_agendas()
    _hold(preparatory, told.preparatory, people, None, Aside())
    _step(cycle, CycleState.PREPARATORY_HELD, preparatory.ends_at, people)
    _send_minutes(preparatory, people)
    guest = _invite(cycle, told, people, preparatory.ends_at + 1 * DAY, answers=True)
    _step(cycle, CycleState.PROGRAMME_PUBLISHED, preparatory.ends_at + 2 * DAY, people)
    _hold(opened, told.open, people, guest, told.aside)
    _step(cycle, CycleState.OPEN_HELD, opened.ends_at, people)
    _send_minutes(opened, people)


def _send_minutes(sitting: Sitting, people: People) -> None:
    """They drafted themselves, and were sent round."""
    with at_moment(sitting.ends_at + 1 * DAY):
        minutes = drafting.draft(sitting)
        remarking.send_for_remarks(minutes, until=(sitting.ends_at + 5 * DAY).date(), by=people["secretary"])


def approve_in_writing(cycle: Cycle, people: People) -> None:
    """No preparatory sitting was near: more than half of the rooms approved the minutes one by one."""
    secretary = people["secretary"]
    for sitting in Sitting.objects.filter(cycle=cycle).order_by("starts_at"):
        minutes = Minutes.objects.get(sitting=sitting)
        with at_moment(sitting.ends_at + 6 * DAY):
            approving.open_round(minutes, until=(sitting.ends_at + 9 * DAY).date(), by=secretary)
            delegates = Mandate.objects.active().filter(series=cycle.series, role="delegate").select_related("person")
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
    """What was planned; minutes that wait to be approved stand where they put themselves, after the opening."""
    waiting = list(AgendaItem.objects.filter(sitting=sitting, standing=Standing.MINUTES).order_by("position"))
    AgendaItem.objects.filter(sitting=sitting).update(position=len(items) + len(waiting))
    rows = [
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
    for position, row in enumerate([*rows[:1], *waiting, *rows[1:]]):
        AgendaItem.objects.filter(pk=row.pk).update(position=position)
    return rows


def _hold(sitting: Sitting, told: tuple[Item, ...], people: People, guest: Person | None, aside: Aside) -> None:
    chair = people["owner"]
    rows = _agenda(sitting, told, people, guest)
    evening = _open(sitting, people, guest)
    gathering = evening.gathering
    if aside.declines:
        evening.do(lambda: seats.record_me(gathering, yes=False, by=people[aside.declines]))
    for position, (item, row) in enumerate(zip(told, rows, strict=True)):
        if position:
            evening.do(lambda row=row: running.next_item(gathering, item=row.pk, by=chair))
        _talk(evening, item, people, guest)
        if position == 0:
            _approve_minutes(evening, sitting, people)
        if position == 1:
            _change_seats(evening, aside, people)
    evening.do(lambda: running.adjourn(gathering, by=chair))
    _close(evening, sitting)
    _publish_approved(sitting, people)
    _withhold(evening, aside, people)


def _open(sitting: Sitting, people: People, guest: Person | None) -> Evening:
    chair = people["owner"]
    with at_moment(sitting.starts_at - 12 * MINUTE):
        gathering = doors.open_doors(sitting, by=chair)
        # Its moment is a default of the database row, which no told moment reaches.
        Gathering.objects.filter(pk=gathering.pk).update(opened_at=sitting.starts_at - 12 * MINUTE)
        if guest is not None:
            Invitation.objects.filter(guest=guest).update(sitting=sitting)
    evening = Evening(gathering, chair, sitting.starts_at - 8 * MINUTE)
    seated = Participant.objects.now().filter(sitting=sitting).select_related("person").order_by("pk")
    evening.arrive([row.person for row in seated])
    evening.at = sitting.starts_at + MINUTE
    evening.do(lambda: running.open_sitting(gathering, by=chair), 0)
    return evening


def _close(evening: Evening, sitting: Sitting) -> None:
    """The doors close ten minutes after the end; until then people talk on."""
    gathering = evening.gathering
    seated = Participant.objects.now().filter(sitting=sitting).values_list("person", flat=True)
    with at_moment(evening.at + 10 * MINUTE):
        Attendance.objects.filter(gathering=gathering, left_at=None).update(left_at=evening.at + 9 * MINUTE)
        seats.presence_told(gathering.pk, list(seated))
        Sitting.objects.filter(pk=sitting.pk).update(state="closed")
        end_it(lock(gathering), by=evening.chair)


def _change_seats(evening: Evening, aside: Aside, people: People) -> None:
    """An alternate takes the seat; somebody is made to leave, with the reason."""
    gathering = evening.gathering
    if aside.takes_seat:
        evening.do(lambda: seats.take_seat(gathering, by=people[aside.takes_seat]))
    if aside.removed is not None:
        part, why = aside.removed
        person = people[part]
        evening.do(lambda: seats.remove_from_sitting(gathering, person=person.pk, why=why, by=evening.chair), 0)
        evening.leave(person)


def _withhold(evening: Evening, aside: Aside, people: People) -> None:
    """On the next day a part of the recording is withheld."""
    if aside.withheld is None:
        return
    part, why = aside.withheld
    recording = Recording.objects.get(gathering=evening.gathering, turn__person=people[part])
    with at_moment(evening.at + DAY):
        withhold(recording, why, by=people["secretary"])


# ── minutes in a sitting ──


def _approve_minutes(evening: Evening, sitting: Sitting, people: People) -> None:
    """Each of the minutes that wait is taken up under its own item and voted on."""
    for item in AgendaItem.objects.filter(sitting=sitting, standing=Standing.MINUTES).order_by("position"):
        evening.do(lambda item=item: running.next_item(evening.gathering, item=item.pk, by=evening.chair))
        which = item.title.removeprefix("اعتماد ")
        evening.vote(f"هل يُعتمد {which}؟", (8, 0, 1), f"يُعتمد {which}.", puts=people["secretary"])


def _publish_approved(sitting: Sitting, people: People) -> None:
    with at_moment(sitting.ends_at + DAY / 24):
        for minutes in Minutes.objects.filter(approval_item__sitting=sitting).order_by("pk"):
            approving.approve(minutes, by=people["secretary"])
            approving.publish(minutes, by=people["secretary"])


# ── an item ──


def _talk(evening: Evening, item: Item, people: People, guest: Person | None) -> None:
    for part, minutes in item.voices:
        person = evening.chair if part == "chair" else guest if part == "guest" else people[part]
        assert person is not None
        evening.speak(person, minutes, "presenter" if part == "guest" else "contribution")
    if item.question:
        evening.vote(item.question, item.votes, item.decision, puts=people["secretary"])
    if item.action is not None:
        text, room, days = item.action
        due = (evening.at + days * DAY).date().isoformat()
        number = evening.rooms()[room % len(evening.rooms())]
        evening.do(
            lambda: deciding.decide(evening.gathering, text=text, action=True, room=number, due=due, by=people["secretary"])
        )
