"""The committee's deeds: taken under review, given back, decided; and all decisions published together, each with its
sentence."""

from django.db import transaction
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.alliance.rules import holds
from multaqa.common.refusal import Refused
from multaqa.contributions.domain.bringing import locked, step
from multaqa.contributions.domain.states import TABLE, Deed, Role, after, owes_a_sentence
from multaqa.contributions.enums import Kind, State
from multaqa.contributions.models import Call, Comment, Contribution

DECISIONS = {State.ACCEPTED: Deed.ACCEPT, State.NOT_ACCEPTED: Deed.NOT_ACCEPT, State.DEFERRED: Deed.DEFER}


def is_committee(person: Person | None, call: Call) -> bool:
    """Whoever holds an office of the alliance weighs what is brought to it."""
    return person is not None and holds(person, call.alliance)


@transaction.atomic
def take(contribution: Contribution, *, by: Person) -> Contribution:
    """Takes it under review. Twice is once. Raises Refused: not_allowed, not_from_here."""
    row = _reached(contribution, by)
    if row.state == State.UNDER_REVIEW:
        return row
    _move(row, Deed.TAKE, by)
    return row


@transaction.atomic
def request_changes(contribution: Contribution, *, note: str, by: Person) -> Contribution:
    """Gives it back to its author with a note. Raises Refused: not_allowed, not_from_here, sentence_needed,
    paper_has_its_own."""
    row = _reached(contribution, by)
    _refuse_paper(row)
    if len(note.strip()) < 3:
        raise Refused("sentence_needed")
    _move(row, Deed.REQUEST_CHANGES, by, note.strip())
    row.pending_state, row.pending_answer = "", ""
    row.save(update_fields=["pending_state", "pending_answer"])
    return row


@transaction.atomic
def decide(contribution: Contribution, state: str, *, answer: str = "", by: Person) -> Contribution:
    """Decides, and keeps it to itself until all are published. Raises Refused: not_allowed, not_from_here, sentence_needed,
    paper_has_its_own."""
    row = _reached(contribution, by)
    if state == State.ACCEPTED:
        _refuse_paper(row)
    deed = DECISIONS.get(State(state)) if state in State.values else None
    if deed is None or after(State(row.state), deed, Role.COMMITTEE) is None:
        raise Refused("not_from_here")
    if owes_a_sentence(State(state)) and len(answer.strip()) < 3:
        raise Refused("sentence_needed")
    row.pending_state, row.pending_answer = state, answer.strip()[:2000]
    row.save(update_fields=["pending_state", "pending_answer"])
    return row


@transaction.atomic
def publish_all(call: Call, *, by: Person) -> int:
    """Publishes every pending decision of a call at one moment; answers how many. Raises Refused: not_allowed."""
    call = Call.objects.select_for_update(of=("self",), no_key=True).select_related("alliance").get(pk=call.pk)
    if not is_committee(by, call):
        raise Refused("not_allowed")
    now, published = timezone.now(), 0
    for row in Contribution.objects.select_for_update(of=("self",), no_key=True).filter(call=call).exclude(pending_state=""):
        deed = DECISIONS[State(row.pending_state)]
        if after(State(row.state), deed, Role.COMMITTEE) is None:
            continue
        row.answer, row.answered_at, row.answered_by = row.pending_answer, now, by
        state, row.pending_state, row.pending_answer = State(row.pending_state), "", ""
        row.save(update_fields=["answer", "answered_at", "answered_by", "pending_state", "pending_answer"])
        step(row, state, by, row.answer)
        published += 1
    return published


@transaction.atomic
def hide(comment: Comment, *, why: str, by: Person) -> Comment:
    """Hides a comment, with the reason; it is kept. Raises Refused: not_allowed, sentence_needed."""
    row = (
        Comment.objects.select_for_update(of=("self",), no_key=True)
        .select_related("contribution__call__alliance")
        .get(pk=comment.pk)
    )
    if not is_committee(by, row.contribution.call):
        raise Refused("not_allowed")
    if len(why.strip()) < 3:
        raise Refused("sentence_needed")
    if row.hidden_at is None:
        row.hidden_at, row.hidden_by, row.hidden_why = timezone.now(), by, why.strip()[:300]
        row.save(update_fields=["hidden_at", "hidden_by", "hidden_why"])
    return row


def by_sitting(contribution: Contribution, state: str, why: str, by: Person) -> None:
    """What a sitting decides about it: from where it stands straight to there. A state that is no step leaves it where it is."""
    row = locked(contribution)
    ways = {to for (state_, _, role), to in TABLE.items() if role == Role.ASSEMBLY and state_ in _ahead(State(row.state))}
    if state == State.NOT_ACCEPTED and row.state in (State.ACCEPTED, State.SCHEDULED, State.PRESENTED):
        ways = ways | {State.NOT_ACCEPTED}
    if State(state) not in ways:
        return
    if owes_a_sentence(State(state)):
        row.answer, row.answered_at, row.answered_by = why[:2000], timezone.now(), by
        row.save(update_fields=["answer", "answered_at", "answered_by"])
    step(row, State(state), by, why)


def _ahead(state: State) -> tuple[State, ...]:
    """A sitting that votes on what was accepted has presented it too."""
    course = (State.ACCEPTED, State.SCHEDULED, State.PRESENTED)
    return course[course.index(state) :] if state in course else ()


def _reached(contribution: Contribution, by: Person) -> Contribution:
    row = locked(contribution)
    if not is_committee(by, row.call):
        raise Refused("not_allowed")
    return row


def _refuse_paper(row: Contribution) -> None:
    """It is a revision of it that is approved or given back."""
    if row.kind == Kind.PAPER:
        raise Refused("paper_has_its_own")


def _move(row: Contribution, deed: Deed, by: Person, why: str = "") -> None:
    state = after(State(row.state), deed, Role.COMMITTEE)
    if state is None:
        raise Refused("not_from_here")
    step(row, state, by, why)
