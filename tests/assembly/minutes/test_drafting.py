"""Minutes draft themselves once, and are what happened."""

from multaqa.assembly.domain import drafting
from multaqa.assembly.domain.minuting import draft_missing
from multaqa.assembly.models import Minutes


def test_a_sitting_drafts_its_minutes_once(held):
    assert draft_missing() == 0
    assert Minutes.objects.get().state == "auto_draft"


def test_what_drafted_itself_is_what_happened(held):
    assert drafting.check(held.minutes) == []
    entry = held.spoken
    entry.facts = entry.facts | {"seconds": 1}
    entry.save()
    assert drafting.check(held.minutes) != []
