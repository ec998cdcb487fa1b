"""What a printed page has to be told in words, because what draws it does not find out by itself."""

import unicodedata

from django import template

register = template.Library()


@register.filter
def direction(text: object) -> str:
    """`dir="{{ item.title|direction }}"`: "rtl" or "ltr" by the first letter that has a direction, as dir="auto" has it; empty
    when none has."""
    for letter in str(text):
        match unicodedata.bidirectional(letter):
            case "R" | "AL":
                return "rtl"
            case "L":
                return "ltr"
    return ""
