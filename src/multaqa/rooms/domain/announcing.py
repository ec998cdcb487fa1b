"""Tells a live gathering that its room changed. Without one, nobody needs to hear."""

from django.db import transaction

from multaqa.accounts.models import Person
from multaqa.rooms.domain.gatherings import live_in
from multaqa.rooms.domain.recording import Record, lock
from multaqa.rooms.domain.views import Viewer, room_view
from multaqa.rooms.models import Membership, Room
from multaqa.wire.events import RoomChanged, StaffChanged


@transaction.atomic
def room_changed(room: Room, *, by: Person, act: int | None = None) -> None:
    """The room's face or rule changed."""
    live = live_in(room)
    if live is None:
        return
    record = Record(lock(live), by=by)
    record.write(RoomChanged, room=room_view(room), act=act)


@transaction.atomic
def staff_changed(room: Room, *, by: Person, concerns: tuple[int, ...] = ()) -> None:
    """Who keeps order changed; `concerns` are those who gained or lost an office."""
    live = live_in(room)
    if live is None:
        return
    record = Record(lock(live), by=by)
    record.write(StaffChanged, staff=Viewer(room).staff())
    record.concerns(*concerns, *Membership.objects.staff().filter(room=room).values_list("person_id", flat=True))
