"""Support and discussion: one endorsement a person, given and taken back by the same press; a thread of comments."""

from django.db import transaction

from multaqa.accounts.models import Person
from multaqa.common.refusal import Refused
from multaqa.contributions.domain.bringing import locked
from multaqa.contributions.domain.weighing import is_committee
from multaqa.contributions.enums import CommentKind, State
from multaqa.contributions.models import Comment, Contribution, Endorsement

CLOSED_TO_SUPPORT = (State.DRAFT, State.WITHDRAWN, State.MERGED, State.DUPLICATE)
MOST_COMMENTS = 100


@transaction.atomic
def endorse(contribution: Contribution, *, by: Person) -> bool:
    """Supports it, or takes the support back; answers whether it is supported now. People with an account endorse: a visitor's
    name could be taken a hundred times. Raises Refused: account_for_support, not_from_here."""
    row = locked(contribution)
    if not by.has_account:
        raise Refused("account_for_support")
    if row.state in CLOSED_TO_SUPPORT:
        raise Refused("not_from_here")
    standing, made = Endorsement.objects.get_or_create(contribution=row, person=by)
    if not made:
        standing.delete()
    return made


@transaction.atomic
def comment(contribution: Contribution, text: str, *, reply_to: int | None = None, review: bool = False, by: Person) -> Comment:
    """A line of the discussion; with `review`, for the committee's eyes. Raises Refused: not_allowed, discussion_closed,
    sentence_needed, too_many_brought."""
    row = locked(contribution)
    text = text.strip()[:4000]
    if review and not is_committee(by, row.call):
        raise Refused("not_allowed")
    if row.discussion_closed_at is not None or row.state == State.DRAFT:
        raise Refused("discussion_closed")
    if len(text) < 2:
        raise Refused("sentence_needed")
    own = Comment.objects.filter(contribution=row, person=by)
    last = own.order_by("-pk").first()
    if last is not None and last.text == text:
        return last
    if own.count() >= MOST_COMMENTS:
        raise Refused("too_many_brought", count=MOST_COMMENTS)
    answered = Comment.objects.filter(contribution=row, pk=reply_to).first() if reply_to else None
    return Comment.objects.create(
        contribution=row,
        person=by,
        name=by.display_name,
        kind=CommentKind.REVIEW if review else CommentKind.COMMENT,
        # One level: an answer to an answer stands under the first.
        reply_to=(answered.reply_to or answered) if answered else None,
        text=text,
    )
