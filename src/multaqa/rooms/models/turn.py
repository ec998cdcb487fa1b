"""A request to speak and what became of it."""

from django.db import models
from django.db.models import Q

from multaqa.rooms.enums import LIVE_STATES, TurnKind, TurnState
from multaqa.rooms.models.gathering import Gathering


class TurnQuerySet(models.QuerySet["Turn"]):
    """The reading vocabulary."""

    def live(self) -> "TurnQuerySet":
        """Not over: in line, called, on air or kept."""
        return self.filter(state__in=LIVE_STATES)


class Turn(models.Model):
    """Times are the server's. `place` is a sort key [precedence, heard, ms] that stands in for the turn's own when it was
    moved; `reason` is what everybody was last told of why it stands where it stands. `name` is the name at the time.

    `spent_ms` is what was spoken up to `running_since`; while `running_since` is None the clock stands. `deadline` is
    the end of a called turn's countdown or of an interrupted one's grace.

    In a sitting `for_room` is the member room it is spoken for, `item` the number of the agenda item (rooms know of it only
    the number), `interposed_on` the turn an interposed question was put to; `off_record` keeps it out of the recording."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="turns")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="turns")
    stream = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=TurnKind.choices)
    text = models.TextField(blank=True, max_length=2000)
    state = models.CharField(max_length=10, choices=TurnState.choices, default=TurnState.WAITING)
    asked_at = models.DateTimeField()
    seconds = models.PositiveIntegerField()
    name = models.CharField(max_length=64)
    place = models.JSONField(null=True, blank=True)
    reason = models.CharField(max_length=16, default="in_order")
    skips = models.PositiveSmallIntegerField(default=0)
    called_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    running_since = models.DateTimeField(null=True, blank=True)
    spent_ms = models.PositiveBigIntegerField(default=0)
    deadline = models.DateTimeField(null=True, blank=True)
    interrupted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=300, blank=True)
    out_of_order = models.BooleanField(default=False)
    for_room = models.ForeignKey("rooms.Room", models.PROTECT, null=True, blank=True, related_name="turns_for")
    item = models.PositiveBigIntegerField(default=0)
    interposed_on = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="interposed")
    off_record = models.BooleanField(default=False)

    objects = TurnQuerySet.as_manager()

    class Meta:
        constraints = [
            # One waiting request per seat: pressed twice, on two nodes, it is still one.
            models.UniqueConstraint(fields=("gathering", "person"), condition=Q(state__in=LIVE_STATES), name="one_live_turn"),
            models.UniqueConstraint(fields=("gathering", "stream"), name="one_stream_a_turn"),
        ]
        indexes = [models.Index(fields=("gathering", "state"))]
