"""Handing in a working paper, and handing it in again when it came back. A room's deeds: its delegate's or its alternate's."""

import hashlib
import unicodedata
from pathlib import Path, PurePath

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.common.refusal import Refused
from multaqa.common.store import store
from multaqa.contributions import rules
from multaqa.contributions.domain import paper_files
from multaqa.contributions.domain.bringing import locked, room_of, step
from multaqa.contributions.domain.delegates import mandate_of
from multaqa.contributions.domain.paper_states import WAITING, Deed, after
from multaqa.contributions.domain.searching import search_text
from multaqa.contributions.domain.states import Role
from multaqa.contributions.enums import Kind, RevisionState, State
from multaqa.contributions.models import Call, Contribution, Paper, Revision
from multaqa.contributions.papers.kinds import MOST_BYTES, kind_of, named_as

MOST_OF_A_ROOM = 5
MOST_REVISIONS = 20
MEGABYTE = 1024 * 1024


def hand_in(call: Call, *, title: str, body: str = "", file: "File[bytes]", language: str = "ar", by: Person) -> Contribution:
    """Hands a paper in for the room somebody speaks for, and gives it the next number of the call. The same file under the same
    title again is answered as it stands. Raises Refused: not_allowed, kind_not_taken, papers_closed, title_needed,
    too_many_papers, and those of `checked`."""
    _refuse_early(call, by)
    kind = checked(file)
    original = paper_files.keep(file, kind)
    made = None
    try:
        made = _hand_in(call, title, body, language, original, file, by)
    finally:
        if made is None or not Revision.objects.filter(original=original).exists():
            paper_files.forget(original)
    return made


def hand_in_again(contribution: Contribution, *, file: "File[bytes]", by: Person) -> Revision:
    """Hands in another file of a paper that came back, or that could not be prepared. The same file again, while it waits, is
    answered as it stands. Raises Refused: not_allowed, not_from_here, too_many_papers, and those of `checked`."""
    if not rules.reader_of(by, contribution).writes:
        raise Refused("not_allowed")
    kind = checked(file)
    original = paper_files.keep(file, kind)
    made = None
    try:
        made = _hand_in_again(contribution, original, file, by)
    finally:
        if made is None or made.original != original:
            paper_files.forget(original)
    return made


def checked(file: "File[bytes]") -> str:
    """What the file is. Raises Refused: file_empty, file_too_large, file_kind_not_taken, file_not_as_named."""
    if not file.size:
        raise Refused("file_empty")
    if file.size > MOST_BYTES:
        raise Refused("file_too_large", most=MOST_BYTES // MEGABYTE)
    kind = kind_of(file)
    if kind is None:
        raise Refused("file_kind_not_taken")
    if not named_as(kind, file.name or ""):
        raise Refused("file_not_as_named")
    return kind


def _refuse_early(call: Call, by: Person) -> None:
    """What needs no lock is refused before anything is written to the disk."""
    if not rules.may_hand_in(by, call):
        raise Refused("not_allowed")
    if Kind.PAPER not in call.takes:
        raise Refused("kind_not_taken")
    if not call.takes_papers:
        raise Refused("papers_closed")


@transaction.atomic
def _hand_in(call: Call, title: str, body: str, language: str, original: str, file: "File[bytes]", by: Person) -> Contribution:
    call = Call.objects.select_for_update(of=("self",), no_key=True).select_related("alliance").get(pk=call.pk)
    _refuse_early(call, by)
    title, body = " ".join(title.split())[:160], body.strip()
    if len(title) < 3:
        raise Refused("title_needed")
    mandate = mandate_of(by, call)
    room = mandate.room if mandate else room_of(call, by)
    own = Contribution.objects.filter(call=call, kind=Kind.PAPER).exclude(state=State.WITHDRAWN)
    standing = own.filter(author=by, title=title).order_by("-pk").first()
    if standing is not None and _is_same(_latest(standing), original):
        return standing
    if (own.filter(author=by) if room is None else own.filter(from_room=room)).count() >= MOST_OF_A_ROOM:
        raise Refused("too_many_papers", count=MOST_OF_A_ROOM)
    call.last_number += 1
    call.save(update_fields=["last_number"])
    made = Contribution.objects.create(
        call=call,
        number=call.last_number,
        kind=Kind.PAPER,
        title=title,
        body=body,
        language=language,
        author=by,
        author_name=by.display_name,
        from_room=room,
        state=State.DRAFT,
        search_text=search_text(title, body),
        submitted_at=timezone.now(),
    )
    step(made, State.SUBMITTED, by)
    paper = Paper.objects.create(contribution=made)
    _revise(paper, 1, Deed.HAND_IN, original, file, by)
    return made


@transaction.atomic
def _hand_in_again(contribution: Contribution, original: str, file: "File[bytes]", by: Person) -> Revision:
    row = locked(contribution)
    last = _latest(row)
    if not rules.reader_of(by, row).writes:
        raise Refused("not_allowed")
    if last is not None and last.state in WAITING and last.work != Revision.Work.FAILED and _is_same(last, original):
        return last
    if last is None or row.state not in (State.SUBMITTED, State.UNDER_REVIEW, State.NEEDS_CHANGES):
        raise Refused("not_from_here")
    replaced = after(RevisionState(last.state), Deed.REPLACE, Role.AUTHOR)
    if replaced is None or (last.state in WAITING and last.work != Revision.Work.FAILED):
        raise Refused("not_from_here")
    if last.number >= MOST_REVISIONS:
        raise Refused("too_many_papers", count=MOST_REVISIONS)
    deed = Deed.HAND_IN if last.state == RevisionState.SUBMITTED else Deed.HAND_IN_AGAIN
    last.state = replaced
    last.save(update_fields=["state"])
    if row.state == State.NEEDS_CHANGES:
        step(row, State.SUBMITTED, by)
    return _revise(last.paper, last.number + 1, deed, original, file, by)


def _revise(paper: Paper, number: int, deed: Deed, original: str, file: "File[bytes]", by: Person) -> Revision:
    state = after(RevisionState.DRAFT, deed, Role.AUTHOR)
    assert state is not None
    return Revision.objects.create(
        paper=paper,
        number=number,
        state=state,
        original=original,
        original_name=_clean_name(file.name or ""),
        by=by,
        handed_in_at=timezone.now(),
    )


def _latest(contribution: Contribution) -> Revision | None:
    rows = Revision.objects.select_for_update(of=("self",), no_key=True).filter(paper__contribution=contribution)
    return rows.select_related("paper").order_by("-number").first()


def _is_same(revision: Revision | None, original: str) -> bool:
    if revision is None:
        return False
    before, now = paper_files.original_of(revision), paper_files.folder() / original
    one, other = store().find(before), store().find(now)
    if one is None or other is None or one.size != other.size:
        return False
    return _digest(before, one.size) == _digest(now, other.size)


def _digest(path: Path, size: int) -> bytes:
    digest = hashlib.sha256()
    for piece in store().pieces(path, 0, size - 1):
        digest.update(piece)
    return digest.digest()


def _clean_name(name: str) -> str:
    """The name it came with, for its authors to know it by. Letters that turn the line round would let it look like another."""
    own = PurePath(name.replace("\\", "/")).name
    return "".join(letter for letter in own if unicodedata.category(letter)[0] != "C")[-200:]
