"""What happened in a sitting, read from its rows and its numbered history, as facts of the minutes."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from multaqa.alliance.models import Seat
from multaqa.assembly.domain.attended import in_capacity, placed, seated_in
from multaqa.assembly.domain.choice_counts import choice_counts
from multaqa.assembly.domain.headcount import headcount
from multaqa.assembly.domain.history import History, read_history
from multaqa.assembly.enums import BallotState, Capacity, EntryKind, ItemState
from multaqa.assembly.models import Action, AgendaItem, Ballot, Decision, Participant, Sitting
from multaqa.rooms.enums import TurnKind, TurnState
from multaqa.rooms.models import Turn

SPOKEN = (TurnState.FINISHED, TurnState.REVOKED)


@dataclass(frozen=True)
class Happening:
    """One thing that happened. `rank` orders what happened at one instant."""

    at: dt.datetime
    what: str
    facts: dict[str, Any]
    kind: str = EntryKind.PROCEDURAL
    item: int | None = None
    turn: Turn | None = None
    heard: bool = True
    rank: int = 5
    decision: Decision | None = None
    action: Action | None = None


def happenings(sitting: Sitting) -> list[Happening]:
    """Everything in order of time; what belongs to an agenda item says so."""
    history = read_history(sitting)
    items = list(AgendaItem.objects.filter(sitting=sitting).select_related("contribution", "presenter"))
    found = [
        *_opening(sitting, history, len([item for item in items if item.parent_id is None])),
        *_items(sitting, items),
        *_turns(sitting),
        *(Happening(at, "suspended", facts) for at, facts in history.suspensions),
        *(Happening(at, "resumed", {"after": seconds}) for at, seconds in history.resumptions),
        *(Happening(at, "swap", facts) for at, facts in history.swaps),
        *_removals(sitting, history),
        *_declined(history),
        *_ballots(sitting),
        *_decisions(sitting),
        *_actions(sitting),
        *_adjournment(sitting),
    ]
    return sorted(found, key=lambda each: (each.at, each.rank))


def opened_at(sitting: Sitting) -> dt.datetime:
    """When it went into session; for one that never did, when it was to begin."""
    return sitting.opened_at or sitting.starts_at


def spoken_turns(sitting: Sitting) -> list[Turn]:
    """Turns in which something was said, by when they began."""
    if sitting.gathering_id is None:
        return []
    rows = Turn.objects.filter(gathering=sitting.gathering_id, state__in=SPOKEN, spent_ms__gt=0, started_at__isnull=False)
    return list(rows.select_related("person", "for_room", "interposed_on").order_by("started_at", "pk"))


def member_names(sitting: Sitting) -> list[str]:
    """The rooms that had a seat at the opening, by name."""
    at = opened_at(sitting)
    seats = Seat.objects.filter(alliance=sitting.cycle.series.alliance, since__isnull=False, since__lte=at).select_related("room")
    rooms = {seat.room for seat in seats if seat.until is None or seat.until > at}
    return [room.name for room in sorted(rooms, key=lambda room: (room.name_key, room.pk))]


def _opening(sitting: Sitting, history: History, items: int) -> Iterator[Happening]:
    at = opened_at(sitting)
    yield Happening(
        at,
        "opened",
        {
            "at": at.isoformat(),
            "zone": sitting.time_zone,
            "chair": in_capacity(sitting, Capacity.CHAIR),
            "secretary": in_capacity(sitting, Capacity.SECRETARY),
            "host": sitting.room.name if sitting.room else "",
        },
        rank=0,
    )
    removed = {(each.facts["room"], each.facts["person"]) for each in _removals(sitting, history)}
    names, seated = member_names(sitting), seated_in(sitting, history, removed)
    present = history.present_at_opening
    if present is None:
        present = sorted({row["room"] for row in seated}, key=lambda name: names.index(name) if name in names else len(names))
    facts = {
        "present": present,
        "absent": [name for name in names if name not in present],
        "needed": sitting.quorum_needed,
        "seats": len(names),
    }
    yield Happening(at, "quorum", facts, rank=1)
    heads = headcount(sitting, without=placed(sitting))
    yield Happening(at, "attendance", {"seated": seated, "listeners": heads.unique, "peak": heads.peak}, heard=False, rank=2)
    if items:
        yield Happening(at, "agenda", {"items": items}, rank=3)


def _items(sitting: Sitting, items: list[AgendaItem]) -> Iterator[Happening]:
    end = sitting.adjourned_at or sitting.ends_at
    for item in items:
        facts = {"title": item.title, "kind": item.kind}
        if item.started_at is None:
            word = "item_carried" if item.state == ItemState.CARRIED else "item_left"
            yield Happening(end, word, facts, item=item.pk, heard=False, rank=7)
            continue
        if item.contribution and item.contribution.number:
            about = {
                "number": item.contribution.number,
                "title": item.contribution.title,
                "presenter": item.presenter.display_name if item.presenter else "",
            }
            yield Happening(item.started_at, "item_paper", about, item=item.pk, rank=4)
        ended = item.ended_at or end
        spent = {"planned": item.minutes, "spent": item.spent_ms // 1000}
        yield Happening(ended, "item_spent", facts | spent, item=item.pk, heard=False, rank=6)
        if item.state == ItemState.CARRIED:
            yield Happening(ended, "item_carried", facts, item=item.pk, heard=False, rank=7)


def _turns(sitting: Sitting) -> Iterator[Happening]:
    for turn in spoken_turns(sitting):
        assert turn.started_at is not None
        kind = EntryKind.PROCEDURAL if turn.kind in (TurnKind.ORDER, TurnKind.NOTICE) else EntryKind.STATEMENT
        heard = turn.kind != TurnKind.WRITTEN and not turn.off_record and sitting.recorded
        yield Happening(turn.started_at, "spoke", turn_facts(turn), kind=kind, item=turn.item or None, turn=turn, heard=heard)


def turn_facts(turn: Turn) -> dict[str, Any]:
    """What the minutes keep of a turn: who, for which room, how, and how many seconds."""
    facts: dict[str, Any] = {
        "person": turn.name,
        "room": turn.for_room.name if turn.for_room else "",
        "kind": turn.kind,
        "seconds": round(turn.spent_ms / 1000),
    }
    if turn.kind == TurnKind.WRITTEN:
        facts["text"] = turn.text
    if turn.interposed_on:
        facts["asked"] = turn.interposed_on.name
    if turn.state == TurnState.REVOKED:
        facts |= {"revoked": True, "why": turn.ended_why}
    if turn.off_record:
        facts["off_record"] = "item" if AgendaItem.objects.filter(pk=turn.item, do_not_record=True).exists() else "asked"
    return facts


def _declined(history: History) -> Iterator[Happening]:
    for at, turn in history.declined:
        assert turn.interposed_on is not None
        facts = {"person": turn.name, "room": turn.for_room.name if turn.for_room else "", "asked": turn.interposed_on.name}
        yield Happening(at, "interposed_declined", facts, item=turn.item or None)


def _removals(sitting: Sitting, history: History) -> Iterator[Happening]:
    """Whoever was removed has an end at the instant of the event that told it; a mandate that ended meanwhile is no removal."""
    begin, end = opened_at(sitting), sitting.adjourned_at or sitting.ends_at
    rows = (
        Participant.objects.filter(sitting=sitting, until__gte=begin, until__lte=end)
        .exclude(why="")
        .select_related("person", "room")
    )
    for row in rows:
        assert row.until is not None
        if not any(abs((at - row.until).total_seconds()) < 1 for at in history.removals):
            continue
        facts = {"person": row.person.display_name, "room": row.room.name if row.room else "", "why": row.why}
        yield Happening(row.until, "removed", facts)


def ballot_facts(ballot: Ballot) -> dict[str, Any]:
    """The question, how it was asked, and what came out."""
    choices = choice_counts(ballot)
    facts: dict[str, Any] = {
        "ballot": ballot.pk,
        "question": ballot.question,
        "method": ballot.method,
        "majority": ballot.majority,
        "base": ballot.base,
        "secret": ballot.secret,
        "choices": choices,
        "adopted": ballot.adopted,
        "tie": ballot.tie,
        "quorum_at_opening": _rooms_of(ballot.quorum_at_opening),
        "quorum_at_closing": _rooms_of(ballot.quorum_at_closing),
    }
    if ballot.method != "yes_no" and choices and not ballot.tie:
        most = max(row["count"] for row in choices)
        first = [row["text"] for row in choices if row["count"] == most]
        facts["winner"] = first[0] if most and len(first) == 1 else ""
    return facts


def _rooms_of(quorum: dict[str, Any] | None) -> dict[str, int] | None:
    if quorum is None:
        return None
    present = quorum.get("present", ())
    return {"present": len(present), "needed": int(quorum.get("needed", 0)), "seats": int(quorum.get("seats", len(present)))}


def _ballots(sitting: Sitting) -> Iterator[Happening]:
    for ballot in Ballot.objects.filter(item__sitting=sitting).exclude(state=BallotState.CREATED).order_by("pk"):
        at = ballot.closed_at or ballot.opened_at or ballot.made_at
        if ballot.state == BallotState.VOIDED:
            facts = {"ballot": ballot.pk, "question": ballot.question, "why": ballot.voided_why}
            yield Happening(at, "ballot_voided", facts, item=ballot.item_id)
        elif ballot.state == BallotState.PUBLISHED:
            yield Happening(at, "ballot", ballot_facts(ballot), item=ballot.item_id)
        else:
            yield Happening(at, "ballot_unpublished", {"ballot": ballot.pk, "question": ballot.question}, item=ballot.item_id)


def decision_facts(decision: Decision) -> dict[str, Any]:
    """Its number in the cycle and its text."""
    return {"number": number_of(decision), "text": decision.text}


def number_of(decision: Decision) -> str:
    """«3/2»: the second of the third cycle."""
    return f"{decision.sitting.cycle.number}/{decision.number}"


def _decisions(sitting: Sitting) -> Iterator[Happening]:
    for decision in Decision.objects.filter(sitting=sitting).select_related("sitting__cycle").order_by("number"):
        facts = decision_facts(decision)
        yield Happening(decision.decided_at, "decision", facts, EntryKind.DECISION, decision.item_id, rank=8, decision=decision)


def action_facts(action: Action) -> dict[str, Any]:
    """Who has taken what upon themself, until when."""
    return {
        "text": action.text,
        "owner": action.owner.display_name if action.owner else "",
        "room": action.room.name if action.room else "",
        "due": action.due_on.isoformat() if action.due_on else "",
    }


def _actions(sitting: Sitting) -> Iterator[Happening]:
    for action in Action.objects.filter(sitting=sitting).select_related("owner", "room", "decision").order_by("pk"):
        item = action.decision.item_id if action.decision else None
        yield Happening(
            action.made_at, "action", action_facts(action), EntryKind.ACTION, item, heard=False, rank=9, action=action
        )


def _adjournment(sitting: Sitting) -> Iterator[Happening]:
    if sitting.adjourned_at is None:
        return
    facts = {
        "at": sitting.adjourned_at.isoformat(),
        "zone": sitting.time_zone,
        "lasted": int((sitting.adjourned_at - opened_at(sitting)).total_seconds()),
        "next": sitting.next_starts_at.isoformat() if sitting.next_starts_at else "",
    }
    yield Happening(sitting.adjourned_at, "adjourned", facts, rank=99)
