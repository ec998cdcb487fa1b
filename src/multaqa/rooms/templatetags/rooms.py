"""Moments, acts and emblems as the pages of rooms show them."""

import datetime as dt

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from multaqa.common.digits import digits_in_use, write_digits
from multaqa.common.hijri import announce_date, announce_hour, calendar_in_use
from multaqa.rooms.models import Act, Room
from multaqa.rooms.words import plain, sentence_of

register = template.Library()
NEAR = dt.timedelta(hours=20)


@register.filter
def hour_in(value: dt.datetime, zone: str = "") -> str:
    """`{{ at|hour_in:room.time_zone }}`: weekday and hour in a zone; in the reader's when none is named."""
    return announce_hour(value, zone or timezone.get_current_timezone(), get_language() or "ar")


@register.filter
def clock(value: dt.datetime) -> str:
    """`{{ act.at|clock }}`: 23:25, and the day before it when it is not near."""
    moment = timezone.localtime(value)
    near = abs(timezone.now() - value) < NEAR
    return write_digits(moment.strftime("%H:%M" if near else "%Y/%m/%d %H:%M"), digits_in_use(get_language() or "ar"))


@register.filter
def until(value: dt.datetime) -> str:
    """`{{ sanction.until|until }}`: the hour when it is near, else the day as it is announced."""
    if value - timezone.now() < NEAR:
        return clock(value)
    return announce_date(value, timezone.get_current_timezone(), calendar_in_use(), get_language() or "ar")


@register.filter
def city(zone: str) -> str:
    """`{{ room.time_zone|city }}`: the place a zone is named after."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


@register.filter
def act_sentence(act: Act) -> SafeString:
    """`{{ act|act_sentence }}`: what was done, the name isolated."""
    return sentence_of(act)


@register.filter
def act_plain(act: Act) -> str:
    """The same as plain text, for the name of a button."""
    return plain(act)


@register.simple_tag
def emblem(room: Room, size: str = "") -> SafeString:
    """`{% emblem room "l" %}`: the room's picture, or its star with its first letter."""
    shape = f"star star--{size} r{room.tint}" if size else f"star r{room.tint}"
    if room.picture:
        return format_html('<img class="{}" src="{}" alt="" width="72" height="72">', shape, room.picture.url)
    return format_html('<span class="{}" aria-hidden="true">{}</span>', shape, room.name[:1])
