"""The numbered history: every lasting event gets the next number in the transaction of the deed that caused it, and is
announced when, and only when, that transaction has committed."""

import datetime as dt
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.bridge.announce import announce
from multaqa.common.prepared import insert, prepared, prepared_update
from multaqa.common.refusal import Refused
from multaqa.live.ports import Announcement, Kept
from multaqa.rooms.models import Event, Gathering, Room
from multaqa.wire.codec import encode
from multaqa.wire.events import Lasting, LastingEvent

E = TypeVar("E", bound=Lasting)


def lock(gathering: Gathering | int) -> Gathering:
    """The gathering, locked until the end of the transaction. Raises Refused when it is over.

    Its room is read after the lock and not with it: whoever waits for a row is given that row anew, but what was joined to it
    stays as it was before the wait."""
    pk = gathering if isinstance(gathering, int) else gathering.pk
    locked = next(iter(_locked(pk)), None)
    if locked is None or locked.closed_at is not None:
        raise Refused("gathering_closed")
    return locked


@prepared
def _locked(pk: int) -> "QuerySet[Gathering, Gathering]":
    return Gathering.objects.select_for_update(no_key=True).filter(pk=pk)


def room_of(gathering: Gathering) -> Room:
    """The gathering's room, read now when it has not been read with it."""
    if not Gathering.room.is_cached(gathering):
        gathering.room = _rooms(gathering.room_id)[0]
    return gathering.room


@prepared
def _rooms(pk: int) -> "QuerySet[Room, Room]":
    return Room.objects.filter(pk=pk)


def ms(moment: dt.datetime | None) -> int:
    """A moment as wire time; 0 for none."""
    return 0 if moment is None else int(moment.timestamp() * 1000)


class Record:
    """What one deed leaves behind. Made inside the transaction, after `lock`; announces itself on commit."""

    def __init__(self, gathering: Gathering, *, by: Person | None = None, at: dt.datetime | None = None) -> None:
        self.gathering = gathering
        self.by = by
        self.at = at or timezone.now()
        self._kept: list[Kept] = []
        self._concerns: list[int] = []
        self._remove: list[int] = []
        self._closed = False
        transaction.on_commit(self._announce)

    def write(
        self, event: type[E], *, to: tuple[int, ...] | None = None, to_staff: bool = False, named: bool = True, **fields: Any
    ) -> int:
        """Writes an event and answers its number. With `to`, only these persons and (with `to_staff`) the supervisors read it.
        `named` False leaves the doer unsaid."""
        gathering = self.gathering
        gathering.last_n += 1
        by = self.by.display_name if self.by and named else ""
        struct: LastingEvent = event(n=gathering.last_n, at=ms(self.at), by=by, **fields)  # type: ignore[assignment]
        data = encode(struct)
        audience = None if to is None else {"staff": to_staff, "persons": list(to)}
        insert(
            Event(
                gathering=gathering,
                n=gathering.last_n,
                kind=str(event.__struct_config__.tag),
                at=self.at,
                data=data.decode(),
                audience=audience,
            )
        )
        _raise_number(gathering.pk, gathering.last_n)
        self._kept.append(Kept(gathering.last_n, data, to_staff, to))
        return gathering.last_n

    def concerns(self, *persons: int) -> None:
        """What these persons may do, or what is in force on them, changed."""
        self._concerns += persons

    def remove(self, person: int) -> None:
        """This person must leave."""
        self._remove.append(person)

    def closed(self) -> None:
        """The gathering is over."""
        self._closed = True

    def _announce(self) -> None:
        announce(self.gathering.pk, Announcement(self._kept, self._concerns, self._remove, self._closed))


@prepared_update
def _raise_number(pk: int, last_n: int) -> "tuple[QuerySet[Gathering, Gathering], dict[str, Any]]":
    return Gathering.objects.filter(pk=pk), {"last_n": last_n}


def kept(row: Event) -> Kept:
    """An event's row as the engine takes it."""
    if row.audience is None:
        return Kept(row.n, row.data.encode())
    return Kept(row.n, row.data.encode(), bool(row.audience["staff"]), tuple(row.audience["persons"]))
