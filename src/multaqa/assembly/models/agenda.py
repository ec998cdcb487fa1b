"""What a sitting is about, item by item, and what waits for a sitting."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from multaqa.assembly.enums import ItemKind, ItemState, Standing
from multaqa.assembly.models.sitting import Sitting


class AgendaItem(models.Model):
    """`position` orders the items of one parent. `spent_ms` is what was used up to `running_since`. `page` is the page of the
    paper shown now (1 is the first). `standing`: it is on every agenda of its kind, and never waits for the next."""

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="items")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="parts")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("Kind"), max_length=10, choices=ItemKind.choices, default=ItemKind.DISCUSSION)
    title = models.CharField(_("Title"), max_length=160)
    note = models.CharField(_("Note"), max_length=300, blank=True)
    minutes = models.PositiveSmallIntegerField(_("Minutes planned"), default=10)
    presenter = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    contribution = models.ForeignKey("contributions.Contribution", models.SET_NULL, null=True, blank=True, related_name="items")
    for_delegates_only = models.BooleanField(default=False)
    do_not_record = models.BooleanField(default=False)
    standing = models.CharField(max_length=7, choices=Standing.choices, blank=True, default="")
    state = models.CharField(max_length=7, choices=ItemState.choices, default=ItemState.PLANNED)
    started_at = models.DateTimeField(null=True, blank=True)
    running_since = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    spent_ms = models.PositiveIntegerField(default=0)
    page = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ("position", "pk")


class BacklogItem(models.Model):
    """What waits for a coming sitting of the series: carried over, proposed, or a contribution that was accepted."""

    series = models.ForeignKey("alliance.Series", models.CASCADE, related_name="backlog")
    title = models.CharField(max_length=160)
    kind = models.CharField(max_length=10, choices=ItemKind.choices, default=ItemKind.DISCUSSION)
    minutes = models.PositiveSmallIntegerField(default=10)
    contribution = models.ForeignKey("contributions.Contribution", models.SET_NULL, null=True, blank=True, related_name="+")
    carried_from = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="+")
    moved_to = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    dropped_at = models.DateTimeField(null=True, blank=True)
