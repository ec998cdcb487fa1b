"""Who was there, through which door, from when until when."""

from django.db import models

from multaqa.rooms.models.gathering import Gathering


class Attendance(models.Model):
    """`visitor` names a browser without a person; `connection` pairs coming with leaving; `node` is the node that saw it."""

    class Door(models.TextChoices):
        LIVE = "live"
        TEXT = "text"
        HTTP = "http"

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="attendance")
    connection = models.CharField(max_length=40)
    person = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, blank=True, related_name="attendance")
    node = models.CharField(max_length=40, blank=True)
    visitor = models.CharField(max_length=40, blank=True)
    door = models.CharField(max_length=4, choices=Door.choices)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("gathering", "connection"), name="one_attendance_a_connection")]
        indexes = [
            models.Index(fields=("gathering", "person")),
            models.Index(fields=("node",), condition=models.Q(left_at=None), name="attendance_of_a_node"),
        ]
