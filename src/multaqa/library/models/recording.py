"""The sound of a gathering, one file for each turn, and the marks by which it is found again."""

import secrets

from django.db import models
from django.utils import timezone


def public_id() -> str:
    """A lasting address nobody can guess the neighbours of."""
    return secrets.token_urlsafe(9)


class Recording(models.Model):
    """The sound of one turn. `file` is below `recordings/` in the folder of files. While `state` is `open` the file grows;
    whatever `node` wrote before it died is closed by another, or at its next start (`kept`). `starts_ms` is the moment of its
    first packet. A withheld recording stays visible as such, with the reason."""

    class State(models.TextChoices):
        OPEN = "open"
        KEPT = "kept"
        EMPTY = "empty"

    public_id = models.CharField(max_length=16, unique=True, default=public_id)
    gathering = models.ForeignKey("rooms.Gathering", models.PROTECT, related_name="recordings")
    turn = models.ForeignKey("rooms.Turn", models.PROTECT, related_name="recordings")
    part = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=5, choices=State.choices, default=State.OPEN)
    file = models.CharField(max_length=200)
    node = models.CharField(max_length=40, blank=True)
    starts_ms = models.PositiveBigIntegerField()
    length_ms = models.PositiveIntegerField(default=0)
    bytes = models.PositiveBigIntegerField(default=0)
    made_at = models.DateTimeField(default=timezone.now)
    withheld_at = models.DateTimeField(null=True, blank=True)
    withheld_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")
    withheld_why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("turn", "part"), name="one_file_a_part")]
        indexes = [models.Index(fields=("gathering", "starts_ms"))]


class Mark(models.Model):
    """A chapter: where an agenda item, a decision or anything else with a name begins. `at_ms` is wall time."""

    class Kind(models.TextChoices):
        ITEM = "item"
        DECISION = "decision"
        BALLOT = "ballot"

    gathering = models.ForeignKey("rooms.Gathering", models.PROTECT, related_name="marks")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    at_ms = models.PositiveBigIntegerField()
    title = models.CharField(max_length=200)
    number = models.CharField(max_length=20, blank=True)
