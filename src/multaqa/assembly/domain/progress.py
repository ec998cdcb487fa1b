"""The seven stages of a month as everybody sees them: done, now, or to come."""

import datetime as dt
from typing import NamedTuple

from babel.dates import format_date
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext

from multaqa.assembly.domain.month import Month
from multaqa.assembly.domain.states import reached
from multaqa.assembly.enums import CycleState, SittingKind
from multaqa.common.digits import digits_in_use, write_digits
from multaqa.contributions.enums import State

GOOD = (State.ACCEPTED, State.SCHEDULED, State.PRESENTED, State.ADOPTED, State.NOTED, State.REFERRED)


class Stage(NamedTuple):
    """`state` is done, now or next; `caption` says when, or how far."""

    number: int
    code: str
    name: str
    state: str
    caption: str


def stages(month: Month) -> list[Stage]:
    """Call, delegates, papers, preparatory meeting, programme, open meeting, minutes. More than one may be now."""
    state = month.cycle.state
    call, delegates, papers = _beginnings(month)
    held = reached(state, CycleState.PREPARATORY_HELD)
    published = reached(state, CycleState.PROGRAMME_PUBLISHED)
    opened = reached(state, CycleState.OPEN_HELD)
    written = reached(state, CycleState.MINUTES_APPROVED)
    rows = [
        ("call", gettext("The call"), *call),
        ("delegates", gettext("Delegates"), *delegates),
        ("papers", gettext("Working papers"), *papers),
        (
            "preparatory",
            gettext("Preparatory meeting"),
            held,
            state == CycleState.CALL_CLOSED,
            _day(month, SittingKind.PREPARATORY),
        ),
        ("programme", gettext("Programme"), published, held and not published, gettext("Published") if published else ""),
        ("open", gettext("Open meeting"), opened, published and not opened, _day(month, SittingKind.OPEN)),
        ("minutes", gettext("Minutes"), written, opened and not written, gettext("Approved") if written else ""),
    ]
    return [
        Stage(number, code, name, "done" if done else "now" if now else "next", caption)
        for number, (code, name, done, now, caption) in enumerate(rows, start=1)
    ]


def _beginnings(month: Month) -> list[tuple[bool, bool, str]]:
    """Whether done, whether now, and the caption of the three stages that go on side by side."""
    state, call = month.cycle.state, month.cycle.call
    begun, past = reached(state, CycleState.CALL_OPEN), reached(state, CycleState.PREPARATORY_HELD)
    closed = reached(state, CycleState.CALL_CLOSED)
    until = (
        gettext("open until %(day)s")
        if begun and not closed
        else gettext("closed %(day)s")
        if closed
        else gettext("opens %(day)s")
    )
    moment = None if call is None else call.closes_at if begun else call.opens_at
    named, rooms = len(month.sent.delegates), len(month.sent.rooms)
    ready = sum(paper.state in GOOD for paper in month.papers)
    heads = ngettext("%(named)s of %(rooms)s room", "%(named)s of %(rooms)s rooms", rooms)
    sheets = ngettext("%(ready)s of %(papers)s paper", "%(ready)s of %(papers)s papers", len(month.papers))
    return [
        (closed, begun and not closed, until % {"day": short_day(moment)} if moment else ""),
        (past or named == rooms > 0, begun, _digits(heads % {"named": named, "rooms": rooms})),
        (past, begun, _digits(sheets % {"ready": ready, "papers": len(month.papers)}) if month.papers else gettext("none yet")),
    ]


def _day(month: Month, kind: SittingKind) -> str:
    sitting = month.sitting(kind)
    return short_day(sitting.starts_at) if sitting else ""


def short_day(moment: dt.datetime) -> str:
    """«السبت ١٤ نوفمبر», in the language and the digits of the reader."""
    return _digits(format_date(timezone.localtime(moment), "EEEE d MMMM", locale=(get_language() or "ar")[:2]))


def _digits(text: str) -> str:
    return write_digits(text, digits_in_use(get_language() or "ar"))
