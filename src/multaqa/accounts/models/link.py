"""A personal link: it carries who it is for and when it ends, and can be replaced without moving anything else."""

from django.db import models
from django.utils import timezone

from multaqa.accounts.models.person import Person


class PersonalLink(models.Model):
    """`digest` is the SHA-256 of the secret part: a stolen database opens no door. `path` is where it leads."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    path = models.CharField(max_length=200, default="/")
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="links_made")
    until = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    @property
    def is_open(self) -> bool:
        """Whether it still lets its bearer in."""
        return self.replaced_at is None and timezone.now() < self.until
