"""Digits and dates as the person being served reads them, names kept from turning the line, and the page's script.

Counts of things are whole phrases of the translation file, never a number beside a word."""

import datetime as dt
from decimal import Decimal

from django import template
from django.template.context import Context
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from multaqa.common.blocks import blocks_on
from multaqa.common.digits import digits_in_use, format_number, write_digits
from multaqa.common.hijri import announce_date, announce_day, calendar_in_use, hijri_date
from multaqa.common.vite import asset_tags

register = template.Library()


@register.filter
def digits(value: object) -> str:
    """`{{ turn.place|digits }}`: the digits of a number or a text, without grouping."""
    return "" if value is None else write_digits(str(value), digits_in_use(_language()))


@register.filter
def number(value: int | float | Decimal | None) -> str:
    """`{{ room.listeners|number }}`: a quantity, its thousands parted."""
    return "" if value is None else format_number(value, digits_in_use(_language()))


@register.filter
def hijri(value: dt.date | None) -> str:
    """`{{ gathering.opened_at|hijri }}`: weekday and Hijri date, of the day it is where the reader is."""
    return "" if value is None else hijri_date(_local_day(value), _language())


@register.filter
def when(value: dt.date | None, city: str = "") -> str:
    """`{{ gathering.starts_at|when:city }}`: the announcement of a moment, or of a day."""
    if value is None:
        return ""
    if not isinstance(value, dt.datetime):
        return announce_day(value, calendar_in_use(), _language())
    return announce_date(value, timezone.get_current_timezone(), calendar_in_use(), _language(), city=city)


@register.filter
def isolate(value: object) -> SafeString:
    """`{{ person.display_name|isolate }}`: a name that cannot turn the words around it."""
    return format_html("<bdi>{}</bdi>", value)


@register.simple_tag(takes_context=True)
def blocks(context: Context, page: str, subject: object) -> SafeString:
    """`{% blocks "room" room %}`: what apps above show of the subject of a page."""
    request = context.get("request")
    return SafeString("" if request is None else "".join(blocks_on(page, request, subject)))


@register.simple_tag(takes_context=True)
def vite(context: Context, *entries: str) -> SafeString:
    """`{% vite "src/app.ts" %}`: what the entries need, with the page's nonce when it has one."""
    nonce = getattr(context.get("request"), "csp_nonce", "") or context.get("csp_nonce", "")
    return asset_tags(*entries, nonce=str(nonce or ""))


def _language() -> str:
    return get_language() or "ar"


def _local_day(value: dt.date) -> dt.date:
    return timezone.localtime(value).date() if isinstance(value, dt.datetime) else value
