"""One contribution beside another of its call: merged into it, if its author agrees, or marked as saying the same."""

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext, gettext_noop

from multaqa.accounts.models import Person
from multaqa.common.digits import digits_in_use, write_digits
from multaqa.common.refusal import Refused
from multaqa.contributions.domain.bringing import locked, step
from multaqa.contributions.domain.states import Deed, Role, after
from multaqa.contributions.domain.weighing import is_committee
from multaqa.contributions.enums import Kind, Relation, State
from multaqa.contributions.models import Contribution, Endorsement, Link

# What is nobody's to read, or leads elsewhere itself, takes nothing in.
TAKES_NOTHING = (State.DRAFT, State.WITHDRAWN, State.MERGED, State.DUPLICATE, State.NOT_ACCEPTED)


@transaction.atomic
def propose_merge(contribution: Contribution, into: int, *, by: Person) -> Link:
    """The committee proposes to merge it into the one of this number; its author decides. The same proposal again is answered as
    it stands. Raises Refused: not_allowed, not_from_here, no_such_contribution, merge_refused, paper_has_its_own."""
    row, target = _both(contribution, into, by, Deed.MERGE)
    link, made = Link.objects.get_or_create(
        source=row, target=target, relation=Relation.MERGED_INTO, defaults={"proposed_by": by}
    )
    if not made and link.refused_at is not None:
        raise Refused("merge_refused")
    return link


@transaction.atomic
def agree(link: Link, *, by: Person) -> Contribution:
    """The author agrees: it goes on in the other, with everybody's support of both, counted once. Twice is once. Raises
    Refused: not_allowed, not_from_here."""
    row, proposed = _proposed(link, by)
    if proposed.agreed_at is not None:
        return row
    target = locked(proposed.target)
    state = after(State(row.state), Deed.MERGE, Role.COMMITTEE)
    if state is None or proposed.refused_at is not None or target.state in TAKES_NOTHING:
        raise Refused("not_from_here")
    proposed.agreed_at = timezone.now()
    proposed.save(update_fields=["agreed_at"])
    given = Endorsement.objects.filter(contribution=row).values_list("person_id", flat=True)
    Endorsement.objects.bulk_create(
        [Endorsement(contribution=target, person_id=person) for person in given], ignore_conflicts=True
    )
    _ended(row, state, by, target, gettext_noop("It goes on in %(kind)s %(number)s: %(title)s"))
    return row


@transaction.atomic
def keep_apart(link: Link, *, by: Person) -> Contribution:
    """The author does not agree: it stays what it is. Twice is once. Raises Refused: not_allowed, not_from_here."""
    row, proposed = _proposed(link, by)
    if proposed.agreed_at is not None:
        raise Refused("not_from_here")
    if proposed.refused_at is None:
        proposed.refused_at = timezone.now()
        proposed.save(update_fields=["refused_at"])
    return row


@transaction.atomic
def mark_duplicate(contribution: Contribution, of: int, *, by: Person) -> Contribution:
    """The committee says that the one of this number says the same. Raises Refused: not_allowed, not_from_here,
    no_such_contribution, paper_has_its_own."""
    row, target = _both(contribution, of, by, Deed.DUPLICATE)
    Link.objects.get_or_create(
        source=row, target=target, relation=Relation.DUPLICATE_OF, defaults={"proposed_by": by, "agreed_at": timezone.now()}
    )
    _ended(row, State.DUPLICATE, by, target, gettext_noop("The same stands in %(kind)s %(number)s: %(title)s"))
    return row


def _both(contribution: Contribution, number: int, by: Person, deed: Deed) -> tuple[Contribution, Contribution]:
    """Both rows locked in the order of their numbers, so that two committees do not wait for each other."""
    other = Contribution.objects.filter(call=contribution.call_id, number=number).exclude(pk=contribution.pk).first()
    if other is None:
        raise Refused("no_such_contribution")
    rows = {row.pk: locked(row) for row in sorted((contribution, other), key=lambda one: one.pk)}
    row, target = rows[contribution.pk], rows[other.pk]
    if not is_committee(by, row.call):
        raise Refused("not_allowed")
    if row.kind == Kind.PAPER:
        raise Refused("paper_has_its_own")
    if after(State(row.state), deed, Role.COMMITTEE) is None or target.state in TAKES_NOTHING:
        raise Refused("not_from_here")
    return row, target


def _proposed(link: Link, by: Person) -> tuple[Contribution, Link]:
    row = locked(link.source)
    proposed = Link.objects.select_related("target").get(pk=link.pk, relation=Relation.MERGED_INTO)
    if row.author_id != by.pk:
        raise Refused("not_allowed")
    return row, proposed


def _ended(row: Contribution, state: State, by: Person, target: Contribution, said: str) -> None:
    """The end with its sentence, in the language the author wrote in."""
    with translation.override(row.language):
        facts = {"kind": target.get_kind_display(), "number": target.number, "title": target.title}
        row.answer = write_digits(gettext(said) % facts, digits_in_use(row.language))[:2000]
    row.answered_at, row.answered_by, row.pending_state, row.pending_answer = timezone.now(), by, "", ""
    row.save(update_fields=["answer", "answered_at", "answered_by", "pending_state", "pending_answer"])
    step(row, state, by, row.answer)
