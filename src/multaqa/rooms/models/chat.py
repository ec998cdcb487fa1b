"""What is written beside the voice."""

from django.db import models

from multaqa.rooms.models.gathering import Gathering


class Message(models.Model):
    """`n` is the number of the event that brought it. Hiding keeps the text: removal is an act that can be undone."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="messages")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    name = models.CharField(max_length=64)
    n = models.PositiveBigIntegerField()
    text = models.TextField(max_length=2000)
    at = models.DateTimeField()
    reply_to = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    mentions = models.JSONField(default=list)
    whisper = models.BooleanField(default=False)
    hidden_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=("gathering", "-n")), models.Index(fields=("gathering", "person", "-at"))]
        constraints = [models.UniqueConstraint(fields=("gathering", "n"), name="one_message_a_number")]
