"""The numbered history of a gathering, and the keys that make a command one act."""

from django.db import models

from multaqa.rooms.models.gathering import Gathering


class Event(models.Model):
    """`data` is the event's JSON exactly as it went over the wire. `audience` None is everybody; otherwise
    {"staff": bool, "persons": [ids]}."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="events")
    n = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=16)
    at = models.DateTimeField()
    data = models.TextField()
    audience = models.JSONField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("gathering", "n"), name="one_event_a_number")]


class Deed(models.Model):
    """A command that was done, by its client-made key, with the reply it was given. The same key again gets the same
    reply, whatever node it arrives at."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="deeds")
    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="+")
    key = models.CharField(max_length=40)
    reply = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=("gathering", "person", "key"), name="one_deed_a_key")]
