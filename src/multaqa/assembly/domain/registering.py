"""The register of decisions, as it is searched."""

from django.db.models import QuerySet

from multaqa.alliance.models import Series
from multaqa.assembly.domain.minutes_states import OUT
from multaqa.assembly.models import Decision
from multaqa.common.arabic.fold import search_key


def decisions_found(words: str = "", series: Series | None = None) -> list[Decision]:
    """Decisions of published minutes, the newest first; every word is found in any Arabic spelling, in the text or in the topic
    of its month. What was decided for delegates only is not in it."""
    rows = published().filter(sitting__cycle__series=series) if series else published()
    wanted = search_key(words).split()
    return [row for row in rows if all(word in _key(row) for word in wanted)] if wanted else list(rows)


def published() -> QuerySet[Decision]:
    """What everybody may read: decided in sittings whose minutes are out, and not for delegates only."""
    rows = Decision.objects.filter(sitting__minutes__state__in=OUT).exclude(item__for_delegates_only=True)
    return rows.select_related("sitting__cycle__series__alliance", "ballot").order_by("-decided_at", "-pk")


def _key(row: Decision) -> str:
    # A register grows by a few lines a month: reading it whole is quicker than keeping a key beside every text.
    return search_key(f"{row.text} {row.sitting.cycle.topic} {row.sitting.cycle.number}/{row.number}")
