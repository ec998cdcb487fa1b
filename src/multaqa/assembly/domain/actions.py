"""What was taken on in the sittings: who has it, what is still open, how it goes."""

from django.db import transaction
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.alliance.enums import Office
from multaqa.alliance.models import OfficeHeld, Series
from multaqa.alliance.rules import is_secretary
from multaqa.assembly.domain.minutes_states import OUT
from multaqa.assembly.enums import ActionState
from multaqa.assembly.models import Action, ActionStep
from multaqa.common.refusal import Refused
from multaqa.rooms.enums import Role
from multaqa.rooms.models import Membership, Room
from multaqa.rooms.rules import is_owner

UNFINISHED = (ActionState.OPEN, ActionState.IN_PROGRESS)


def in_order(rows: QuerySet[Action]) -> QuerySet[Action]:
    """The open before what is over, and of each the soonest due; what has no day comes last."""
    over = Case(When(state__in=UNFINISHED, then=Value(0)), default=Value(1))
    found = rows.select_related("series__alliance", "owner", "room", "sitting__cycle", "decision__sitting__cycle")
    return found.order_by(over, F("due_on").asc(nulls_last=True), "pk")


def open_actions(series: Series) -> QuerySet[Action]:
    """What is still to be done in a series: read first when its next sitting opens."""
    return in_order(Action.objects.filter(series=series, state__in=UNFINISHED))


def actions_of(person: Person) -> QuerySet[Action]:
    """What somebody has taken upon themself, and what rooms have of which they are a member."""
    rooms = Membership.objects.now().filter(person=person).values("room")
    return in_order(Action.objects.filter(Q(owner=person) | Q(room__in=rooms)))


def actions_of_room(room: Room) -> QuerySet[Action]:
    """What a room has taken upon itself."""
    return in_order(Action.objects.filter(room=room))


def in_hand(person: Person) -> QuerySet[Action]:
    """The unfinished ones somebody may say something of: their own, their rooms', and as secretary all of the alliance."""
    own = Q(owner=person) | Q(room__memberships__person=person, room__memberships__until=None, room__memberships__role=Role.OWNER)
    kept = Q(series__alliance__in=_kept_by(person))
    return Action.objects.filter(own | kept, state__in=UNFINISHED).distinct()


def _kept_by(person: Person) -> QuerySet[OfficeHeld, int]:
    held = OfficeHeld.objects.now().filter(person=person, office__in=(Office.SECRETARY, Office.COORDINATOR))
    return held.values_list("alliance", flat=True)


def shown_to_all() -> Q:
    """Which actions everybody may read: of published minutes, and not of an item for delegates only."""
    return Q(sitting__minutes__state__in=OUT) & ~Q(decision__item__for_delegates_only=True)


@transaction.atomic
def carry_on(action: Action, state: str, *, note: str = "", by: Person) -> Action:
    """Says how an action stands: its owner, the owner of its room, or the secretary. Raises Refused: not_allowed, why_needed
    to drop it, action_over once it is over."""
    row = Action.objects.select_for_update(of=("self",), no_key=True).select_related("series__alliance", "room").get(pk=action.pk)
    own = row.owner_id == by.pk or (row.room is not None and is_owner(by, row.room))
    if not own and not is_secretary(by, row.series.alliance):
        raise Refused("not_allowed")
    if row.state not in UNFINISHED or state not in ActionState.values:
        raise Refused("action_over")
    if state == ActionState.DROPPED and len(note.strip()) < 3:
        raise Refused("why_needed")
    row.state, row.progress = state, note.strip()[:300] or row.progress
    row.ended_at = None if state in UNFINISHED else timezone.now()
    row.save(update_fields=["state", "progress", "ended_at"])
    ActionStep.objects.create(action=row, state=state, note=note.strip()[:300], by=by)
    return row
