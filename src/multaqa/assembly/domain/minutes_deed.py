"""How every deed on minutes begins: the row locked, the doer's part and the state held against the table."""

from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.assembly.domain.minutes_states import after, changing, may
from multaqa.assembly.minutes_rules import parts_in
from multaqa.assembly.models import Minutes
from multaqa.common.refusal import Refused


def locked(minutes: Minutes) -> Minutes:
    """The row, locked until the end of the transaction."""
    rows = Minutes.objects.select_for_update(of=("self",), no_key=True).select_related("sitting__cycle__series__alliance")
    return rows.get(pk=minutes.pk)


def begun(minutes: Minutes, deed: str, by: Person) -> Minutes:
    """The minutes for a deed of the table; their state is not changed yet. Raises Refused: not_allowed, minutes_not_there."""
    row = locked(minutes)
    if not may(parts_in(by, row), deed):
        raise Refused("not_allowed")
    if after(row.state, deed) is None:
        raise Refused("minutes_not_there")
    return row


def done(row: Minutes, deed: str, *fields: str) -> Minutes:
    """Writes where the deed leads, and the fields that were set."""
    to = after(row.state, deed)
    assert to is not None
    row.state = to
    row.save(update_fields=["state", *fields])
    return row


def for_change(minutes: Minutes, why: str, by: Person) -> Minutes:
    """The minutes for a change of their text: a correction once they are published, with its reason. Raises Refused:
    not_allowed, minutes_approved, why_needed, round_open."""
    row = locked(minutes)
    deed = changing(row.state)
    if not may(parts_in(by, row), deed or "edit"):
        raise Refused("not_allowed")
    if not deed:
        raise Refused("minutes_approved")
    if deed == "correct" and len(why.strip()) < 3:
        raise Refused("why_needed")
    # What the rooms are approving does not change under their eyes.
    if row.round_until is not None and row.round_until > timezone.now():
        raise Refused("round_open")
    return row
