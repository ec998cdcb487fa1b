"""Lengths and hours of an agenda, in the reader's words."""

import datetime as dt

from django import template
from django.utils import timezone
from django.utils.translation import get_language, ngettext

from multaqa.assembly.domain.agenda import Line
from multaqa.assembly.models import Sitting
from multaqa.common.digits import digits_in_use, write_digits

register = template.Library()


@register.filter
def minutes(value: int) -> str:
    """`{{ line.minutes|minutes }}`: so many minutes, counted."""
    said = ngettext("%(count)s minute", "%(count)s minutes", value).replace("%(count)s", str(value))
    return _digits(said)


@register.filter
def hour_of(line: Line, sitting: Sitting) -> str:
    """`{{ line|hour_of:sitting }}`: when an item begins, by the wall clock of the reader."""
    begins = timezone.localtime(sitting.starts_at + dt.timedelta(minutes=line.after))
    return _digits(f"{begins:%H:%M}")


def _digits(text: str) -> str:
    return write_digits(text, digits_in_use(get_language() or "ar"))
