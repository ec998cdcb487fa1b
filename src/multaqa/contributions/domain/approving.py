"""What the committee does with a working paper: approves it, gives it back with a note, publishes it."""

from django.db import transaction
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.common.refusal import Refused
from multaqa.contributions.domain import states
from multaqa.contributions.domain.bringing import locked, step
from multaqa.contributions.domain.paper_states import Deed, after
from multaqa.contributions.domain.searching import search_text
from multaqa.contributions.domain.states import Role
from multaqa.contributions.domain.weighing import is_committee
from multaqa.contributions.enums import RevisionState, State
from multaqa.contributions.models import Contribution, Revision

STANDS = (State.ACCEPTED, State.SCHEDULED, State.PRESENTED, State.ADOPTED, State.NOTED, State.REFERRED)


@transaction.atomic
def approve(revision: Revision, *, by: Person) -> Revision:
    """Approves it: delegates read it from now on, and it may stand in an agenda. Twice is once. Raises Refused: not_allowed,
    paper_not_ready, not_from_here."""
    row, contribution = _reached(revision, by)
    if row.state in (RevisionState.APPROVED, RevisionState.PUBLISHED):
        return row
    if not row.is_ready:
        raise Refused("paper_not_ready")
    _move(row, Deed.APPROVE, by)
    _move_contribution(contribution, states.Deed.ACCEPT, by)
    return row


@transaction.atomic
def give_back(revision: Revision, *, note: str, by: Person) -> Revision:
    """Gives it back to its author with a note. Twice is once. Raises Refused: not_allowed, sentence_needed, not_from_here."""
    row, contribution = _reached(revision, by)
    if row.state == RevisionState.RETURNED:
        return row
    note = note.strip()[:2000]
    if len(note) < 3:
        raise Refused("sentence_needed")
    row.note = note
    _move(row, Deed.RETURN, by)
    _move_contribution(contribution, states.Deed.REQUEST_CHANGES, by, note)
    return row


@transaction.atomic
def publish(revision: Revision, *, by: Person) -> Revision:
    """Publishes it: everybody reads it from now on, and its words are found. Twice is once. Raises Refused: not_allowed,
    not_from_here."""
    row, contribution = _reached(revision, by)
    if row.state == RevisionState.PUBLISHED:
        return row
    if contribution.state not in STANDS:
        raise Refused("not_from_here")
    _move(row, Deed.PUBLISH, by)
    contribution.search_text = search_text(contribution.title, contribution.body, row.text)
    contribution.save(update_fields=["search_text"])
    return row


def _reached(revision: Revision, by: Person) -> tuple[Revision, Contribution]:
    """Both rows, locked in one order: the contribution first."""
    found = Contribution.objects.get(paper__revisions=revision.pk)
    contribution = locked(found)
    if not is_committee(by, contribution.call):
        raise Refused("not_allowed")
    return Revision.objects.select_for_update(of=("self",), no_key=True).get(pk=revision.pk), contribution


def _move(row: Revision, deed: Deed, by: Person) -> None:
    state = after(RevisionState(row.state), deed, Role.COMMITTEE)
    if state is None:
        raise Refused("not_from_here")
    row.state, row.decided_at, row.decided_by = state, timezone.now(), by
    row.save(update_fields=["state", "note", "decided_at", "decided_by"])


def _move_contribution(row: Contribution, deed: states.Deed, by: Person, why: str = "") -> None:
    """The contribution goes along; what was decided about it and not yet published is spoken for by this."""
    state = states.after(State(row.state), deed, Role.COMMITTEE)
    if state is None:
        raise Refused("not_from_here")
    row.pending_state, row.pending_answer = "", ""
    row.save(update_fields=["pending_state", "pending_answer"])
    step(row, state, by, why)
