"""Turns a refusal into a sentence for a person, in the active language."""

import datetime as dt

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from multaqa.common.refusal import Fact, Refused
from multaqa.wire.refusals import REFUSALS

TIMES = frozenset({"until", "at", "since"})


def sentence(refused: Refused) -> str:
    """The translated sentence of a refusal, its times written in the active zone."""
    text = gettext(REFUSALS.get(refused.code, refused.code))
    return text.format_map(_Facts({name: _said(name, fact) for name, fact in refused.facts.items()}))


class _Facts(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "…"


def _said(name: str, fact: Fact) -> str:
    if name in TIMES and isinstance(fact, int):
        if fact == 0:
            return gettext("it is lifted")
        moment = timezone.localtime(dt.datetime.fromtimestamp(fact / 1000, dt.UTC))
        same_day = moment.date() == timezone.localdate()
        return date_format(moment, "H:i" if same_day else "j F Y، H:i")
    return "" if fact is None else str(fact)
