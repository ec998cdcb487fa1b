"""One live period of a room."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from multaqa.rooms.models.room import Room


class GatheringQuerySet(models.QuerySet["Gathering"]):
    """The reading vocabulary."""

    def live(self) -> "GatheringQuerySet":
        """Those going on now."""
        return self.filter(closed_at=None)


class Gathering(models.Model):
    """`last_n` numbers the events: it is raised in the transaction of each deed, so the numbers have no gaps.
    `last_stream` numbers the turns for the audio header."""

    room = models.ForeignKey(Room, models.PROTECT, related_name="gatherings")
    title = models.CharField(max_length=120, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")
    closed_why = models.CharField(max_length=300, blank=True)

    last_n = models.PositiveBigIntegerField(default=0)
    last_stream = models.PositiveIntegerField(default=0)
    line_closed_at = models.DateTimeField(null=True, blank=True)
    line_closed_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")
    suspended_at = models.DateTimeField(null=True, blank=True)
    suspended_until = models.DateTimeField(null=True, blank=True)
    pinned = models.ForeignKey("rooms.Message", models.SET_NULL, null=True, blank=True, related_name="+")

    objects = GatheringQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("room",), condition=Q(closed_at=None), name="one_gathering_in_a_room")]
