"""Meetings as entries of people's own calendars. Entries are dated plainly and one by one: calendar programs do not
understand a Hijri rule, and a date that was moved must move in them too."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.core.signing import BadSignature, Signer
from django.db.models import Q, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext
from icalendar import Alarm, Calendar, Event, vDuration, vUri

from multaqa.accounts.models import Person
from multaqa.alliance.domain.hijri_months import MonthStarts, say_both
from multaqa.alliance.domain.prayer import city_of_zone
from multaqa.alliance.domain.series import month_starts
from multaqa.alliance.models import Alliance, Mandate, OfficeHeld, Seat, Series
from multaqa.alliance.rules import belongs
from multaqa.assembly.enums import CycleState, SittingKind, SittingState
from multaqa.assembly.models import Cycle, Participant, Sitting
from multaqa.common.hijri import announce_hour
from multaqa.rooms.enums import Role
from multaqa.rooms.models import Membership

PAST = dt.timedelta(days=400)
MOST_ENTRIES = 400
REFRESH = dt.timedelta(hours=6)
ALARMS = (dt.timedelta(days=1), dt.timedelta(minutes=30))
_OPEN_TO_ALL = Q(kind__in=(SittingKind.OPEN, SittingKind.EXTRAORDINARY)) | Q(observers_welcome=True)


class Feed(NamedTuple):
    """A calendar as it is sent: bytes of text/calendar, what tells two states of it apart, and when it last changed."""

    body: bytes
    etag: str
    changed_at: dt.datetime


def published() -> QuerySet[Sitting]:
    """Sittings whose date was told to people: a cancelled one stays among them, so that it is struck out of calendars."""
    told = Sitting.objects.exclude(state=SittingState.DRAFT).exclude(kind=SittingKind.REHEARSAL).exclude(published_at=None)
    return told.select_related("cycle__series__alliance", "room").prefetch_related("cycle__steps").order_by("starts_at", "pk")


def public_sittings(alliance: Alliance) -> list[Sitting]:
    """Those of the last year and to come that everybody may listen to."""
    return list(_recent(published().filter(_OPEN_TO_ALL, cycle__series__alliance=alliance)))


def sittings_of(cycle: Cycle, person: Person | None) -> list[Sitting]:
    """The published sittings of a month that this person may know of."""
    return [sitting for sitting in published().filter(cycle=cycle) if may_know(person, sitting)]


def may_know(person: Person | None, sitting: Sitting) -> bool:
    """Everybody knows of what is open; of a closed sitting whoever belongs to the alliance or has a place in it."""
    if sitting.observers_welcome or sitting.kind in (SittingKind.OPEN, SittingKind.EXTRAORDINARY):
        return True
    if person is None or belongs(person, sitting.cycle.series.alliance):
        return person is not None
    return Participant.objects.now().filter(sitting=sitting, person=person).exists()


def sittings_for(person: Person) -> list[Sitting]:
    """What stands in a person's own calendar: open sittings of the alliances their rooms are in, preparatory ones where
    they hold an office, own a member room or have a mandate, and whatever they have a place in."""
    memberships = Membership.objects.now().filter(person=person)
    seats = Seat.objects.now()
    near = seats.filter(room__in=memberships.values("room")).values("alliance")
    owned = seats.filter(room__in=memberships.filter(role=Role.OWNER).values("room")).values("alliance")
    offices = OfficeHeld.objects.now().filter(person=person).values("alliance")
    mandates = Mandate.objects.active().filter(person=person).values("series")
    places = Participant.objects.now().filter(person=person).values("sitting")
    inside = Q(cycle__series__alliance__in=owned) | Q(cycle__series__alliance__in=offices) | Q(cycle__series__in=mandates)
    outside = _OPEN_TO_ALL & Q(cycle__series__alliance__in=near)
    return list(_recent(published().filter(inside | outside | Q(pk__in=places)).distinct()))


def personal_address(person: Person) -> str:
    """The secret path of a person's own calendar. Whoever knows it reads when they meet, and nothing else. It is made from
    the person alone and signed: it works until they leave, and changes only with the secret key of the house."""
    return reverse("assembly:personal_ics", args=(_signer().sign(str(person.pk)),))


def bearer_of(token: str) -> Person | None:
    """Whose calendar it is; None for a token that was not signed here, and for somebody who left."""
    try:
        pk = _signer().unsign(token)
    except BadSignature:
        return None
    found: Person | None = Person.objects.present().filter(pk=int(pk)).first()
    return found


def feed(sittings: Iterable[Sitting], *, name: str, language: str, site: str) -> Feed:
    """Entries of these sittings in a language. `site` is the address of the house without a path ("https://…")."""
    listed = list(sittings)
    months: dict[int, MonthStarts] = {}
    with translation.override(language):
        calendar = _calendar(name)
        for sitting in listed:
            alliance = sitting.cycle.series.alliance
            if alliance.pk not in months:
                months[alliance.pk] = month_starts(alliance)
            calendar.add_component(entry(sitting, months[alliance.pk], language, site))
    calendar.add_missing_timezones()
    body = calendar.to_ical()
    changed_at = max((changed(sitting) for sitting in listed), default=dt.datetime.fromtimestamp(0, dt.UTC))
    return Feed(body, f'"{hashlib.sha256(body).hexdigest()[:32]}"', changed_at)


def entry(sitting: Sitting, starts: MonthStarts, language: str, site: str) -> Event:
    """A sitting as an entry, its hours in the zone they were set in, in the language that is active."""
    zone, is_cancelled, event = ZoneInfo(sitting.time_zone), _is_cancelled(sitting), Event()
    event.add("uid", sitting.uid)
    event.add("sequence", sitting.sequence)
    event.add("dtstamp", changed(sitting))
    event.add("last-modified", changed(sitting))
    event.add("dtstart", sitting.starts_at.astimezone(zone))
    event.add("dtend", sitting.ends_at.astimezone(zone))
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    event.add("summary", _summary(sitting))
    event.add("description", _description(sitting, starts, language, site))
    event.add("url", vUri(site + month_path(sitting.cycle)))
    if sitting.room is not None:
        event.add("location", sitting.room.name)
    if not is_cancelled:
        for before in ALARMS:
            event.add_component(_alarm(sitting, before))
    return event


def changed(sitting: Sitting) -> dt.datetime:
    """When what a calendar shows of it last changed, as far as it was written down."""
    told = (sitting.published_at, sitting.opened_at, sitting.adjourned_at, *(step.at for step in sitting.cycle.steps.all()))
    return max((at for at in told if at is not None), default=sitting.cycle.made_at).astimezone(dt.UTC).replace(microsecond=0)


def month_path(cycle: Cycle) -> str:
    """The page of the month; of its alliance where months have no page."""
    for name, args in (("assembly:cycle", (cycle.pk,)), ("alliance:alliance", (cycle.series.alliance.slug,))):
        try:
            return reverse(name, args=args)
        except NoReverseMatch:
            continue
    return "/"


def file_name(slug: str) -> str:
    """The name of the downloaded file, in letters every system can keep."""
    plain = "".join(letter if letter.isascii() and (letter.isalnum() or letter in "-_") else "" for letter in slug).strip("-")
    return f"{plain or urlsafe_base64_encode(slug.encode())[:24]}.ics"


def _recent(sittings: QuerySet[Sitting]) -> QuerySet[Sitting]:
    return sittings.filter(starts_at__gte=timezone.now() - PAST)[:MOST_ENTRIES]


def _signer() -> Signer:
    return Signer(salt="multaqa.assembly.calendar", sep=".")


def _calendar(name: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Multaqa//Calendar//AR")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    return calendar


def _is_cancelled(sitting: Sitting) -> bool:
    return sitting.state == SittingState.CANCELLED or sitting.cycle.state == CycleState.CANCELLED


def _summary(sitting: Sitting) -> str:
    kind, about = str(SittingKind(sitting.kind).label), sitting.title or sitting.cycle.topic
    named = f"{kind}: {about}" if about else kind
    said = gettext("{meeting} · {alliance}").format(meeting=named, alliance=sitting.cycle.series.alliance.name)
    return gettext("Cancelled: {meeting}").format(meeting=said) if _is_cancelled(sitting) else said


def _description(sitting: Sitting, starts: MonthStarts, language: str, site: str) -> str:
    zone = ZoneInfo(sitting.time_zone)
    city = city_of_zone(sitting.time_zone, language)
    why = sitting.cancelled_why or sitting.cycle.ended_why
    lines = [
        sitting.cycle.series.title,
        say_both(sitting.starts_at.astimezone(zone).date(), starts, language),
        gettext("{hour}, in the time of {city}").format(hour=announce_hour(sitting.starts_at, zone, language), city=city),
        gettext("Host room: {room}").format(room=sitting.room.name) if sitting.room else "",
        gettext("It was cancelled: {why}").format(why=why) if _is_cancelled(sitting) and why else "",
        site + month_path(sitting.cycle),
    ]
    return "\n".join(line for line in lines if line)


def _alarm(sitting: Sitting, before: dt.timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _summary(sitting))
    alarm.add("trigger", -before)
    return alarm


def alliances_of(person: Person) -> list[Alliance]:
    """The alliances a person's rooms, offices and mandates are in."""
    rooms = Membership.objects.now().filter(person=person).values("room")
    seats = Seat.objects.now().filter(room__in=rooms).values("alliance")
    offices = OfficeHeld.objects.now().filter(person=person).values("alliance")
    series = Series.objects.filter(pk__in=Mandate.objects.active().filter(person=person).values("series")).values("alliance")
    return list(Alliance.objects.filter(Q(pk__in=seats) | Q(pk__in=offices) | Q(pk__in=series)).order_by("name"))
