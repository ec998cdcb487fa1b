"""What an alliance shows to everybody: its rooms, its months, and the meeting that comes next."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db.models import Case, F, Q, QuerySet, When
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext

from multaqa.alliance.domain.hijri_months import MonthStarts, say_both
from multaqa.alliance.domain.prayer import city_of_zone
from multaqa.alliance.domain.queries import member_rooms
from multaqa.alliance.domain.series import month_starts
from multaqa.alliance.models import Alliance
from multaqa.assembly.domain.month import days_left
from multaqa.assembly.domain.registering import published
from multaqa.assembly.domain.states import OVER
from multaqa.assembly.enums import CycleState, SittingKind, SittingState
from multaqa.assembly.models import Cycle, Decision, Sitting
from multaqa.common.digits import digits_in_use, write_digits
from multaqa.common.hijri import announce_hour
from multaqa.common.prepared import prepared
from multaqa.rooms.models import Gathering, Room

COMING = (SittingState.SCHEDULED, SittingState.LOBBY, SittingState.IN_SESSION, SittingState.SUSPENDED)
SHOWN = 6


@dataclass(frozen=True)
class Announced:
    """A meeting's date as it is announced: day, hour with its city, the reader's own hour when it is another, and the time
    left in two parts."""

    day: str
    hour: str
    own: str
    left: str
    left_more: str
    live: bool


@dataclass(frozen=True)
class Showcase:
    """The public page of an alliance."""

    rooms: list[Room]
    live: set[int]
    next: Sitting | None
    cycles: list[Cycle]
    decisions: list[Decision]


def showcase(alliance: Alliance) -> Showcase:
    """Reads it; the same number of queries for three rooms as for thirty."""
    rooms = member_rooms(alliance)
    live = set(Gathering.objects.live().filter(room__in=[room.pk for room in rooms]).values_list("room", flat=True))
    cycles = Cycle.objects.filter(series__alliance=alliance).select_related("host_room", "series").order_by("-date", "-pk")
    decisions = published().filter(sitting__cycle__series__alliance=alliance)
    return Showcase(rooms, live, next_meeting(alliance), list(cycles[:SHOWN]), list(decisions[:SHOWN]))


def next_meeting(alliance: Alliance | None = None) -> Sitting | None:
    """The next meeting open to listeners, of one alliance or of any."""
    now = timezone.now()
    return next(iter(_meetings(now) if alliance is None else _meetings_of(alliance.pk, now)), None)


@prepared
def _meetings(now: dt.datetime) -> "QuerySet[Sitting, Sitting]":
    return _meetings_after(now)[:1]


@prepared
def _meetings_of(alliance: int, now: dt.datetime) -> "QuerySet[Sitting, Sitting]":
    return _meetings_after(now).filter(cycle__series__alliance=alliance)[:1]


def _meetings_after(now: dt.datetime) -> "QuerySet[Sitting, Sitting]":
    kinds = (SittingKind.OPEN, SittingKind.EXTRAORDINARY)
    rows = Sitting.objects.filter(state__in=COMING, kind__in=kinds, ends_at__gt=now)
    return rows.select_related("cycle__series__alliance", "cycle__host_room", "room").order_by("starts_at", "pk")


def current_cycle() -> Cycle | None:
    """The month the house is in: the earliest that is not held yet, else the latest."""
    return next(iter(_current()), None)


@prepared
def _current() -> "QuerySet[Cycle, Cycle]":
    rows = Cycle.objects.filter(series__alliance__ended_at=None).exclude(state__in=(*OVER, CycleState.POSTPONED))
    held = (CycleState.OPEN_HELD, CycleState.MINUTES_DRAFT, CycleState.MINUTES_APPROVED)
    ahead = Case(When(~Q(state__in=held), then=F("date")))
    return rows.select_related("series__alliance").order_by(ahead.asc(nulls_last=True), "-date", "-pk")[:1]


def said_when(sitting: Sitting, now: dt.datetime | None = None, *, starts: MonthStarts | None = None) -> Announced:
    """How a sitting's date is announced to the reader. `starts`: the announced months of its alliance, where they are known."""
    language = get_language() or "ar"
    local = sitting.starts_at.astimezone(ZoneInfo(sitting.time_zone))
    own = timezone.get_current_timezone()
    other = sitting.starts_at.astimezone(own).utcoffset() != local.utcoffset()
    starts = month_starts(sitting.cycle.series.alliance) if starts is None else starts
    days, hours, minutes = days_left(sitting.starts_at, now)
    first, second = _left(days, hours, minutes, language)
    return Announced(
        day=say_both(local.date(), starts, language),
        hour=_hour(sitting.starts_at, sitting.time_zone, local.date(), gettext("%(hour)s, %(city)s time")),
        own=_hour(sitting.starts_at, str(own), local.date(), gettext("%(hour)s your time (%(city)s)")) if other else "",
        left=first,
        left_more=second,
        live=sitting.state in (SittingState.LOBBY, SittingState.IN_SESSION, SittingState.SUSPENDED),
    )


def _hour(moment: dt.datetime, zone: str, beside: dt.date, words: str) -> str:
    language = get_language() or "ar"
    return words % {"hour": announce_hour(moment, zone, language, beside=beside), "city": city_of_zone(zone, language)}


def _left(days: int, hours: int, minutes: int, language: str) -> tuple[str, str]:
    """«٤ أيام», «و٣ ساعات»; minutes on the last day."""
    if not days and not hours and not minutes:
        return gettext("It has begun"), ""
    whole = ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
    hourly = ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    more = ngettext("and %(count)s hour", "and %(count)s hours", hours) % {"count": hours} if hours else ""
    last = ngettext("and %(count)s minute", "and %(count)s minutes", minutes) % {"count": minutes}
    first, second = (whole, more) if days else (hourly, last)
    return write_digits(first, digits_in_use(language)), write_digits(second, digits_in_use(language))
