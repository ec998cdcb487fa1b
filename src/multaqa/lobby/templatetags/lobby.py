"""Moments of the coming days, as a card has room for them."""

import datetime as dt

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from multaqa.common.hijri import announce_hour

register = template.Library()


@register.filter
def hour(value: dt.datetime | None) -> str:
    """`{{ card.next_at|hour }}`: weekday and hour where the reader is."""
    return "" if value is None else announce_hour(value, timezone.get_current_timezone(), get_language() or "ar")
