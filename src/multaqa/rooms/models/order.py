"""The room's own order: sanctions, and the log of acts."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.utils import timezone

from multaqa.rooms.enums import SanctionKind
from multaqa.rooms.models.gathering import Gathering
from multaqa.rooms.models.room import Room


class SanctionQuerySet(models.QuerySet["Sanction"]):
    """The reading vocabulary."""

    def in_force(self, at: dt.datetime | None = None) -> "SanctionQuerySet":
        """Neither lifted nor over, now or at a moment."""
        return self.filter(Q(until=None) | Q(until__gt=at or timezone.now()), lifted_at=None)


class Sanction(models.Model):
    """`until` None: until lifted (voice and text only)."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="sanctions")
    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="sanctions")
    kind = models.CharField(max_length=6, choices=SanctionKind.choices)
    why = models.CharField(max_length=300)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")
    lifted_why = models.CharField(max_length=300, blank=True)
    ended_told = models.BooleanField(default=False)

    objects = SanctionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=("room", "person"))]


class Act(models.Model):
    """A line of the log: who did what to whom and why. Append-only; undoing is noted beside it. `before` holds what an
    undo needs to restore."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="acts")
    gathering = models.ForeignKey(Gathering, models.SET_NULL, null=True, blank=True, related_name="acts")
    what = models.CharField(max_length=24)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    subject = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")
    why = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)
    facts = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=("room", "-id"))]
