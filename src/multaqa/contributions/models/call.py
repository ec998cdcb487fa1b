"""The open call of a month."""

import datetime as dt

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from multaqa.contributions.enums import Kind


class Call(models.Model):
    """Open between `opens_at` and `closes_at`; `last_number` numbers its contributions without gaps. `kinds` are those it
    takes, joined by spaces."""

    alliance = models.ForeignKey("alliance.Alliance", models.CASCADE, related_name="calls")
    title = models.CharField(_("Title"), max_length=160)
    text = models.TextField(_("The letter of the call"), max_length=6000, blank=True)
    kinds = models.CharField(max_length=80, default="idea opinion proposal paper question")
    opens_at = models.DateTimeField(_("Opens"))
    closes_at = models.DateTimeField(_("Closes"))
    papers_due_at = models.DateTimeField(_("Papers are due"), null=True, blank=True)
    last_number = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.title

    @property
    def takes(self) -> tuple[str, ...]:
        """The kinds it takes."""
        return tuple(self.kinds.split())

    @property
    def is_open(self) -> bool:
        """Whether it takes contributions now."""
        return self.opens_at <= timezone.now() < self.closes_at

    @property
    def papers_until(self) -> dt.datetime:
        """The last moment for a working paper."""
        return self.papers_due_at or self.closes_at

    @property
    def takes_papers(self) -> bool:
        """Whether it takes working papers now."""
        return Kind.PAPER in self.takes and self.opens_at <= timezone.now() < self.papers_until
