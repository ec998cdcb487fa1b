"""What becomes of drafted minutes: reworded, sent for remarks, approved, published, corrected. Every change keeps what was
before."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.alliance.models import Mandate
from multaqa.alliance.rules import holds, is_secretary
from multaqa.assembly.domain.hooks import tell_approved, tell_published
from multaqa.assembly.enums import ActionState, EntryKind, MinutesState, SittingKind
from multaqa.assembly.models import Action, ActionStep, Entry, EntryRevision, Minutes, MinutesComment, Sitting
from multaqa.common.refusal import Refused
from multaqa.rooms.rules import is_owner

DRAFTS = (MinutesState.AUTO_DRAFT, MinutesState.EDITING, MinutesState.SENT_FOR_COMMENTS)
OUT = (MinutesState.PUBLISHED, MinutesState.CORRECTED)
# deed: from which states, and to which.
COURSE: dict[str, tuple[tuple[MinutesState, ...], MinutesState]] = {
    "edit": ((MinutesState.AUTO_DRAFT, MinutesState.EDITING, MinutesState.SENT_FOR_COMMENTS), MinutesState.EDITING),
    "send": ((MinutesState.AUTO_DRAFT, MinutesState.EDITING), MinutesState.SENT_FOR_COMMENTS),
    "approve": ((MinutesState.SENT_FOR_COMMENTS, MinutesState.EDITING, MinutesState.AUTO_DRAFT), MinutesState.APPROVED),
    "publish": ((MinutesState.APPROVED,), MinutesState.PUBLISHED),
    "correct": (OUT, MinutesState.CORRECTED),
}
MOST_ENTRIES = 2000


def keeps(person: Person | None, minutes: Minutes) -> bool:
    """Whether this person keeps the minutes: secretary or coordinator of the alliance."""
    return person is not None and is_secretary(person, minutes.sitting.cycle.series.alliance)


def sat_with_delegates(person: Person | None, minutes: Minutes) -> bool:
    """Whether they may read what was for delegates only: those who held a place, the offices, and the delegates of the series."""
    if person is None:
        return False
    series = minutes.sitting.cycle.series
    placed = minutes.sitting.participants.filter(person=person).exclude(capacity__in=("listener", "observer"))
    return (
        holds(person, series.alliance)
        or placed.exists()
        or Mandate.objects.active().filter(series=series, person=person).exists()
    )


def may_read(person: Person | None, minutes: Minutes) -> bool:
    """Published minutes are everybody's; drafts are for those who sat and for the offices."""
    if minutes.state in OUT:
        return True
    if person is None:
        return False
    if holds(person, minutes.sitting.cycle.series.alliance) or minutes.sitting.participants.filter(person=person).exists():
        return True
    return Mandate.objects.active().filter(series=minutes.sitting.cycle.series, person=person).exists()


@transaction.atomic
def reword(entry: Entry, *, text_ar: str, text_en: str, why: str = "", by: Person) -> Entry:
    """The secretary's words in place of the drafted ones. After publication it is a correction, with a public note. Raises
    Refused: not_allowed, why_needed."""
    minutes = _reached(entry.minutes, by)
    row = Entry.objects.select_for_update().get(pk=entry.pk)
    _keep(row, by, why)
    row.text_ar, row.text_en = text_ar.strip()[:6000], text_en.strip()[:6000]
    row.save(update_fields=["text_ar", "text_en"])
    _touched(minutes, why, by)
    return row


@transaction.atomic
def take_out(entry: Entry, *, back: bool = False, why: str = "", by: Person) -> Entry:
    """Takes an entry out of the minutes, or (`back`) puts it back; it is kept. Raises Refused: not_allowed, why_needed."""
    minutes = _reached(entry.minutes, by)
    row = Entry.objects.select_for_update().get(pk=entry.pk)
    if (row.removed_at is None) == back:
        return row
    _keep(row, by, why)
    row.removed_at = None if back else timezone.now()
    row.save(update_fields=["removed_at"])
    _touched(minutes, why, by)
    return row


@transaction.atomic
def add(minutes: Minutes, *, after: Entry | None, text_ar: str, text_en: str = "", why: str = "", by: Person) -> Entry:
    """A note of the secretary's own, after an entry. Raises Refused: not_allowed, why_needed, sentence_needed."""
    minutes = _reached(minutes, by)
    if not (text_ar.strip() or text_en.strip()):
        raise Refused("sentence_needed")
    position = after.position if after else 0
    made = Entry.objects.create(
        minutes=minutes,
        item=after.item if after else None,
        position=position + 1,
        kind=EntryKind.NOTE,
        text_ar=text_ar.strip()[:6000],
        text_en=text_en.strip()[:6000],
        at_ms=after.at_ms if after else 0,
    )
    _touched(minutes, why, by)
    return made


def _keep(row: Entry, by: Person, why: str) -> None:
    EntryRevision.objects.create(
        entry=row, text_ar=row.text_ar, text_en=row.text_en, removed=row.removed_at is not None, by=by, why=why[:300]
    )


def _touched(minutes: Minutes, why: str, by: Person) -> None:
    if minutes.state in OUT:
        if len(why.strip()) < 3:
            raise Refused("why_needed")
        minutes.state, minutes.version, minutes.correction_note = MinutesState.CORRECTED, minutes.version + 1, why.strip()[:300]
        minutes.save(update_fields=["state", "version", "correction_note"])
        tell_published(minutes, by)
    elif minutes.state == MinutesState.AUTO_DRAFT:
        minutes.state = MinutesState.EDITING
        minutes.save(update_fields=["state"])


@transaction.atomic
def send_for_remarks(minutes: Minutes, *, until: dt.date, by: Person) -> Minutes:
    """Sends the draft to the delegates until the end of a day. Raises Refused: not_allowed, not_in_this_state, date_past."""
    minutes = _step(minutes, "send", by)
    ends = dt.datetime.combine(until, dt.time(23, 59), ZoneInfo(minutes.sitting.time_zone))
    if ends <= timezone.now():
        raise Refused("date_past")
    minutes.comments_until = ends
    minutes.save(update_fields=["comments_until"])
    return minutes


@transaction.atomic
def remark(minutes: Minutes, text: str, *, entry: Entry | None = None, by: Person) -> MinutesComment:
    """A delegate's remark on a draft that was sent. Raises Refused: not_allowed, not_in_this_state, sentence_needed."""
    minutes = locked(minutes)
    mandate = Mandate.objects.active().filter(series=minutes.sitting.cycle.series, person=by).select_related("room").first()
    if mandate is None and not keeps(by, minutes):
        raise Refused("not_allowed")
    if minutes.state not in (MinutesState.SENT_FOR_COMMENTS, MinutesState.EDITING):
        raise Refused("not_in_this_state")
    if len(text.strip()) < 2:
        raise Refused("sentence_needed")
    room = mandate.room if mandate else None
    standing = minutes.comments.filter(person=by, text=text.strip()[:2000]).first()
    return standing or MinutesComment.objects.create(minutes=minutes, entry=entry, person=by, room=room, text=text.strip()[:2000])


@transaction.atomic
def settle(comment: MinutesComment, how: str, *, by: Person) -> MinutesComment:
    """Says what came of a remark. Raises Refused: not_allowed, sentence_needed."""
    _reached(comment.minutes, by)
    if len(how.strip()) < 2:
        raise Refused("sentence_needed")
    comment.settled_at, comment.settled_how = timezone.now(), how.strip()[:300]
    comment.save(update_fields=["settled_at", "settled_how"])
    return comment


@transaction.atomic
def approve(minutes: Minutes, *, by: Person) -> Minutes:
    """Approved, in the latest preparatory sitting held after it when there was one. Twice is once. Raises Refused: not_allowed,
    not_in_this_state."""
    if locked(minutes).state == MinutesState.APPROVED:
        return minutes
    minutes = _step(minutes, "approve", by)
    held = Sitting.objects.filter(
        cycle__series=minutes.sitting.cycle.series, kind=SittingKind.PREPARATORY, opened_at__isnull=False
    )
    minutes.approved_at = timezone.now()
    minutes.approved_by = held.filter(starts_at__gt=minutes.sitting.starts_at).order_by("-starts_at").first()
    minutes.save(update_fields=["approved_at", "approved_by"])
    tell_approved(minutes, by)
    return minutes


@transaction.atomic
def publish(minutes: Minutes, *, by: Person) -> Minutes:
    """Shows the approved minutes to everybody. Twice is once. Raises Refused: not_allowed, not_in_this_state."""
    if locked(minutes).state in OUT:
        return minutes
    minutes = _step(minutes, "publish", by)
    minutes.published_at = timezone.now()
    minutes.save(update_fields=["published_at"])
    tell_published(minutes, by)
    return minutes


def locked(minutes: Minutes) -> Minutes:
    """The row, locked until the end of the transaction."""
    rows = Minutes.objects.select_for_update(of=("self",)).select_related("sitting__cycle__series__alliance")
    return rows.get(pk=minutes.pk)


def _reached(minutes: Minutes, by: Person) -> Minutes:
    row = locked(minutes)
    if not keeps(by, row):
        raise Refused("not_allowed")
    return row


def _step(minutes: Minutes, deed: str, by: Person) -> Minutes:
    row = _reached(minutes, by)
    states, to = COURSE[deed]
    if row.state not in states:
        raise Refused("not_in_this_state")
    row.state = to
    row.save(update_fields=["state"])
    return row


@transaction.atomic
def carry_on(action: Action, state: str, *, note: str = "", by: Person) -> Action:
    """Says how an action stands: its owner, the owner of its room, or the secretary. Raises Refused: not_allowed, why_needed
    to drop it, not_in_this_state once it is over."""
    row = Action.objects.select_for_update(of=("self",)).select_related("series__alliance", "room").get(pk=action.pk)
    own = row.owner_id == by.pk or (row.room is not None and is_owner(by, row.room))
    if not own and not is_secretary(by, row.series.alliance):
        raise Refused("not_allowed")
    if row.state in (ActionState.DONE, ActionState.DROPPED) or state not in ActionState.values:
        raise Refused("not_in_this_state")
    if state == ActionState.DROPPED and len(note.strip()) < 3:
        raise Refused("why_needed")
    row.state, row.progress = state, note.strip()[:300] or row.progress
    row.ended_at = timezone.now() if state in (ActionState.DONE, ActionState.DROPPED) else None
    row.save(update_fields=["state", "progress", "ended_at"])
    ActionStep.objects.create(action=row, state=state, note=note.strip()[:300], by=by)
    return row
