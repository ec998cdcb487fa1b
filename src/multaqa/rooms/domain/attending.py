"""Attendance: who came through which door, from when until when. Written in batches by the node that saw it."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import QuerySet, Value
from django.db.models.functions import Greatest

from multaqa.live.ports import Attended
from multaqa.rooms.domain.presiding import tell_attended
from multaqa.rooms.models import Attendance, Gathering


@transaction.atomic
def write_down(rows: Sequence[Attended], *, node: str = "") -> None:
    """Comings to this node are added, leavings closed; a row that is there already stays as it is.

    The gatherings are locked first, as every deed locks them first: one that closes a gathering writes the same rows."""
    _lock(row.gathering for row in rows)
    came = [row for row in rows if not row.left]
    Attendance.objects.bulk_create(
        [
            Attendance(
                gathering_id=row.gathering,
                connection=row.connection,
                node=node,
                person_id=row.person,
                visitor=row.visitor,
                door=row.door,
                joined_at=_moment(row.at),
            )
            for row in came
        ],
        ignore_conflicts=True,
    )
    for row in rows:
        if row.left:
            Attendance.objects.filter(gathering_id=row.gathering, connection=row.connection).update(left_at=_moment(row.at))
    _tell((row.gathering, row.person) for row in rows)


def _lock(gatherings: Iterable[int]) -> None:
    list(Gathering.objects.select_for_update(no_key=True).filter(pk__in=set(gatherings)).order_by("pk").values_list("pk"))


def _tell(moved: Iterable[tuple[int, int | None]]) -> None:
    """Whoever presides over one of these gatherings hears of the people with a name: pairs of gathering and person."""
    persons: dict[int, set[int]] = {}
    for gathering, person in moved:
        if person is not None:
            persons.setdefault(gathering, set()).add(person)
    for gathering, some in sorted(persons.items()):
        tell_attended(gathering, sorted(some))


def close_of(node: str, *, at: dt.datetime) -> int:
    """The node is gone, and was last seen at this moment: so was whoever was connected to it. Answers how many rows."""
    return _redate(Attendance.objects.filter(node=node, left_at=None), Greatest("joined_at", Value(at)))


def open_again(node: str, *, at: dt.datetime) -> int:
    """It was not gone after all: whoever was let go of at that moment is still there. Answers how many rows."""
    let_go = Attendance.objects.filter(node=node, left_at=Greatest("joined_at", Value(at)), gathering__closed_at=None)
    return _redate(let_go, None)


@transaction.atomic
def _redate(rows: "QuerySet[Attendance]", left_at: "Greatest | None") -> int:
    """The gatherings are locked first, as in `write_down`; whoever presides hears of the people with a name."""
    found = list(rows.values_list("pk", "gathering_id", "person_id"))
    _lock(gathering for _, gathering, _ in found)
    changed = rows.filter(pk__in=[row[0] for row in found]).update(left_at=left_at)
    _tell((gathering, person) for _, gathering, person in found)
    return changed


def _moment(at: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(at / 1000, dt.UTC)
