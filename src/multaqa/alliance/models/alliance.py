"""An alliance, its charter, the seats of its rooms, and its offices. A seat or an office is a row with from, until and by."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from multaqa.alliance.enums import Office, SeatState


class Alliance(models.Model):
    """`hijri_shift` moves the computed Hijri calendar by whole days where no month start was announced."""

    slug = models.SlugField(_("Address"), max_length=60, unique=True, allow_unicode=True)
    name = models.CharField(_("Name"), max_length=80)
    name_key = models.CharField(max_length=160, unique=True)
    purpose = models.CharField(_("What it is for, in one sentence"), max_length=200)
    about = models.TextField(_("Who we are"), max_length=4000, blank=True)
    time_zone = models.CharField(_("Time zone"), max_length=64, default="Asia/Riyadh")
    founded_at = models.DateTimeField(default=timezone.now)
    founded_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Charter(models.Model):
    """A version of the charter. The one in force is the latest published; `change_note` says what changed."""

    alliance = models.ForeignKey(Alliance, models.CASCADE, related_name="charters")
    version = models.PositiveIntegerField()
    text = models.TextField(_("Text of the charter"), max_length=20000)
    change_note = models.CharField(_("What changed"), max_length=300, blank=True)
    published_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=("alliance", "version"), name="one_charter_a_version")]


class SeatQuerySet(models.QuerySet["Seat"]):
    """The reading vocabulary."""

    def now(self) -> "SeatQuerySet":
        """Seats of member rooms in force; a room that was closed for good sits no more."""
        return self.filter(state=SeatState.MEMBER, until=None, room__ended_at=None)


class Seat(models.Model):
    """A room's membership of an alliance: applied, then `since` it is a member, until it leaves. `word` is what the room
    wrote when it applied; `charter` the version it accepted."""

    alliance = models.ForeignKey(Alliance, models.CASCADE, related_name="seats")
    room = models.ForeignKey("rooms.Room", models.PROTECT, related_name="seats")
    state = models.CharField(max_length=12, choices=SeatState.choices, default=SeatState.APPLIED)
    word = models.CharField(_("A word to the alliance"), max_length=1000, blank=True)
    charter = models.ForeignKey(Charter, models.PROTECT, null=True, blank=True, related_name="+")
    applied_at = models.DateTimeField(default=timezone.now)
    applied_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    since = models.DateTimeField(null=True, blank=True)
    admitted_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")
    until = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")
    why = models.CharField(max_length=300, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("alliance", "room"), condition=Q(state__in=("applied", "member")), name="one_seat_a_room"
            ),
        ]


class OfficeQuerySet(models.QuerySet["OfficeHeld"]):
    """The reading vocabulary."""

    def now(self) -> "OfficeQuerySet":
        """Offices in force."""
        return self.filter(until=None)


class OfficeHeld(models.Model):
    """Who held which office of an alliance, since when, until when, given by whom."""

    alliance = models.ForeignKey(Alliance, models.CASCADE, related_name="offices")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="offices")
    office = models.CharField(max_length=12, choices=Office.choices)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    ended_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")
    why = models.CharField(max_length=300, blank=True)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("alliance", "person", "office"), condition=Q(until=None), name="one_office_once"),
        ]
