"""Attendance: who came through which door, from when until when. Written in batches by the node that saw it."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from multaqa.live.ports import Attended
from multaqa.rooms.domain.presiding import tell_attended
from multaqa.rooms.models import Attendance, Gathering


@transaction.atomic
def write_down(rows: Sequence[Attended]) -> None:
    """Comings are added, leavings closed; a row that is there already stays as it is.

    The gatherings are locked first, as every deed locks them first: one that closes a gathering writes the same rows."""
    numbers = {row.gathering for row in rows}
    list(Gathering.objects.select_for_update(no_key=True).filter(pk__in=numbers).order_by("pk").values_list("pk"))
    came = [row for row in rows if not row.left]
    Attendance.objects.bulk_create(
        [
            Attendance(
                gathering_id=row.gathering,
                connection=row.connection,
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
    _tell(rows)


def _tell(rows: Sequence[Attended]) -> None:
    """Whoever presides over one of these gatherings hears of the people with a name."""
    persons: dict[int, set[int]] = {}
    for row in rows:
        if row.person is not None:
            persons.setdefault(row.gathering, set()).add(row.person)
    for gathering, some in sorted(persons.items()):
        tell_attended(gathering, sorted(some))


def close_left_open() -> int:
    """At the start of a lone node: whoever was connected to its last life is not there any more. Answers how many."""
    return Attendance.objects.filter(left_at=None).update(left_at=dt.datetime.now(dt.UTC))


def _moment(at: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(at / 1000, dt.UTC)
