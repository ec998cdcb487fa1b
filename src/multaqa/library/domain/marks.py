"""Marks: where in the recording something with a name begins."""

from django.db import transaction

from multaqa.accounts.models import Person
from multaqa.common.refusal import Refused
from multaqa.library.domain.making import forget_wholes
from multaqa.library.models import Mark
from multaqa.library.rules import decides
from multaqa.rooms.models import Gathering

TITLE_LENGTH = 200


def mark(gathering: Gathering, kind: str, at_ms: int, title: str, number: str = "") -> Mark:
    """`kind` is item, decision or ballot; `at_ms` wall time. The same thing marked again is marked once."""
    marked, _ = Mark.objects.get_or_create(
        gathering=gathering, kind=kind, at_ms=at_ms, number=number, defaults={"title": title[:TITLE_LENGTH]}
    )
    return marked


@transaction.atomic
def retitle(mark: Mark, title: str, *, by: Person) -> Mark:
    """Corrects what a chapter is called. Refuses `not_allowed`, `chapter_title_needed`."""
    if not decides(by, mark.gathering):
        raise Refused("not_allowed")
    title = " ".join(title.split())[:TITLE_LENGTH]
    if not title:
        raise Refused("chapter_title_needed")
    row = Mark.objects.select_for_update(no_key=True).get(pk=mark.pk)
    row.title = title
    row.save(update_fields=["title"])
    transaction.on_commit(lambda: forget_wholes(row.gathering_id))
    return row
