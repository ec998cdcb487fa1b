"""The counts of a ballot in the order of its choices, as its result was written."""

from typing import Any

from multaqa.assembly.models import Ballot


def choice_counts(ballot: Ballot) -> list[dict[str, Any]]:
    """[{"code", "text", "count"}] by position. Empty while there is no result."""
    counts = ballot.counts
    if counts is None:
        return []
    rows = list(ballot.choices.all())
    return [{"code": row.code, "text": row.text, "count": int(_found(counts, str(row.pk), row.code))} for row in rows]


def _found(counts: dict[str, Any], *keys: str) -> Any:
    return next((counts[key] for key in keys if key and key in counts), 0)
