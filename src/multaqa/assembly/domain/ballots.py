"""The chair's deeds on a ballot: put, opened, closed, published or voided. Each answers the number of its event.

How votes are cast is in `voting`, how they are counted in `outcome`, how secret ones are kept in `urn`."""

from collections.abc import Sequence

from django.db import transaction

from multaqa.accounts.models import Person
from multaqa.alliance.rules import is_chair, is_secretary
from multaqa.assembly.domain import urn
from multaqa.assembly.domain.ballot_views import ballot_view, voted_rooms, winner_of
from multaqa.assembly.domain.deciding import register
from multaqa.assembly.domain.outcome import tally
from multaqa.assembly.domain.quorum import quorum, seat_rooms
from multaqa.assembly.domain.running import tell
from multaqa.assembly.domain.seats import place_of, sitting_of
from multaqa.assembly.domain.sitting_views import is_over
from multaqa.assembly.domain.voting import find, require_open
from multaqa.assembly.enums import BallotMethod, BallotState, Base, Capacity, ItemState, Majority, SittingKind, SittingState
from multaqa.assembly.models import AgendaItem, Ballot, Choice, Entitled, Participant, Sitting
from multaqa.common.refusal import Refused
from multaqa.contributions.domain.weighing import by_sitting
from multaqa.contributions.enums import State
from multaqa.rooms.domain.acts import note
from multaqa.rooms.domain.recording import Record, lock, ms
from multaqa.rooms.models import Gathering
from multaqa.wire.events import BallotChanged

YES_NO = (("for", "For"), ("against", "Against"), ("abstain", "Abstain"))
CHOICES_MOST = 20


@transaction.atomic
def propose(
    gathering: Gathering,
    *,
    question: str,
    item: int | None = None,
    method: str = BallotMethod.YES_NO,
    majority: str = Majority.SIMPLE,
    base: str = Base.CAST,
    secret: bool = False,
    most: int = 1,
    choices: Sequence[str] = (),
    by: Person,
) -> int:
    """The chair or the secretary puts a question on an item (None: the one that goes on). Raises Refused: not_allowed,
    sitting_over, no_such_item, item_over, malformed, choices_wrong."""
    gathering, sitting = _reached(gathering, by, proposes=True)
    if is_over(sitting):
        raise Refused("sitting_over")
    if method not in BallotMethod.values or majority not in Majority.values or base not in Base.values or not question.strip():
        raise Refused("malformed")
    ballot = Ballot.objects.create(
        item=_item(sitting, item),
        question=question.strip(),
        method=method,
        majority=majority,
        base=base,
        secret=secret,
        most=most if method == BallotMethod.SEVERAL else 1,
        made_by=by,
    )
    _put_choices(ballot, choices)
    return Record(gathering, by=by).write(BallotChanged, ballot=ballot_view(ballot), what="proposed")


def _item(sitting: Sitting, pk: int | None) -> AgendaItem:
    item = sitting.current_item if pk is None else AgendaItem.objects.filter(sitting=sitting, pk=pk).first()
    if item is None:
        raise Refused("no_such_item")
    if item.state in (ItemState.DONE, ItemState.CARRIED):
        raise Refused("item_over")
    return item


def _put_choices(ballot: Ballot, texts: Sequence[str]) -> None:
    if ballot.method == BallotMethod.YES_NO:
        rows = list(YES_NO)
    else:
        rows = [("", text.strip()) for text in texts]
        different = {text for _, text in rows}
        if not 2 <= len(rows) == len(different) <= CHOICES_MOST or "" in different or not 1 <= ballot.most <= len(rows):
            raise Refused("choices_wrong")
    for position, (code, text) in enumerate(rows):
        Choice.objects.create(ballot=ballot, position=position, code=code, text=text)


@transaction.atomic
def open_ballot(gathering: Gathering, *, ballot: int, by: Person) -> int:
    """Opens the vote: quorum, and the rooms whose seat somebody holds, are photographed. Twice is once. Raises Refused:
    not_allowed, sitting_not_open, sitting_over, gathering_suspended, ballot_over, ballot_open (one at a time), no_quorum."""
    gathering, sitting = _reached(gathering, by)
    opened = find(sitting, ballot)
    if opened.state == BallotState.OPENED:
        return gathering.last_n
    if opened.state != BallotState.CREATED:
        raise Refused("ballot_over")
    _require_session(gathering, sitting)
    if Ballot.objects.filter(item__sitting=sitting, state=BallotState.OPENED).exists():
        raise Refused("ballot_open")
    there = quorum(sitting)
    if len(there.present) < there.needed:
        raise Refused("no_quorum", present=len(there.present), needed=there.needed)
    record = Record(gathering, by=by)
    opened.state, opened.opened_at, opened.quorum_at_opening = BallotState.OPENED, record.at, there.kept()
    opened.save(update_fields=["state", "opened_at", "quorum_at_opening"])
    holders = _photograph_seats(sitting, opened)
    if opened.secret:
        urn.set_up(opened)
    record.concerns(*holders)
    return _tell(record, opened, "opened", by)


def _require_session(gathering: Gathering, sitting: Sitting) -> None:
    if is_over(sitting):
        raise Refused("sitting_over")
    if sitting.state == SittingState.SUSPENDED:
        raise Refused("gathering_suspended", until=ms(gathering.suspended_until))
    if sitting.state != SittingState.IN_SESSION:
        raise Refused("sitting_not_open")


def _photograph_seats(sitting: Sitting, ballot: Ballot) -> list[int]:
    held = Participant.objects.now().filter(sitting=sitting, holds_seat=True, room__in=seat_rooms(sitting)).order_by("room")
    holders = list(held.select_related("room", "person"))
    Entitled.objects.bulk_create(Entitled(ballot=ballot, room=row.room, person=row.person) for row in holders if row.room)
    return [row.person_id for row in holders]


@transaction.atomic
def close_ballot(gathering: Gathering, *, ballot: int, by: Person) -> int:
    """Closes the vote and counts. A room that voted counts as present though its line broke since. Twice is once. Raises
    Refused: not_allowed, ballot_not_open, ballot_over."""
    gathering, sitting = _reached(gathering, by)
    closed = find(sitting, ballot)
    if closed.state == BallotState.CLOSED:
        return gathering.last_n
    require_open(closed)
    record = Record(gathering, by=by)
    if closed.secret:
        urn.seal(closed)
    _count(sitting, closed)
    closed.state, closed.closed_at = BallotState.CLOSED, record.at
    closed.save(update_fields=["state", "closed_at", "quorum_at_closing", "counts", "adopted", "tie"])
    return _tell(record, closed, "closed", by)


def _count(sitting: Sitting, ballot: Ballot) -> None:
    there = quorum(sitting).with_rooms(voted_rooms(ballot))
    papers = urn.papers_in(ballot) if ballot.secret else ballot.votes.values_list("choices", flat=True)
    result = tally(
        ballot.method,  # type: ignore[arg-type]
        ballot.majority,  # type: ignore[arg-type]
        ballot.base,  # type: ignore[arg-type]
        [tuple(chosen) for chosen in papers],
        list(ballot.choices.values_list("pk", "code")),
        len(there.present),
        there.seats,
        ballot.most,
    )
    ballot.quorum_at_closing = there.kept()
    ballot.counts = {str(pk): count for pk, count in result.counts.items()}
    ballot.adopted, ballot.tie = result.adopted, result.tie


@transaction.atomic
def publish(gathering: Gathering, *, ballot: int, decision: str = "", by: Person) -> int:
    """Declares the result. What was adopted becomes a decision of the register (`decision` is its text; empty: the question),
    and the contribution behind the item goes on its way. A rehearsal leaves neither. Twice is once. Raises Refused:
    not_allowed, ballot_not_closed, ballot_over."""
    gathering, sitting = _reached(gathering, by)
    published = find(sitting, ballot)
    if published.state == BallotState.PUBLISHED:
        return gathering.last_n
    if published.state == BallotState.VOIDED:
        raise Refused("ballot_over")
    if published.state != BallotState.CLOSED:
        raise Refused("ballot_not_closed")
    record = Record(gathering, by=by)
    published.state, published.published_at = BallotState.PUBLISHED, record.at
    published.save(update_fields=["state", "published_at"])
    n = _tell(record, published, "published", by)
    if sitting.kind == SittingKind.REHEARSAL:
        return n
    if published.adopted:
        _decide(sitting, published, decision.strip(), by)
        n = tell(record, sitting, "decided", subject=published.item_id)
    _trace(published, decision.strip(), by)
    return n


def _decide(sitting: Sitting, ballot: Ballot, text: str, by: Person) -> None:
    row = register(sitting, text or _sentence(ballot), by=by)
    row.item, row.ballot, row.contribution = ballot.item, ballot, ballot.item.contribution
    row.save(update_fields=["item", "ballot", "contribution"])


def _sentence(ballot: Ballot) -> str:
    if ballot.method == BallotMethod.YES_NO:
        return ballot.question
    return f"{ballot.question} {ballot.choices.get(pk=winner_of(ballot)).text}"


def _trace(ballot: Ballot, text: str, by: Person) -> None:
    """A motion decides over the contribution; a tie leaves it where it is, and so does a choice among several."""
    contribution = ballot.item.contribution
    if contribution is None or ballot.method != BallotMethod.YES_NO or ballot.tie:
        return
    by_sitting(contribution, State.ADOPTED if ballot.adopted else State.NOT_ACCEPTED, text or ballot.question, by)


@transaction.atomic
def void(gathering: Gathering, *, ballot: int, why: str, by: Person) -> int:
    """Voids a ballot whose result was not published, with a reason. Its papers stay, uncounted. Twice is once. Raises Refused:
    not_allowed, why_needed, ballot_over."""
    gathering, sitting = _reached(gathering, by)
    voided = find(sitting, ballot)
    if voided.state == BallotState.VOIDED:
        return gathering.last_n
    if voided.state == BallotState.PUBLISHED:
        raise Refused("ballot_over")
    if not why.strip():
        raise Refused("why_needed")
    record = Record(gathering, by=by)
    if voided.secret and voided.state == BallotState.OPENED:
        urn.seal(voided)
    voided.state, voided.voided_why = BallotState.VOIDED, why.strip()[:300]
    voided.save(update_fields=["state", "voided_why"])
    return _tell(record, voided, "voided", by, why=voided.voided_why)


def _tell(record: Record, ballot: Ballot, what: str, by: Person, *, why: str = "") -> int:
    facts = {"question": ballot.question}
    act = note(record.gathering.room, f"ballot_{what}", by=by, gathering=record.gathering, why=why, facts=facts)
    return record.write(BallotChanged, ballot=ballot_view(ballot), what=what, act=act)


def _reached(gathering: Gathering, by: Person, *, proposes: bool = False) -> tuple[Gathering, Sitting]:
    """The gathering locked and its sitting, for whoever presides, or with `proposes` keeps its papers."""
    gathering = lock(gathering)
    sitting = sitting_of(gathering)
    place, alliance = place_of(sitting, by), sitting.cycle.series.alliance
    presides = (place is not None and place.capacity == Capacity.CHAIR) or is_chair(by, alliance)
    writes = (place is not None and place.capacity == Capacity.SECRETARY) or is_secretary(by, alliance)
    if not (presides or (proposes and writes)):
        raise Refused("not_allowed")
    return gathering, sitting
