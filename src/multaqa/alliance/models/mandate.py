"""Who speaks for a room in a series of meetings."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from multaqa.alliance.enums import MandateRole, MandateState
from multaqa.alliance.models.series import Series


class MandateQuerySet(models.QuerySet["Mandate"]):
    """The reading vocabulary."""

    def active(self) -> "MandateQuerySet":
        """Those in force."""
        return self.filter(state=MandateState.ACTIVE)

    def standing(self) -> "MandateQuerySet":
        """In force, or waiting for the person's answer."""
        return self.filter(state__in=(MandateState.PROPOSED, MandateState.ACTIVE))


class Mandate(models.Model):
    """Proposed by the room's owner, active once the person accepts. The database keeps that a room has one active delegate
    and one active alternate in a series. History is the ended rows; `followed_by` is the mandate that took its place."""

    series = models.ForeignKey(Series, models.CASCADE, related_name="mandates")
    room = models.ForeignKey("rooms.Room", models.PROTECT, related_name="mandates")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="mandates")
    role = models.CharField(max_length=9, choices=MandateRole.choices, default=MandateRole.DELEGATE)
    state = models.CharField(max_length=9, choices=MandateState.choices, default=MandateState.PROPOSED)
    proposed_at = models.DateTimeField(default=timezone.now)
    proposed_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    since = models.DateTimeField(null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")
    why = models.CharField(max_length=300, blank=True)
    followed_by = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")

    objects = MandateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("series", "room", "role"), condition=Q(state="active"), name="one_active_mandate"),
            models.UniqueConstraint(
                fields=("series", "room", "role"), condition=Q(state="proposed"), name="one_proposed_mandate"
            ),
            models.UniqueConstraint(fields=("series", "person"), condition=Q(state="active"), name="one_seat_a_person"),
        ]
