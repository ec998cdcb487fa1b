"""Another length for a sanction that stands."""

from django.db import transaction

from multaqa.accounts.models import Person
from multaqa.common.refusal import Refused
from multaqa.rooms.domain.entry import require
from multaqa.rooms.domain.order import LEAVING, impose, lift
from multaqa.rooms.models import Act, Sanction


@transaction.atomic
def change_length(sanction: Sanction, *, minutes: int, why: str = "", by: Person) -> tuple[Sanction, Act]:
    """Lifts a sanction and lays it anew for `minutes` from now (0: until lifted), for its old reason when none is given:
    both stand in the log. Raises Refused as `lift` and `impose` do; then nothing has changed."""
    require(by, sanction.room, "supervise")
    if minutes < 1 and sanction.kind in LEAVING:
        raise Refused("end_needed")
    why = why.strip() or sanction.why
    lift(sanction, why=why, by=by)
    return impose(sanction.room, sanction.person, sanction.kind, minutes=minutes, why=why, by=by)
