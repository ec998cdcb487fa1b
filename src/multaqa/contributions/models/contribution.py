"""What people bring to the call, who supports it, what is said about it, and what became of it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from multaqa.contributions.enums import CommentKind, Kind, Relation, State
from multaqa.contributions.models.call import Call


class Contribution(models.Model):
    """`number` is its number in the call, from the moment it is submitted (0 for a draft). `pending_state` is what a committee
    decided and has not yet published. `search_text` is the folded title and body. `answer` is the public, official sentence."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="contributions")
    number = models.PositiveIntegerField(default=0)
    kind = models.CharField(_("Kind"), max_length=8, choices=Kind.choices, default=Kind.IDEA)
    title = models.CharField(_("Title"), max_length=160)
    body = models.TextField(_("Text"), max_length=13000, blank=True)
    language = models.CharField(_("Language"), max_length=8, default="ar")
    author = models.ForeignKey("accounts.Person", models.PROTECT, related_name="contributions")
    author_name = models.CharField(max_length=64)
    from_room = models.ForeignKey("rooms.Room", models.SET_NULL, null=True, blank=True, related_name="contributions")
    state = models.CharField(max_length=13, choices=State.choices, default=State.DRAFT)
    pending_state = models.CharField(max_length=13, choices=State.choices, blank=True, default="")
    pending_answer = models.TextField(max_length=2000, blank=True, default="")
    answer = models.TextField(max_length=2000, blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")
    search_text = models.TextField(blank=True, default="")
    made_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True, blank=True)
    discussion_closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("call", "number"), condition=models.Q(number__gt=0), name="one_contribution_a_number"
            ),
        ]
        indexes = [models.Index(fields=("call", "state"))]

    def __str__(self) -> str:
        return self.title


class Step(models.Model):
    """A step of its trace: when it came into a state, by whom, with what sentence. Append-only."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="steps")
    state = models.CharField(max_length=13, choices=State.choices)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    why = models.CharField(max_length=2000, blank=True)


class Link(models.Model):
    """A relation between two contributions; a merge counts once its author has agreed (`agreed_at`)."""

    source = models.ForeignKey(Contribution, models.CASCADE, related_name="links")
    target = models.ForeignKey(Contribution, models.CASCADE, related_name="linked_by")
    relation = models.CharField(max_length=13, choices=Relation.choices)
    proposed_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    agreed_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("source", "target", "relation"), name="one_link_a_relation")]


class Endorsement(models.Model):
    """One person's support. Taken back, the row goes."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="endorsements")
    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="endorsements")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("contribution", "person"), name="one_endorsement_a_person")]


class Comment(models.Model):
    """A line of the discussion; `review` is for the committee's eyes. Hidden, never deleted."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="comments")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="comments")
    name = models.CharField(max_length=64)
    kind = models.CharField(max_length=7, choices=CommentKind.choices, default=CommentKind.COMMENT)
    reply_to = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="replies")
    text = models.TextField(max_length=4000)
    at = models.DateTimeField(default=timezone.now)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")
    hidden_why = models.CharField(max_length=300, blank=True)
