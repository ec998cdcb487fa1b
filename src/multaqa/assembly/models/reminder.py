"""What people are reminded of, by which way, and what they turned off."""

from django.db import models
from django.utils import timezone

from multaqa.assembly.models.cycle import Cycle


class Reminder(models.Model):
    """One reminder to one person. The unique key makes a second clock's attempt do nothing. `sent_at` None: on its way."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="reminders")
    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="reminders")
    what = models.CharField(max_length=24)
    about = models.CharField(max_length=60, blank=True)
    due_at = models.DateTimeField()
    made_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    failed = models.CharField(max_length=200, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("cycle", "person", "what", "about", "due_at"), name="reminded_once")]


class ReminderChoice(models.Model):
    """A person turned a kind of reminder (or all, `what` "all") off by a way ("mail" or "push")."""

    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="reminder_choices")
    what = models.CharField(max_length=24)
    way = models.CharField(max_length=4)
    off_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("person", "what", "way"), name="one_choice_a_reminder")]


class PushSubscription(models.Model):
    """A browser that agreed to be called."""

    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="push_subscriptions")
    endpoint = models.URLField(max_length=1000, unique=True)
    keys = models.JSONField()
    language = models.CharField(max_length=8, default="ar")
    made_at = models.DateTimeField(default=timezone.now)
    gone_at = models.DateTimeField(null=True, blank=True)
