"""Who hosts a month: the rotation suggests, a coordinator may choose another and says why."""

from multaqa.accounts.models import Person
from multaqa.alliance.domain.rotation import Candidate, Hosting, next_host
from multaqa.alliance.models import Seat, Series
from multaqa.assembly.enums import CycleState
from multaqa.assembly.models import Cycle, HostTurn
from multaqa.common.refusal import Refused
from multaqa.rooms.models import Room


def suggested_host(series: Series) -> Room | None:
    """Whose turn it is, or None when no member room can host."""
    seats = Seat.objects.now().filter(alliance=series.alliance_id).select_related("room")
    rooms = {seat.room_id: seat for seat in seats}
    candidates = [Candidate(pk, (seat.since or seat.applied_at).date(), bool(seat.room.elsewhere)) for pk, seat in rooms.items()]
    hosted = Cycle.objects.filter(series=series, host_room__isnull=False).exclude(state=CycleState.CANCELLED)
    history = [Hosting(room, on) for room, on in hosted.values_list("host_room", "date") if room is not None]
    chosen = next_host(candidates, history)
    return None if chosen is None else rooms[chosen].room


def check_host(series: Series, room: Room) -> None:
    """Raises Refused: not_member_room, host_elsewhere."""
    if not Seat.objects.now().filter(alliance=series.alliance_id, room=room).exists():
        raise Refused("not_member_room")
    if room.elsewhere:
        raise Refused("host_elsewhere")


def give_turn(cycle: Cycle, room: Room, suggested: Room | None, *, why: str, by: Person) -> None:
    """Writes down how a room came to host."""
    HostTurn.objects.create(cycle=cycle, room=room, suggested=suggested, why=why.strip(), by=by)
