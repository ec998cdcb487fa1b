"""A working paper and its revisions."""

from django.db import models
from django.utils import timezone

from multaqa.contributions.enums import RevisionState
from multaqa.contributions.models.contribution import Contribution


class Paper(models.Model):
    """The file side of a contribution of kind `paper`."""

    contribution = models.OneToOneField(Contribution, models.CASCADE, related_name="paper")


class Revision(models.Model):
    """One handed-in file. `file` is the sanitised PDF below the data folder's `papers/`, `original` what was handed in.
    `pages` is how many page images there are; `text` that of its pages, with a form feed between two. `work` tells where its
    preparation stands, `work_why` why it failed; `claimed_at` is renewed by the node that prepares it, `tries` counts claims."""

    class Work(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        FAILED = "failed"

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=11, choices=RevisionState.choices, default=RevisionState.SUBMITTED)
    original = models.CharField(max_length=200)
    original_name = models.CharField(max_length=200)
    file = models.CharField(max_length=200, blank=True)
    pages = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(blank=True, default="")
    work = models.CharField(max_length=7, choices=Work.choices, default=Work.WAITING)
    work_why = models.CharField(max_length=40, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    note = models.TextField(max_length=2000, blank=True, default="")
    handed_in_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=("paper", "number"), name="one_revision_a_number")]
        indexes = [models.Index(fields=("work", "claimed_at"), name="revisions_that_wait")]

    @property
    def is_ready(self) -> bool:
        """Whether it can be read."""
        return self.work == self.Work.DONE and self.pages > 0
