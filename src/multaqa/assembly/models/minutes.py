"""Minutes of a sitting, the decisions in them, and the actions that follow."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from multaqa.assembly.enums import ActionState, Change, EntryKind, MinutesState
from multaqa.assembly.models.agenda import AgendaItem
from multaqa.assembly.models.ballot import Ballot
from multaqa.assembly.models.sitting import Sitting


class Minutes(models.Model):
    """The minutes of one sitting; `version` rises with each published correction. `approval_item` is where the delegates take
    them up; `round` counts the written rounds, the last of which is open while `round_until` is to come."""

    sitting = models.OneToOneField(Sitting, models.CASCADE, related_name="minutes")
    state = models.CharField(max_length=17, choices=MinutesState.choices, default=MinutesState.AUTO_DRAFT)
    drafted_at = models.DateTimeField(default=timezone.now)
    comments_until = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(Sitting, models.SET_NULL, null=True, blank=True, related_name="minutes_approved")
    approval_item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="minutes_to_approve")
    round = models.PositiveSmallIntegerField(default=0)
    round_until = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveSmallIntegerField(default=1)
    correction_note = models.CharField(max_length=300, blank=True)
    facts = models.JSONField(default=dict)


class Entry(models.Model):
    """One paragraph. `what` and `facts` are what the event said; sentences are made of them in the reader's language unless the
    secretary wrote `text_ar` or `text_en`. `at_ms` is where it is heard (0: nowhere)."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="entries")
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="entries")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=EntryKind.choices, default=EntryKind.NOTE)
    what = models.CharField(max_length=32, blank=True)
    facts = models.JSONField(default=dict)
    text_ar = models.TextField(max_length=6000, blank=True, default="")
    text_en = models.TextField(max_length=6000, blank=True, default="")
    at_ms = models.PositiveBigIntegerField(default=0)
    turn = models.ForeignKey("rooms.Turn", models.SET_NULL, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("position", "pk")


class EntryRevision(models.Model):
    """An entry as it was before somebody changed it, and what they did: `position` and `item` where it stood."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="revisions")
    text_ar = models.TextField(blank=True, default="")
    text_en = models.TextField(blank=True, default="")
    removed = models.BooleanField(default=False)
    deed = models.CharField(max_length=8, choices=Change.choices, default=Change.REWORDED)
    position = models.PositiveIntegerField(default=0)
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    why = models.CharField(max_length=300, blank=True)


class MinutesLook(models.Model):
    """Somebody who was asked for remarks has opened the draft."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="looks")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("minutes", "person"), name="one_look_a_person")]


class MinutesAnswer(models.Model):
    """What a room says in a written round: it approves, or it does not and says why. Changeable while the round is open."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="answers")
    round = models.PositiveSmallIntegerField()
    room = models.ForeignKey("rooms.Room", models.PROTECT, related_name="+")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    approves = models.BooleanField()
    why = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("minutes", "round", "room"), name="one_answer_a_room")]


class MinutesComment(models.Model):
    """What a delegate remarked on a draft, and what came of it."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="comments")
    entry = models.ForeignKey(Entry, models.SET_NULL, null=True, blank=True, related_name="comments")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    room = models.ForeignKey("rooms.Room", models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(_("Your remark"), max_length=2000)
    at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_how = models.CharField(max_length=300, blank=True)
    settled_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")


class Decision(models.Model):
    """A line of the register: numbered in its cycle ("3/2" is the second of the third)."""

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(_("Text of the decision"), max_length=3000)
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="decisions")
    ballot = models.OneToOneField(Ballot, models.SET_NULL, null=True, blank=True, related_name="decision")
    contribution = models.ForeignKey(
        "contributions.Contribution", models.SET_NULL, null=True, blank=True, related_name="decisions"
    )
    entry = models.OneToOneField(Entry, models.SET_NULL, null=True, blank=True, related_name="decision")
    decided_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=("sitting", "number"), name="one_decision_a_number")]


class Action(models.Model):
    """What somebody (`owner`) or a room (`room`) has taken upon itself until `due_on`."""

    series = models.ForeignKey("alliance.Series", models.CASCADE, related_name="actions")
    decision = models.ForeignKey(Decision, models.SET_NULL, null=True, blank=True, related_name="actions")
    sitting = models.ForeignKey(Sitting, models.SET_NULL, null=True, blank=True, related_name="actions")
    entry = models.OneToOneField(Entry, models.SET_NULL, null=True, blank=True, related_name="action")
    text = models.TextField(_("What is to be done"), max_length=1000)
    owner = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="actions")
    room = models.ForeignKey("rooms.Room", models.PROTECT, null=True, blank=True, related_name="actions")
    due_on = models.DateField(_("Due"), null=True, blank=True)
    state = models.CharField(max_length=11, choices=ActionState.choices, default=ActionState.OPEN)
    progress = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(owner__isnull=False) | Q(room__isnull=False), name="an_action_has_an_owner"),
        ]


class ActionStep(models.Model):
    """What became of an action, step by step. Append-only."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="steps")
    state = models.CharField(max_length=11, choices=ActionState.choices)
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
