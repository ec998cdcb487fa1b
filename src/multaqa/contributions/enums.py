"""The words of the open call, as the database keeps them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What may be brought."""

    IDEA = "idea", _("Idea")
    OPINION = "opinion", _("Opinion")
    PROPOSAL = "proposal", _("Proposal")
    PAPER = "paper", _("Working paper")
    QUESTION = "question", _("Question for the guest")


class State(TextChoices):
    """DOMAIN, "States": every end state owes its author a public sentence."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    UNDER_REVIEW = "under_review", _("Under review")
    NEEDS_CHANGES = "needs_changes", _("Needs changes")
    ACCEPTED = "accepted", _("Accepted")
    SCHEDULED = "scheduled", _("In the programme")
    PRESENTED = "presented", _("Presented")
    ADOPTED = "adopted", _("Adopted")
    NOTED = "noted", _("Noted")
    REFERRED = "referred", _("Referred")
    NOT_ACCEPTED = "not_accepted", _("Not accepted")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    MERGED = "merged", _("Merged")
    DUPLICATE = "duplicate", _("Duplicate")
    DEFERRED = "deferred", _("Deferred")


END_STATES = (
    State.ADOPTED, State.NOTED, State.REFERRED, State.NOT_ACCEPTED, State.WITHDRAWN, State.MERGED, State.DUPLICATE,
    State.DEFERRED, )  # fmt: skip


class RevisionState(TextChoices):
    """draft → submitted → returned(note) → resubmitted → approved → published; replaced."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned")
    RESUBMITTED = "resubmitted", _("Submitted again")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("Published")
    REPLACED = "replaced", _("Replaced")


class Relation(TextChoices):
    """How one contribution stands to another."""

    MERGED_INTO = "merged_into", _("Merged into")
    DUPLICATE_OF = "duplicate_of", _("Duplicate of")
    CONTINUES = "continues", _("Continues")
    ANSWERS = "answers", _("Answers")


class CommentKind(TextChoices):
    """`review` is hidden from authors; `answer` is public and official."""

    COMMENT = "comment", _("Comment")
    REVIEW = "review", _("Review")
    ANSWER = "answer", _("Answer")
