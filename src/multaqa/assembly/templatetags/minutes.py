"""Lengths of items as minutes tell them."""

from django import template
from django.utils.translation import get_language

from multaqa.assembly.domain import counting_ar, sentences_en
from multaqa.common.digits import digits_in_use, write_digits

register = template.Library()


@register.filter
def lasting(seconds: int) -> str:
    """`{{ section.spent|lasting }}`: «أربعون دقيقة», "40 minutes"."""
    language = get_language() or "ar"
    said = counting_ar.duration(seconds, "nom") if language.startswith("ar") else sentences_en.duration(seconds)
    return write_digits(said, digits_in_use(language))
