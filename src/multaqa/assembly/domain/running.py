"""Running a sitting: opened, led through its agenda item by item, suspended, adjourned. Each deed answers the number of its
event.

The chair leads; the clock of an item stands still while the sitting is suspended."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.assembly.domain.after import after_adjourning
from multaqa.assembly.domain.carrying import has_matter, lay_back
from multaqa.assembly.domain.seats import place_of, require_capacity, sitting_of
from multaqa.assembly.domain.sitting_views import following, is_over, sitting_view
from multaqa.assembly.enums import BallotState, Capacity, ItemState, Pause, SittingState
from multaqa.assembly.models import AgendaItem, Ballot, Sitting
from multaqa.common.refusal import Refused
from multaqa.rooms.domain.acts import note
from multaqa.rooms.domain.chairing import suspend
from multaqa.rooms.domain.floor import end
from multaqa.rooms.domain.line import Line
from multaqa.rooms.domain.recording import Record, lock, ms
from multaqa.rooms.enums import TurnState
from multaqa.rooms.models import Gathering
from multaqa.wire.events import PageTurned, SittingChanged


def chaired(gathering: Gathering, by: Person, *also: Capacity) -> tuple[Gathering, Sitting]:
    """The gathering locked, and its sitting, for its chair (or somebody in one of `also`). Raises Refused: gathering_closed,
    not_a_sitting, not_allowed, sitting_over."""
    gathering = lock(gathering)
    sitting = sitting_of(gathering)
    require_capacity(sitting, by, Capacity.CHAIR, *also)
    if is_over(sitting):
        raise Refused("sitting_over")
    return gathering, sitting


def tell(record: Record, sitting: Sitting, what: str, *, subject: int = 0, act: int | None = None) -> int:
    """Tells everybody how the sitting stands."""
    fresh = sitting_of(record.gathering)
    return record.write(SittingChanged, sitting=sitting_view(fresh), what=what, subject=subject, act=act)


@transaction.atomic
def open_sitting(gathering: Gathering, *, by: Person) -> int:
    """From the green room into session; the first item begins. Twice is once."""
    gathering, sitting = chaired(gathering, by)
    if sitting.state != SittingState.LOBBY:
        return gathering.last_n
    record = Record(gathering, by=by)
    sitting.state, sitting.opened_at = SittingState.IN_SESSION, record.at
    sitting.save(update_fields=["state", "opened_at"])
    first = following(sitting)
    if first is not None:
        _begin(sitting, first, record.at)
    act = note(gathering.room, "sitting_opened", by=by, gathering=gathering)
    return tell(record, sitting, "opened", act=act)


@transaction.atomic
def next_item(gathering: Gathering, *, item: int | None = None, carry: bool = False, by: Person) -> int:
    """Goes to an item, or to the next one; the item left is done, or carried over. What runs on the floor goes on; the line
    is put in order anew, because whoever was heard on the last item has not been heard on this one. Raises Refused:
    sitting_not_open, no_such_item, item_over, ballot_open."""
    gathering, sitting = chaired(gathering, by)
    _require_session(sitting)
    target = _target(sitting, item)
    left = sitting.current_item
    if left is not None and left.pk == target.pk:
        return gathering.last_n
    if Ballot.objects.filter(item=left, state=BallotState.OPENED).exists():
        raise Refused("ballot_open")
    record = Record(gathering, by=by)
    if left is not None:
        _leave(sitting, left, record.at, carry=carry, by=by)
    _begin(sitting, target, record.at)
    tell(record, sitting, "item", subject=target.pk)
    return Line(gathering, by=by, at=record.at, record=record).tell("reordered")


def _require_session(sitting: Sitting) -> None:
    if sitting.state == SittingState.LOBBY:
        raise Refused("sitting_not_open")


def _target(sitting: Sitting, pk: int | None) -> AgendaItem:
    if pk is None:
        found = following(sitting)
    else:
        found = AgendaItem.objects.filter(sitting=sitting, pk=pk).first()
    if found is None:
        raise Refused("no_such_item")
    if found.state in (ItemState.DONE, ItemState.CARRIED):
        raise Refused("item_over")
    return found


def _begin(sitting: Sitting, item: AgendaItem, at: dt.datetime) -> None:
    item.state, item.started_at, item.running_since = ItemState.CURRENT, item.started_at or at, at
    item.save(update_fields=["state", "started_at", "running_since"])
    sitting.current_item = item
    sitting.save(update_fields=["current_item"])


def _leave(sitting: Sitting, item: AgendaItem, at: dt.datetime, *, carry: bool, by: Person) -> None:
    _stop(item, at)
    item.state, item.ended_at = ItemState.CARRIED if carry else ItemState.DONE, at
    item.save(update_fields=["state", "ended_at"])
    if carry:
        lay_back(sitting, item, by, carried=True)


def _stop(item: AgendaItem, at: dt.datetime) -> None:
    if item.running_since is not None:
        item.spent_ms += max(0, ms(at) - ms(item.running_since))
        item.running_since = None
        item.save(update_fields=["spent_ms", "running_since"])


@transaction.atomic
def move_item(gathering: Gathering, *, item: int, before: int | None = None, by: Person) -> int:
    """Moves an item that is to come before another one, or to the end. Raises Refused: no_such_item, item_over."""
    gathering, sitting = chaired(gathering, by)
    moved = _target(sitting, item)
    if moved.state != ItemState.PLANNED:
        raise Refused("item_over")
    rows = [row for row in AgendaItem.objects.filter(sitting=sitting, parent=moved.parent) if row.pk != moved.pk]
    at = next((i for i, row in enumerate(rows) if row.pk == before), len(rows))
    if before is not None and at == len(rows):
        raise Refused("no_such_item")
    rows.insert(at, moved)
    for position, row in enumerate(rows):
        AgendaItem.objects.filter(pk=row.pk).update(position=position)
    return tell(Record(gathering, by=by), sitting, "item_moved", subject=moved.pk)


@transaction.atomic
def carry_item(gathering: Gathering, *, item: int, by: Person) -> int:
    """Carries an item that is to come over to the next sitting. Raises Refused: no_such_item, item_over."""
    gathering, sitting = chaired(gathering, by)
    carried = _target(sitting, item)
    if carried.state != ItemState.PLANNED:
        raise Refused("item_over")
    carried.state = ItemState.CARRIED
    carried.save(update_fields=["state"])
    lay_back(sitting, carried, by, carried=True)
    return tell(Record(gathering, by=by), sitting, "item_carried", subject=carried.pk)


@transaction.atomic
def turn_page(gathering: Gathering, *, page: int, by: Person) -> int:
    """Shows another page of the current item's paper to everybody who follows: its presenter's, the chair's or the secretary's
    deed. Raises Refused: not_allowed, no_such_item, no_such_page."""
    gathering = lock(gathering)
    sitting = sitting_of(gathering)
    item = sitting.current_item
    place = place_of(sitting, by)
    leads = place is not None and place.capacity in (Capacity.CHAIR, Capacity.SECRETARY)
    if not leads and (item is None or item.presenter_id != by.pk):
        raise Refused("not_allowed")
    paper = None if item is None else next((row.paper for row in sitting_view(sitting).items if row.id == item.pk), None)
    if item is None or paper is None:
        raise Refused("no_such_item")
    if not 1 <= page <= paper.pages:
        raise Refused("no_such_page")
    if item.page == page:
        return gathering.last_n
    item.page = page
    item.save(update_fields=["page"])
    return Record(gathering, by=by).write(PageTurned, item=item.pk, page=page)


@transaction.atomic
def record_item(gathering: Gathering, *, item: int, yes: bool, by: Person) -> int:
    """Whether an item is recorded. Turns already asked for on it follow. Raises Refused: no_such_item, item_over."""
    gathering, sitting = chaired(gathering, by, Capacity.SECRETARY)
    told = _target(sitting, item)
    told.do_not_record = not yes
    told.save(update_fields=["do_not_record"])
    record = Record(gathering, by=by)
    line = Line(gathering, by=by, at=record.at, record=record)
    for turn in [turn for turn in line.turns.values() if turn.item == told.pk and not turn.off_record and not yes]:
        line.change(turn, off_record=True)
    line.tell("settled")
    return tell(record, sitting, "record_item", subject=told.pk)


@transaction.atomic
def suspend_sitting(gathering: Gathering, *, minutes: int, prayer: bool = False, by: Person) -> int:
    """Suspends the sitting for some minutes; whoever speaks keeps the place. Raises Refused: sitting_not_open."""
    gathering, sitting = chaired(gathering, by)
    _require_session(sitting)
    Sitting.objects.filter(pk=sitting.pk).update(suspended_for=Pause.PRAYER if prayer else Pause.BREAK)
    suspend(gathering, minutes=minutes, by=by)
    return tell(Record(lock(gathering), by=by), sitting, "prayer" if prayer else "break")


def suspend_clock(record: Record, sitting: Sitting) -> None:
    """The clock of the current item stands still, and everybody is told."""
    if sitting.state != SittingState.IN_SESSION:
        return
    Sitting.objects.filter(pk=sitting.pk).update(state=SittingState.SUSPENDED)
    if sitting.current_item is not None:
        _stop(sitting.current_item, record.at)
    tell(record, sitting, "suspended")


def resume_clock(record: Record, sitting: Sitting) -> None:
    """The clock of the current item goes on, and everybody is told."""
    if Sitting.objects.filter(pk=sitting.pk, state=SittingState.SUSPENDED).update(
        state=SittingState.IN_SESSION, suspended_for=""
    ):
        AgendaItem.objects.filter(pk=sitting.current_item_id or 0).update(running_since=record.at)
        tell(record, sitting, "resumed")


@transaction.atomic
def adjourn(gathering: Gathering, *, why: str = "", by: Person) -> int:
    """Ends the business of the sitting: turns end, what was not reached is carried over, the minutes draft themselves.
    People may stay until the room is closed. Raises Refused: ballot_open."""
    gathering, sitting = chaired(gathering, by)
    _require_session(sitting)
    if Ballot.objects.filter(item__sitting=sitting, state=BallotState.OPENED).exists():
        raise Refused("ballot_open")
    record = Record(gathering, by=by)
    _end_turns(gathering, record, by)
    if sitting.current_item is not None:
        _leave(sitting, sitting.current_item, record.at, carry=False, by=by)
    for item in AgendaItem.objects.filter(sitting=sitting, state=ItemState.PLANNED):
        if has_matter(item):
            AgendaItem.objects.filter(pk=item.pk).update(state=ItemState.CARRIED)
            lay_back(sitting, item, by, carried=True)
    sitting.state, sitting.adjourned_at, sitting.current_item = SittingState.ADJOURNED, record.at, None
    sitting.save(update_fields=["state", "adjourned_at", "current_item"])
    act = note(gathering.room, "sitting_adjourned", by=by, gathering=gathering, why=why)
    n = tell(record, sitting, "adjourned", act=act)
    after_adjourning(sitting, by)
    return n


def _end_turns(gathering: Gathering, record: Record, by: Person) -> None:
    line = Line(gathering, by=by, at=record.at, record=record)
    gathering.line_closed_at, gathering.line_closed_by = record.at, by
    gathering.suspended_at = gathering.suspended_until = None
    gathering.save(update_fields=["line_closed_at", "line_closed_by", "suspended_at", "suspended_until"])
    for turn in list(line.turns.values()):
        spoke = turn.spent_ms or turn.running_since
        end(line, turn, TurnState.FINISHED if spoke else TurnState.EXPIRED)
    line.tell("line_closed", line=True)


@transaction.atomic
def answer_interposed(gathering: Gathering, *, turn: int, yes: bool, by: Person) -> int:
    """The speaker takes a question put to them: they pause, and the one who asks is called. Or declines it. Raises Refused:
    not_interposed."""
    gathering = lock(gathering)
    line = Line(gathering, by=by, at=timezone.now())
    asked = line.turns.get(turn)
    mine = line.of(by)
    if asked is None or mine is None or asked.interposed_on_id != mine.pk or asked.state != TurnState.WAITING:
        raise Refused("not_interposed")
    if not yes:
        line.change(asked, state=TurnState.REVOKED, ended_at=line.at)
        return line.tell("interposed_declined", subject=asked)
    if mine.state == TurnState.SPEAKING:
        line.change(mine, state=TurnState.PAUSED, deadline=None, interrupted_at=None, **line.stop_clock(mine))
    line.call(asked)
    return line.tell("called", subject=asked)


def shut(sitting: Sitting, *, by: Person) -> None:
    """Before the gathering of a sitting is closed. In session it is the chair's to adjourn first; before it, the doors are
    shut again and the sitting waits for its hour."""
    if sitting.state in (SittingState.IN_SESSION, SittingState.SUSPENDED):
        assert sitting.gathering is not None
        adjourn(sitting.gathering, by=by)
        sitting.refresh_from_db()
    if sitting.state == SittingState.LOBBY:
        Sitting.objects.filter(pk=sitting.pk).update(state=SittingState.SCHEDULED, gathering=None)
    else:
        Sitting.objects.filter(pk=sitting.pk).update(state=SittingState.CLOSED)
