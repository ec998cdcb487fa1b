"""The month as one object."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from multaqa.assembly.enums import CycleState


class Cycle(models.Model):
    """One month of a series. `delegates_due_at` and `papers_due_at` are deadlines; those of the call stand in the call. Dates
    of its sittings stand in the sittings. `sequence` is the SEQUENCE of its calendar entries: it rises with each change of a
    published date. `ended_why` is the public reason of a postponed or cancelled month."""

    series = models.ForeignKey("alliance.Series", models.CASCADE, related_name="cycles")
    number = models.PositiveIntegerField()
    date = models.DateField(_("Day of the rule"))
    topic = models.CharField(_("Topic of the month"), max_length=160, blank=True)
    topic_note = models.TextField(_("More about the topic"), max_length=2000, blank=True)
    host_room = models.ForeignKey("rooms.Room", models.PROTECT, null=True, blank=True, related_name="hosted_cycles")
    state = models.CharField(max_length=20, choices=CycleState.choices, default=CycleState.PLANNED)
    call = models.OneToOneField("contributions.Call", models.PROTECT, null=True, blank=True, related_name="cycle")
    delegates_due_at = models.DateTimeField(null=True, blank=True)
    papers_due_at = models.DateTimeField(null=True, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    ended_why = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("series", "number"), name="one_cycle_a_number"),
            models.UniqueConstraint(fields=("series", "date"), name="one_cycle_a_date"),
        ]


class CycleStep(models.Model):
    """When a cycle came into a state, by whom (None: by the clock), and why. Append-only."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="steps")
    state = models.CharField(max_length=20, choices=CycleState.choices)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    why = models.CharField(max_length=300, blank=True)


class HostTurn(models.Model):
    """How a host room came to host: `by_rule` None is the rotation's own choice, else the reason somebody gave."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="host_turns")
    room = models.ForeignKey("rooms.Room", models.PROTECT, related_name="host_turns")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    why = models.CharField(max_length=300, blank=True)
    suggested = models.ForeignKey("rooms.Room", models.PROTECT, null=True, related_name="+")
