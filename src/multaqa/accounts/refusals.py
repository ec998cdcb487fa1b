"""Turns a refusal into a sentence for a person, in the active language."""

import datetime as dt

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_noop

from multaqa.common.refusal import Fact, Refused
from multaqa.wire.refusals import REFUSALS

# What only pages refuse: the wire never carries these.
OF_PAGES = {
    "name_not_typed": gettext_noop("This is not your name as it is written here."),
    "last_operator": gettext_noop("Nobody else runs this house. Let somebody else run it first, then leave."),
    "owns_rooms": gettext_noop("You own {room}. Give it to somebody else or close it for good, then leave."),
    "in_the_line": gettext_noop("You still have a place in line or the floor. Give it up first, then leave."),
    "link_replaced": gettext_noop("This link was replaced by a newer one."),
    "files_away": gettext_noop("Files cannot be kept just now, and nothing was changed. Try again in a minute."),
    "link_ended": gettext_noop("This link ended on {until}."),
}
TIMES = frozenset({"until", "at", "since"})


def sentence(refused: Refused) -> str:
    """The translated sentence of a refusal, its times written in the active zone."""
    text = gettext(OF_PAGES.get(refused.code) or REFUSALS.get(refused.code, refused.code))
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
