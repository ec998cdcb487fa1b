"""Positions in a recording as they are read."""

from django import template
from django.utils.translation import get_language

from multaqa.common.digits import digits_in_use, write_digits

register = template.Library()


@register.filter
def position(ms: int) -> str:
    """`{{ part.offset_ms|position }}`: 0:40:30, in the digits of whoever reads."""
    seconds = int(ms) // 1000
    written = f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return write_digits(written, digits_in_use(get_language() or "ar"))
