"""Lengths of time and shares as the report tells them."""

from django import template
from django.utils.translation import get_language

from multaqa.common.digits import digits_in_use, write_digits

register = template.Library()


@register.filter
def lasted(seconds: int) -> str:
    """`{{ row.spoken|lasted }}`: 0:40:30, in the digits of whoever reads."""
    whole = int(seconds)
    return write_digits(f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}", digits_in_use(get_language() or "ar"))


@register.filter
def percent(value: int) -> str:
    """`{{ row.percent|percent }}`: 14%, ١٤٪."""
    digits = digits_in_use(get_language() or "ar")
    return write_digits(f"{value}{'٪' if digits == 'arab' else '%'}", digits)
