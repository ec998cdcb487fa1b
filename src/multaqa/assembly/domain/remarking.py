"""Drafted minutes on their way round: sent to the delegates, looked at, remarked on; each remark is answered."""

import datetime as dt
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.alliance.models import Mandate, Seat
from multaqa.assembly.domain.approving import put_on_agenda
from multaqa.assembly.domain.minutes_deed import begun, done
from multaqa.assembly.enums import MinutesState
from multaqa.assembly.minutes_rules import mandate_for, sat_with_delegates
from multaqa.assembly.models import Entry, Minutes, MinutesComment, MinutesLook
from multaqa.common.refusal import Refused
from multaqa.rooms.models import Room


class Asked(NamedTuple):
    """A room whose delegate is asked: when they first looked, how many remarks came, and what the room says in the written
    round (None: nothing yet). `person` is None for a room that has named nobody."""

    room: Room
    person: Person | None
    looked_at: dt.datetime | None
    remarks: int
    approves: bool | None


@transaction.atomic
def send_for_remarks(minutes: Minutes, *, until: dt.date, by: Person) -> Minutes:
    """Sends the draft to the delegates until the end of a day, or sets another day; the agenda of the next preparatory sitting
    takes it up. Raises Refused: not_allowed, minutes_not_there, date_past."""
    row = begun(minutes, "send", by)
    ends = end_of(until, row)
    if ends <= timezone.now():
        raise Refused("date_past")
    row.comments_until = ends
    done(row, "send", "comments_until")
    put_on_agenda(row)
    return row


def end_of(day: dt.date, minutes: Minutes) -> dt.datetime:
    """The last minute of a day where the sitting was held."""
    return dt.datetime.combine(day, dt.time(23, 59), ZoneInfo(minutes.sitting.time_zone))


def look(minutes: Minutes, *, by: Person) -> None:
    """Whoever speaks for a room has opened the draft; kept once."""
    if minutes.state == MinutesState.SENT_FOR_COMMENTS and mandate_for(by, minutes) is not None:
        MinutesLook.objects.get_or_create(minutes=minutes, person=by)


@transaction.atomic
def remark(minutes: Minutes, text: str, *, entry: Entry | None = None, by: Person) -> MinutesComment:
    """A remark on the draft, or on an entry of it, while it is sent round. Twice is once. Raises Refused: not_allowed,
    minutes_not_there, remarks_over, empty."""
    row = begun(minutes, "remark", by)
    if row.comments_until is not None and row.comments_until < timezone.now():
        raise Refused("remarks_over")
    if len(text.strip()) < 2:
        raise Refused("empty")
    if entry is not None and (entry.minutes_id != row.pk or not sat_with_delegates(by, row)):
        raise Refused("not_allowed")
    mandate = mandate_for(by, row)
    said = text.strip()[:2000]
    standing = row.comments.filter(person=by, entry=entry, text=said).first()
    room = mandate.room if mandate else None
    return standing or MinutesComment.objects.create(minutes=row, entry=entry, person=by, room=room, text=said)


@transaction.atomic
def settle(comment: MinutesComment, how: str, *, by: Person) -> MinutesComment:
    """Answers a remark and closes it; the answer can be bettered. Raises Refused: not_allowed, minutes_not_there,
    empty."""
    begun(comment.minutes, "settle", by)
    if len(how.strip()) < 2:
        raise Refused("empty")
    comment.settled_at, comment.settled_how, comment.settled_by = timezone.now(), how.strip()[:300], by
    comment.save(update_fields=["settled_at", "settled_how", "settled_by"])
    return comment


def asked(minutes: Minutes) -> list[Asked]:
    """Every member room with what is known of its delegate's reading, those who have not looked first."""
    series = minutes.sitting.cycle.series
    seats = Seat.objects.now().filter(alliance=series.alliance_id).select_related("room")
    delegates = {
        row.room_id: row.person
        for row in Mandate.objects.active().filter(series=series, role="delegate").select_related("person")
    }
    looks = dict(minutes.looks.values_list("person", "at"))
    remarks = list(minutes.comments.values_list("room", flat=True))
    answers = dict(minutes.answers.filter(round=minutes.round).values_list("room", "approves"))
    rows = [
        Asked(
            seat.room,
            (person := delegates.get(seat.room_id)),
            looks.get(person.pk) if person else None,
            remarks.count(seat.room_id),
            answers.get(seat.room_id),
        )
        for seat in seats
    ]
    return sorted(rows, key=lambda row: (row.looked_at is not None, row.room.name_key))
