"""Who belongs to a room, in which office, since when, by whom and why. A row ends; it is not changed."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from multaqa.rooms.enums import Role
from multaqa.rooms.models.room import Room


class MembershipQuerySet(models.QuerySet["Membership"]):
    """The reading vocabulary."""

    def now(self) -> "MembershipQuerySet":
        """Those in force."""
        return self.filter(until=None)

    def staff(self) -> "MembershipQuerySet":
        """Owners and supervisors in force."""
        return self.now().filter(role__in=(Role.OWNER, Role.SUPERVISOR))


class Membership(models.Model):
    """One person holds at most one role in a room at a time; the database keeps that."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="memberships")
    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.MEMBER)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    why = models.CharField(max_length=300, blank=True)
    ended_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("room", "person"), condition=Q(until=None), name="one_role_in_a_room"),
        ]
