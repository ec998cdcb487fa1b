"""The log of acts: who did what to whom, and why. Nothing is taken out of it."""

from typing import Any

from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.rooms.domain.line import Line
from multaqa.rooms.domain.recording import ms
from multaqa.rooms.models import Act, Gathering, Room
from multaqa.wire.events import ActView

UNDOABLE = frozenset({
    "revoked", "removed", "moved", "line_closed", "line_opened", "hands_lowered", "sanctioned", "doors", "microphones",
    "slow", "hidden", "pinned",
})  # fmt: skip


def log(line: Line, what: str, **more: Any) -> int:
    """Notes an act of the floor and answers its number."""
    assert line.by is not None
    return note(line.room, what, by=line.by, gathering=line.gathering, **more)


def note(
    room: Room,
    what: str,
    *,
    by: Person,
    gathering: Gathering | None = None,
    subject: Person | None = None,
    why: str = "",
    facts: dict[str, Any] | None = None,
    before: dict[str, Any] | None = None,
) -> int:
    """Notes an act; `before` is what an undo needs to bring back."""
    row = Act.objects.create(
        at=timezone.now(),
        room=room,
        gathering=gathering,
        what=what,
        by=by,
        subject=subject,
        why=why,
        facts=facts or {},
        before=before or {},
    )
    return int(row.pk)


def latest(room: Room, *, before: int | None = None, limit: int = 50) -> list[Act]:
    """The latest acts, newest first."""
    rows = Act.objects.filter(room=room).select_related("by", "subject", "undone_by").order_by("-pk")
    return list((rows.filter(pk__lt=before) if before else rows)[:limit])


def act_view(act: Act) -> ActView:
    """An act as the wire shows it."""
    return ActView(
        id=act.pk,
        what=act.what,
        by=act.by.display_name,
        at=ms(act.at),
        subject=act.subject.display_name if act.subject else "",
        why=act.why,
        facts=act.facts,
        undone_at=ms(act.undone_at),
        undone_by=act.undone_by.display_name if act.undone_by else "",
        can_undo=can_undo(act),
    )


def can_undo(act: Act) -> bool:
    """Whether pressing undo could still do something."""
    return act.what in UNDOABLE and act.undone_at is None and (act.gathering is None or act.gathering.closed_at is None)
