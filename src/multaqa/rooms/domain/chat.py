"""What is written beside the voice: said once, committed before it is acknowledged, hidden but never lost."""

import re
import unicodedata
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.common.prepared import insert, prepared
from multaqa.common.refusal import Refused
from multaqa.rooms.domain.acts import note
from multaqa.rooms.domain.chairing import Done
from multaqa.rooms.domain.entry import Standing, require
from multaqa.rooms.domain.recording import Record, lock, ms, room_of
from multaqa.rooms.domain.views import Viewer
from multaqa.rooms.enums import Links, SanctionKind
from multaqa.rooms.models import Gathering, Message
from multaqa.wire.events import Hidden, Pinned, Said
from multaqa.wire.views import MessageView

PAGE = 50
LINK = re.compile(
    r"(?:https?://|www\.)\S+|\b[\w-]+\.(?:com|net|org|info|io|me|gg|tv|app|link|xyz|ru|ly)\b(?:/\S*)?", re.IGNORECASE
)
# Overrides and isolates can make a message read as another one; marks inside words are kept.
BIDI_CONTROLS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF])


@transaction.atomic
def say(
    gathering: Gathering,
    text: str,
    *,
    reply_to: int | None = None,
    mentions: tuple[int, ...] = (),
    whisper: bool = False,
    by: Person,
) -> tuple[int, int]:
    """Writes a message and answers the numbers of its event and its row. Raises Refused: empty, text_stopped, slow_mode,
    links_not_allowed, no_such_message, and what `entry.require` raises. A whisper is open to whoever may listen."""
    gathering = lock(gathering)
    room = room_of(gathering)
    standing = require(by, room, "listen" if whisper else "write")
    text = clean_text(text)
    if not text:
        raise Refused("empty")
    viewer = Viewer(room, standing.presiding)
    if not viewer.is_staff(by.pk) and not whisper:
        _refuse_saying(gathering, text, standing, by)
    answered = _answered(gathering, reply_to, by, viewer)
    record = Record(gathering, by=by)
    message = insert(
        Message(
            gathering=gathering,
            person=by,
            name=by.display_name,
            n=gathering.last_n + 1,
            text=text,
            at=record.at,
            reply_to=answered,
            mentions=list(mentions),
            whisper=whisper,
        )
    )
    to = (by.pk, *([answered.person_id] if answered and answered.whisper else [])) if whisper else None
    n = record.write(Said, message=viewer.message(message), to=to, to_staff=whisper, named=False)
    return n, message.pk


def clean_text(text: str) -> str:
    """Composed, without control characters and bidi overrides, without empty edges."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).translate(BIDI_CONTROLS)
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs", "Co", "Cn")).strip()


def _refuse_saying(gathering: Gathering, text: str, standing: Standing, by: Person) -> None:
    standing.refuse_stopped(SanctionKind.TEXT)
    if LINK.search(text) and not _may_link(gathering.room.links, standing):
        raise Refused("links_not_allowed")
    _refuse_hurry(gathering, by)


def _may_link(links: str, standing: Standing) -> bool:
    return links == Links.EVERYONE or (links == Links.MEMBERS and standing.role is not None)


def _refuse_hurry(gathering: Gathering, by: Person) -> None:
    slow = gathering.room.slow_seconds
    for last in _said_last(gathering.pk, by.pk) if slow else ():
        wait = slow - (ms(timezone.now()) - ms(last)) / 1000
        if wait > 0:
            raise Refused("slow_mode", seconds=slow, wait=int(wait) + 1)


@prepared
def _said_last(gathering: int, person: int) -> "QuerySet[Message, datetime]":
    said = Message.objects.filter(gathering=gathering, person=person, whisper=False)
    return said.order_by("-at").values_list("at", flat=True)[:1]


def _answered(gathering: Gathering, reply_to: int | None, by: Person, viewer: Viewer) -> Message | None:
    if reply_to is None:
        return None
    found = next(iter(_in_gathering(gathering.pk, reply_to)), None)
    if found is None or (found.whisper and not (viewer.is_staff(by.pk) or found.person_id == by.pk)):
        raise Refused("no_such_message")
    return found


@prepared
def _in_gathering(gathering: int, pk: int) -> "QuerySet[Message, Message]":
    return Message.objects.filter(gathering=gathering, pk=pk)


def _message(gathering: Gathering, pk: int) -> Message:
    found = Message.objects.filter(gathering=gathering, pk=pk).select_related("person", "reply_to").first()
    if found is None:
        raise Refused("no_such_message")
    return found


@transaction.atomic
def hide(gathering: Gathering, message: int, *, why: str = "", by: Person) -> Done:
    """Hides a message from everybody; its text is kept. Raises Refused: no_such_message."""
    gathering = lock(gathering)
    require(by, gathering.room, "supervise")
    row = _message(gathering, message)
    if row.whisper:
        raise Refused("no_such_message")
    if row.hidden_at is not None:
        return Done(gathering.last_n)
    act = note(gathering.room, "hidden", by=by, gathering=gathering, subject=row.person, why=why, before={"message": row.pk})
    record = Record(gathering, by=by)
    Message.objects.filter(pk=row.pk).update(hidden_at=record.at)
    n = record.write(Hidden, message=row.pk, hidden=True, act=act)
    if gathering.pinned_id == row.pk:
        n = _set_pin(record, None)
    return Done(n, act)


def unhide(gathering: Gathering, message: int, *, by: Person) -> int:
    """Shows a hidden message again, inside the caller's transaction."""
    row = _message(gathering, message)
    Message.objects.filter(pk=row.pk).update(hidden_at=None)
    row.hidden_at = None
    quote = Viewer(gathering.room).message(row).reply_text
    return Record(gathering, by=by).write(Hidden, message=row.pk, hidden=False, text=row.text, quote=quote)


@transaction.atomic
def pin(gathering: Gathering, message: int | None, *, by: Person) -> Done:
    """Pins a message above the chat, or takes the pin away. Raises Refused: no_such_message."""
    gathering = lock(gathering)
    require(by, gathering.room, "supervise")
    row = _message(gathering, message) if message else None
    if row is not None and (row.whisper or row.hidden_at):
        raise Refused("no_such_message")
    act = note(gathering.room, "pinned", by=by, gathering=gathering, before={"message": gathering.pinned_id})
    return Done(_set_pin(Record(gathering, by=by), row), act)


def _set_pin(record: Record, row: Message | None) -> int:
    gathering = record.gathering
    gathering.pinned = row
    gathering.save(update_fields=["pinned"])
    return record.write(Pinned, message=Viewer(gathering.room).message(row) if row else None)


def history(gathering: Gathering, *, before: int, reader: Person | None) -> tuple[list[MessageView], bool]:
    """Up to 50 messages numbered below `before`, oldest first, and whether there are more. Whispers only for their
    writer and the supervisors."""
    viewer = Viewer(gathering.room)
    rows = Message.objects.filter(gathering=gathering, n__lt=before).select_related("person", "reply_to").order_by("-n")
    if reader is None or not viewer.is_staff(reader.pk):
        mine = Message.objects.filter(gathering=gathering, whisper=True, person=reader) if reader else Message.objects.none()
        rows = rows.filter(whisper=False) | rows.filter(pk__in=mine.values("pk"))
    found = list(rows[: PAGE + 1])
    return [viewer.message(row) for row in reversed(found[:PAGE])], len(found) > PAGE
