"""A sitting of a cycle, and who sits in it in what capacity."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from multaqa.assembly.enums import Capacity, Pause, SittingKind, SittingState
from multaqa.assembly.models.cycle import Cycle


class Sitting(models.Model):
    """Planned on its own, held as a gathering of `room` from the moment its doors open. `quorum_needed` is rooms.
    `time_zone` and `local_start` keep the wall clock that produced `starts_at`."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="sittings")
    kind = models.CharField(max_length=13, choices=SittingKind.choices)
    title = models.CharField(_("Title"), max_length=160, blank=True)
    room = models.ForeignKey("rooms.Room", models.PROTECT, null=True, blank=True, related_name="sittings")
    gathering = models.OneToOneField("rooms.Gathering", models.PROTECT, null=True, blank=True, related_name="sitting")
    state = models.CharField(max_length=10, choices=SittingState.choices, default=SittingState.DRAFT)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    time_zone = models.CharField(max_length=64)
    local_start = models.CharField(max_length=16)
    published_at = models.DateTimeField(null=True, blank=True)
    quorum_needed = models.PositiveSmallIntegerField(default=0)
    seconds_a_room = models.PositiveIntegerField(default=0)
    fair_rooms = models.BooleanField(default=True)
    observers_welcome = models.BooleanField(default=False)
    recorded = models.BooleanField(default=True)
    current_item = models.ForeignKey("assembly.AgendaItem", models.SET_NULL, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)
    suspended_for = models.CharField(max_length=6, choices=Pause.choices, blank=True, default="")
    adjourned_at = models.DateTimeField(null=True, blank=True)
    next_starts_at = models.DateTimeField(null=True, blank=True)
    cancelled_why = models.CharField(max_length=300, blank=True)
    uid = models.CharField(max_length=64, unique=True)
    sequence = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=("state", "starts_at"))]


class ParticipantQuerySet(models.QuerySet["Participant"]):
    """The reading vocabulary."""

    def now(self) -> "ParticipantQuerySet":
        """Those whose place was not ended."""
        return self.filter(until=None)


class Participant(models.Model):
    """A place taken in a sitting: in what capacity, for which room, from when until when. Of each room one participant holds the
    seat (`holds_seat`): votes and speaks for it. `present_since` is told by events and never guessed: None while they are
    away. `do_not_record` is the person's own wish, for the whole sitting."""

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="participants")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="participations")
    capacity = models.CharField(max_length=9, choices=Capacity.choices)
    room = models.ForeignKey("rooms.Room", models.PROTECT, null=True, blank=True, related_name="participations")
    mandate = models.ForeignKey("alliance.Mandate", models.PROTECT, null=True, blank=True, related_name="participations")
    holds_seat = models.BooleanField(default=False)
    present_since = models.DateTimeField(null=True, blank=True)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=300, blank=True)
    do_not_record = models.BooleanField(default=False)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("sitting", "person"), condition=Q(until=None), name="one_place_a_person"),
            models.UniqueConstraint(
                fields=("sitting", "room"), condition=Q(until=None, holds_seat=True), name="one_seat_held_a_room"
            ),
        ]
