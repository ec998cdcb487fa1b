"""What the house has, against what people were told: every acknowledged word, place in line and vote is looked for."""

from collections import Counter

from bench.faults.chairing import Chamber
from bench.faults.verdict import Verdict
from multaqa.assembly.models import Ballot, Vote
from multaqa.rehearse.witness import overlapping
from multaqa.rooms.models import Deed, Event, Message, Turn


def audit(chamber: Chamber, verdict: Verdict) -> None:
    """Counts into the verdict. Everything must be settled, and the ballots closed."""
    gathering = chamber.seats.sitting.gathering
    rows = chamber.ledger.rows
    verdict.acknowledged += len(rows)
    _deeds(gathering, rows, verdict)
    _words(gathering, rows, verdict)
    _floor(gathering, rows, verdict)
    _votes(chamber, verdict)
    numbers = list(Event.objects.filter(gathering=gathering).order_by("n").values_list("n", flat=True))
    if numbers != list(range(1, len(numbers) + 1)):
        verdict.wrong.append("the numbered history has a gap")
    verdict.two_holders += chamber.two_holders + overlapping(gathering)
    verdict.gaps += sum(person.gaps for person in chamber.people)
    verdict.repeats += sum(person.twice for person in chamber.people)
    by_kind = Counter(what for _, _, what, _, _ in rows)
    verdict.notes |= {"people": len(chamber.people), "by_kind": dict(by_kind.most_common()), "refused": chamber.ledger.told}


def _deeds(gathering: object, rows: list, verdict: Verdict) -> None:
    """Each acknowledged command, by its key: once, and for no one who was not told."""
    kept = set(Deed.objects.filter(gathering=gathering).values_list("person__display_name", "key"))
    verdict.lost += sum((name, key) not in kept for name, key, *_ in rows)


def _words(gathering: object, rows: list, verdict: Verdict) -> None:
    kept = dict(Message.objects.filter(gathering=gathering).values_list("n", "text"))
    said = [(n, text) for _, _, what, n, text in rows if what == "say"]
    verdict.lost += sum(kept.get(n) != text for n, text in said)
    verdict.doubled += len(kept) - len(set(kept.values()))


def _floor(gathering: object, rows: list, verdict: Verdict) -> None:
    """As many turns as were acknowledged, of each person."""
    kept = Counter(Turn.objects.filter(gathering=gathering).values_list("person__display_name", flat=True))
    asked = Counter(name for name, _, what, _, _ in rows if what == "ask")
    verdict.lost += (asked - kept).total()
    verdict.doubled += (kept - asked).total()
    if kept != asked:
        verdict.wrong.append(f"turns: told {asked - kept}, kept {kept - asked}")
    finished = Counter(name for name, _, what, _, _ in rows if what == "finish")
    over = Counter(
        Turn.objects.filter(gathering=gathering, ended_at__isnull=False).values_list("person__display_name", flat=True)
    )
    verdict.lost += (finished - over).total()


def _votes(chamber: Chamber, verdict: Verdict) -> None:
    """Of the open vote each room's choice, of the secret one how many each choice has."""
    for ballot in Ballot.objects.filter(item__sitting=chamber.seats.sitting):
        told = {one.person.name: one.votes[ballot.pk] for one in chamber.delegates if ballot.pk in one.votes}
        if not ballot.secret:
            kept = Vote.objects.filter(ballot=ballot).values_list("person__display_name", "choices")
            verdict.doubled += len(kept) - len(dict(kept))
            verdict.lost += sum(dict(kept).get(name) != choices for name, choices in told.items())
            verdict.doubled += len(set(dict(kept)) - set(told))
        counted = Counter({int(choice): count for choice, count in (ballot.counts or {}).items() if choice.isdigit()})
        expected = Counter(choices[0] for choices in told.values())
        verdict.lost += (expected - counted).total()
        verdict.doubled += (counted - expected).total()
        if counted != expected:
            verdict.wrong.append(f"{'secret' if ballot.secret else 'open'} vote: told {dict(expected)}, counted {dict(counted)}")
