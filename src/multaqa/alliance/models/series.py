"""A series of meetings: when they recur, who hosts, how long what may last."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from multaqa.alliance.enums import RuleCalendar
from multaqa.alliance.models.alliance import Alliance


class Series(models.Model):
    """The rule of a monthly meeting.

    `rule` is an RFC 5545 RRULE for the Gregorian calendar ("FREQ=MONTHLY;BYDAY=-1SA"), or "WEEK=1;DAY=TH" /
    "DAY=15" of every Hijri month (WEEK 1 to 4 or -1 for the last; "MONTHS=1,9" limits the months). `at` is the wall clock in
    `time_zone`. The preparatory sitting is held `prepare_days` before the open one, at `prepare_at`.
    `city_latitude`/`city_longitude` are where prayer times are reckoned; none: no warnings."""

    alliance = models.ForeignKey(Alliance, models.CASCADE, related_name="series")
    title = models.CharField(_("Title"), max_length=120)
    calendar = models.CharField(_("Calendar"), max_length=9, choices=RuleCalendar.choices, default=RuleCalendar.GREGORIAN)
    rule = models.CharField(max_length=200)
    at = models.TimeField(_("Hour"))
    time_zone = models.CharField(_("Time zone"), max_length=64, default="Asia/Riyadh")
    starts_on = models.DateField(_("From"))
    minutes = models.PositiveSmallIntegerField(_("Minutes planned"), default=120)
    prepare_days = models.PositiveSmallIntegerField(_("Preparatory meeting: days before"), default=14)
    prepare_at = models.TimeField(_("Hour of the preparatory meeting"))
    call_days = models.PositiveSmallIntegerField(_("The call opens: days before the preparatory meeting"), default=21)
    call_closes_days = models.PositiveSmallIntegerField(_("The call closes: days before the preparatory meeting"), default=2)
    papers_days = models.PositiveSmallIntegerField(_("Papers are due: days before the preparatory meeting"), default=3)
    delegates_days = models.PositiveSmallIntegerField(_("Delegates are named: days before the preparatory meeting"), default=4)
    city = models.CharField(_("City of the prayer times"), max_length=60, blank=True)
    city_latitude = models.FloatField(null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)])
    city_longitude = models.FloatField(null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)])
    quorum_numerator = models.PositiveSmallIntegerField(default=2)
    quorum_denominator = models.PositiveSmallIntegerField(default=3)
    seconds_a_room = models.PositiveIntegerField(_("Speaking time of a room in a sitting, in seconds (0: no limit)"), default=0)
    recorded = models.BooleanField(_("Sittings are recorded"), default=True)
    observers_welcome = models.BooleanField(_("Others may listen to the preparatory sitting"), default=False)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title


class SeriesException(models.Model):
    """A date of the rule that is left out (`moved_to` None) or held on another day, with the reason."""

    series = models.ForeignKey(Series, models.CASCADE, related_name="exceptions")
    date = models.DateField()
    moved_to = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=300)
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("series", "date"), name="one_exception_a_date")]


class HijriMonthStart(models.Model):
    """An announced first day of a Hijri month: it stands in place of the computed one in this alliance."""

    alliance = models.ForeignKey(Alliance, models.CASCADE, related_name="month_starts")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(12)])
    starts_on = models.DateField()
    by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("alliance", "year", "month"), name="one_start_a_hijri_month")]
