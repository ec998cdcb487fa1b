"""A recording is withheld and given back. It stays in its place, with the reason, and cannot be heard."""

import structlog
from django.db import transaction
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.common.refusal import Refused
from multaqa.library.domain.making import forget_wholes
from multaqa.library.models import Recording
from multaqa.library.rules import may_give_back, may_withhold

WHY_LENGTH = 300
logger = structlog.get_logger(__name__)


@transaction.atomic
def withhold(recording: Recording, why: str, *, by: Person) -> Recording:
    """Nobody hears it from now on. Refuses `not_allowed`, `why_needed`. Twice is once: the first reason stands."""
    row = _locked(recording)
    if not may_withhold(by, row):
        raise Refused("not_allowed")
    if row.withheld_at is not None:
        return row
    why = " ".join(why.split())[:WHY_LENGTH]
    if not why:
        raise Refused("why_needed")
    row.withheld_at, row.withheld_by, row.withheld_why = timezone.now(), by, why
    return _written(row, "withheld", by)


@transaction.atomic
def give_back(recording: Recording, *, by: Person) -> Recording:
    """It can be heard again. Refuses `not_allowed`."""
    row = _locked(recording)
    if row.withheld_at is None:
        return row
    if not may_give_back(by, row):
        raise Refused("not_allowed")
    row.withheld_at, row.withheld_by, row.withheld_why = None, None, ""
    return _written(row, "given back", by)


def _locked(recording: Recording) -> Recording:
    return (
        Recording.objects.select_for_update(of=("self",), no_key=True)
        .select_related("turn", "gathering__room")
        .get(pk=recording.pk)
    )


def _written(row: Recording, what: str, by: Person) -> Recording:
    row.save(update_fields=["withheld_at", "withheld_by", "withheld_why"])
    transaction.on_commit(lambda: forget_wholes(row.gathering_id), robust=True)
    logger.info("A recording was changed", recording=row.pk, what=what, by=by.pk)
    return row
