"""What a sitting did not come to waits for a coming one of the series."""

from multaqa.accounts.models import Person
from multaqa.assembly.enums import ItemKind
from multaqa.assembly.models import AgendaItem, BacklogItem, Sitting

PASSING = (ItemKind.OPENING, ItemKind.RECITATION, ItemKind.BREAK, ItemKind.PRAYER, ItemKind.CLOSING)


def has_matter(item: AgendaItem) -> bool:
    """Whether something is left of the item to be taken up again: an opening, a break and what stands on every agenda belong
    to each sitting anew."""
    return item.kind not in PASSING and not item.standing


def lay_back(sitting: Sitting, item: AgendaItem, by: Person, *, carried: bool) -> BacklogItem:
    """The item waits. What came from there waits again in its old place; `carried` keeps which item it was, when that stays on
    the agenda to be read."""
    said = {"title": item.title, "minutes": item.minutes, "carried_from": item if carried else None}
    waits = BacklogItem.objects.select_for_update(of=("self",), no_key=True).filter(moved_to=item).first()
    if waits is None:
        return BacklogItem.objects.create(
            series=sitting.cycle.series, kind=item.kind, contribution=item.contribution, by=by, **said
        )
    waits.moved_to = None
    for name, value in said.items():
        setattr(waits, name, value)
    waits.save(update_fields=["moved_to", *said])
    return waits
