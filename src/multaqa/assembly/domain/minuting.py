"""Minutes draft themselves when a sitting is over: by the clock, a few seconds after, so that nothing in them can keep a sitting
from being adjourned."""

import structlog
from django.db import transaction

from multaqa.assembly.domain.drafting import draft
from multaqa.assembly.enums import SittingKind, SittingState
from multaqa.assembly.models import Sitting

logger = structlog.get_logger(__name__)
OVER = (SittingState.ADJOURNED, SittingState.CLOSED)


def draft_missing() -> int:
    """Drafts the minutes of sittings that are over and have none. Answers how many."""
    over = Sitting.objects.filter(state__in=OVER, minutes=None, opened_at__isnull=False, gathering__isnull=False)
    drafted = 0
    for sitting in over.exclude(kind=SittingKind.REHEARSAL).order_by("pk"):
        try:
            with transaction.atomic():
                draft(sitting)
            drafted += 1
        except Exception:
            # One sitting whose minutes cannot be drafted keeps no other from having them.
            logger.exception("Minutes could not be drafted", sitting=sitting.pk)
    return drafted
