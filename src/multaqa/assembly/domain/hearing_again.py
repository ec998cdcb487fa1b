"""The recording of a sitting: who may hear it, who decides about it, and what its chapters are."""

from multaqa.accounts.models import Person
from multaqa.alliance.rules import belongs, is_chair, is_secretary
from multaqa.assembly.domain.sitting_views import items_view
from multaqa.assembly.enums import Capacity, SittingKind
from multaqa.assembly.models import AgendaItem, Decision, Participant, Sitting
from multaqa.library.domain.marks import mark
from multaqa.library.models import Mark
from multaqa.rooms.domain.recording import ms
from multaqa.rooms.models import Gathering


def may_listen(person: Person | None, gathering: Gathering) -> bool | None:
    """An open sitting is everybody's; any other, and one with items for delegates only, is of those who sat in it and those
    who belong to the alliance."""
    sitting = _sitting_of(gathering)
    if sitting is None:
        return None
    if sitting.kind == SittingKind.OPEN and not _had_closed_items(sitting):
        return True
    if person is None:
        return False
    return (
        belongs(person, sitting.cycle.series.alliance)
        or Participant.objects.now().filter(sitting=sitting, person=person).exists()
    )


def decides(person: Person, gathering: Gathering) -> bool:
    """Chair and secretary: of the sitting, or of the alliance."""
    sitting = _sitting_of(gathering)
    if sitting is None:
        return False
    alliance = sitting.cycle.series.alliance
    in_office = Participant.objects.now().filter(
        sitting=sitting, person=person, capacity__in=(Capacity.CHAIR, Capacity.SECRETARY)
    )
    return in_office.exists() or bool(is_chair(person, alliance)) or bool(is_secretary(person, alliance))


def mark_chapters(sitting: Sitting, by: Person) -> None:
    """When it is adjourned: every item that began and every decision becomes a chapter, under its number."""
    if sitting.gathering is None:
        return
    began = dict(AgendaItem.objects.filter(sitting=sitting).exclude(started_at=None).values_list("pk", "started_at"))
    for item in items_view(sitting):
        if item.id in began:
            mark(sitting.gathering, Mark.Kind.ITEM, ms(began[item.id]), item.title, item.number)
    for decision in Decision.objects.filter(sitting=sitting):
        number = f"{sitting.cycle.number}/{decision.number}"
        mark(sitting.gathering, Mark.Kind.DECISION, ms(decision.decided_at), decision.text, number)


def _sitting_of(gathering: Gathering) -> Sitting | None:
    return Sitting.objects.select_related("cycle__series__alliance").filter(gathering=gathering).first()


def _had_closed_items(sitting: Sitting) -> bool:
    return AgendaItem.objects.filter(sitting=sitting, for_delegates_only=True).exclude(started_at=None).exists()
