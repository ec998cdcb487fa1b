"""Minutes that draft themselves when a sitting is adjourned: an entry for each thing that happened, in order of time, by agenda
item. Nothing in them is invented; `check` holds them against the rows again."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from multaqa.assembly.domain import urn
from multaqa.assembly.domain.happened import (
    Happening,
    action_facts,
    ballot_facts,
    decision_facts,
    happenings,
    opened_at,
    spoken_turns,
    turn_facts,
)
from multaqa.assembly.domain.hooks import tell_drafted
from multaqa.assembly.enums import BallotState
from multaqa.assembly.models import Action, AgendaItem, Ballot, Decision, Entry, Minutes, Sitting
from multaqa.rooms.domain.recording import ms

STEP = 10
OF_ROWS = ("spoke", "ballot", "decision", "action")


@transaction.atomic
def draft(sitting: Sitting) -> Minutes:
    """The minutes of a sitting that was adjourned; those that stand already stay as they are."""
    standing = Minutes.objects.filter(sitting=sitting).first()
    if standing is not None:
        return standing
    found = Sitting.objects.select_related("cycle__series__alliance", "room", "gathering").get(pk=sitting.pk)
    try:
        with transaction.atomic():
            minutes = Minutes.objects.create(sitting=found, facts={"opened_ms": ms(opened_at(found)), "recorded": found.recorded})
    except IntegrityError:
        # Drafted at the same instant elsewhere: they are drafted, which is what was asked.
        return Minutes.objects.get(sitting=sitting)
    for position, each in enumerate(_by_item(found, happenings(found)), start=1):
        _enter(minutes, each, position * STEP)
    tell_drafted(minutes)
    return minutes


def check(minutes: Minutes) -> list[str]:
    """Where the minutes and what happened part ways, a sentence each; empty when they agree. Entries that were removed or
    reworded are held against the rows all the same: their facts stay."""
    sitting, wrong = minutes.sitting, list[str]()
    entries = list(minutes.entries.exclude(what=""))
    turns = spoken_turns(sitting)
    by_turn = {entry.turn_id: entry for entry in entries if entry.what == "spoke"}
    if len(turns) != len([entry for entry in entries if entry.what == "spoke"]):
        wrong.append(f"{len(turns)} turns were spoken and {len(by_turn)} are in the minutes.")
    for turn in turns:
        entry = by_turn.get(turn.pk)
        if entry is None or entry.facts != turn_facts(turn):
            wrong.append(f"The turn {turn.pk} of {turn.name} is not as it was.")
    wrong += _compare("ballot", [ballot_facts(row) for row in _published(sitting)], entries)
    wrong += [
        f"The counts of the vote {ballot.pk} are not those of its votes."
        for ballot in _published(sitting)
        if not _adds_up(ballot)
    ]
    decisions = Decision.objects.filter(sitting=sitting).select_related("sitting__cycle")
    wrong += _compare("decision", [decision_facts(row) for row in decisions], entries)
    actions = Action.objects.filter(sitting=sitting, entry__isnull=False).select_related("owner", "room")
    return wrong + _compare("action", [action_facts(row) for row in actions], entries)


def _by_item(sitting: Sitting, told: list[Happening]) -> list[Happening]:
    """Item after item as they were taken up, and in each by time; what belongs to no item goes with the one that was open."""
    items = list(AgendaItem.objects.filter(sitting=sitting))
    begun = sorted((item.started_at, item.position, item.pk) for item in items if item.started_at)
    order = {pk: at for at, (_, _, pk) in enumerate(begun)}
    order |= {item.pk: len(begun) + at for at, item in enumerate(row for row in items if row.started_at is None)}
    placed = [_placed(each, begun) for each in told]
    last = len(items) + 1
    return sorted(placed, key=lambda each: _place(each, order, last))


def _place(each: Happening, order: dict[int, int], last: int) -> tuple[int, object, int]:
    # The end of the sitting stands at the end of its minutes, after what was not reached.
    item = last if each.what == "adjourned" else order.get(each.item or 0, -1)
    return (item, each.at, each.rank)


def _placed(each: Happening, begun: Sequence[tuple[object, int, int]]) -> Happening:
    # The end is that of the sitting, and of no item.
    if each.item is not None or not begun or each.what == "adjourned":
        return each
    open_then = [pk for started, _, pk in begun if started <= each.at]  # type: ignore[operator]
    return Happening(**{**each.__dict__, "item": open_then[-1] if open_then else begun[0][2]})


def _enter(minutes: Minutes, each: Happening, position: int) -> None:
    known = each.item is not None and AgendaItem.objects.filter(pk=each.item, sitting=minutes.sitting).exists()
    entry = Entry.objects.create(
        minutes=minutes,
        item_id=each.item if known else None,
        position=position,
        kind=each.kind,
        what=each.what,
        facts=each.facts,
        at_ms=ms(each.at) if each.heard and minutes.facts["recorded"] else 0,
        turn=each.turn,
    )
    if each.decision is not None:
        Decision.objects.filter(pk=each.decision.pk).update(entry=entry)
    if each.action is not None:
        Action.objects.filter(pk=each.action.pk).update(entry=entry)


def _published(sitting: Sitting) -> list[Ballot]:
    return list(Ballot.objects.filter(item__sitting=sitting, state=BallotState.PUBLISHED).order_by("pk"))


def _compare(what: str, rows: list[dict[str, object]], entries: list[Entry]) -> list[str]:
    told = [entry.facts for entry in entries if entry.what == what]
    missing = [f"There is no entry of the {what} {row}." for row in rows if row not in told]
    return missing + [f"The {what} {facts} did not happen." for facts in told if facts not in rows]


def _adds_up(ballot: Ballot) -> bool:
    """The counts are reckoned again, from the papers themselves."""
    papers = urn.papers_in(ballot) if ballot.secret else ballot.votes.values_list("choices", flat=True)
    counted: dict[int, int] = {}
    for chosen in papers:
        for choice in chosen:
            counted[choice] = counted.get(choice, 0) + 1
    return [counted.get(choice.pk, 0) for choice in ballot.choices.all()] == [
        row["count"] for row in ballot_facts(ballot)["choices"]
    ]
