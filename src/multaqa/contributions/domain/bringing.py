"""Bringing something to the call: drafted, handed in, changed, taken back. The author's deeds."""

from django.db import transaction
from django.utils import timezone

from multaqa.accounts.models import Person
from multaqa.common.refusal import Refused
from multaqa.contributions.domain.searching import search_text
from multaqa.contributions.domain.states import Deed, Role, after
from multaqa.contributions.enums import Kind, State
from multaqa.contributions.models import Call, Contribution, Step
from multaqa.rooms.models import Membership, Room

MOST_A_DAY = 20


@transaction.atomic
def bring(call: Call, *, kind: str, title: str, body: str = "", language: str = "ar", by: Person) -> Contribution:
    """Hands something in, and gives it the next number of the call. Anyone with a name may. The same text by the same person
    again is answered as it stands. Raises Refused: call_closed, kind_not_taken, title_needed, too_many_brought."""
    call = Call.objects.select_for_update(of=("self",), no_key=True).get(pk=call.pk)
    if not call.is_open:
        raise Refused("call_closed")
    if kind not in call.takes or kind == Kind.PAPER:
        raise Refused("kind_not_taken")
    title, body = " ".join(title.split()), body.strip()
    if len(title) < 3:
        raise Refused("title_needed")
    own = Contribution.objects.filter(call=call, author=by)
    standing = own.filter(kind=kind, title=title, body=body).exclude(state=State.WITHDRAWN).first()
    if standing is not None:
        return standing
    if own.filter(made_at__date=timezone.now().date()).count() >= MOST_A_DAY:
        raise Refused("too_many_brought", count=MOST_A_DAY)
    call.last_number += 1
    call.save(update_fields=["last_number"])
    made = Contribution.objects.create(
        call=call,
        number=call.last_number,
        kind=kind,
        title=title[:160],
        body=body,
        language=language,
        author=by,
        author_name=by.display_name,
        from_room=room_of(call, by),
        state=State.SUBMITTED,
        search_text=search_text(title, body),
        submitted_at=timezone.now(),
    )
    Step.objects.create(contribution=made, state=State.SUBMITTED, at=timezone.now(), by=by)
    return made


def room_of(call: Call, person: Person) -> Room | None:
    """The member room somebody comes from: the first they belong to."""
    own = Membership.objects.now().filter(person=person, room__seats__alliance=call.alliance, room__seats__state="member")
    found = own.select_related("room").order_by("since").first()
    return None if found is None else found.room


@transaction.atomic
def change(contribution: Contribution, *, title: str, body: str, by: Person) -> Contribution:
    """The author changes the text while it is not under review. One that was given back is handed in again with it. Raises
    Refused: not_allowed, not_from_here, title_needed."""
    row = locked(contribution)
    _require_author(row, by)
    state = after(State(row.state), Deed.EDIT, Role.AUTHOR)
    if state is None:
        raise Refused("not_from_here")
    title, body = " ".join(title.split()), body.strip()
    if len(title) < 3:
        raise Refused("title_needed")
    row.title, row.body, row.search_text = title[:160], body, search_text(title, body)
    row.save(update_fields=["title", "body", "search_text"])
    # A paper that was given back comes again with another file.
    if row.state == State.NEEDS_CHANGES and row.kind != Kind.PAPER:
        step(row, State.SUBMITTED, by)
    return row


@transaction.atomic
def withdraw(contribution: Contribution, *, why: str = "", by: Person) -> Contribution:
    """The author takes it back; what was said about it stays. Raises Refused: not_allowed, not_from_here."""
    row = locked(contribution)
    _require_author(row, by)
    if row.state == State.WITHDRAWN:
        return row
    if after(State(row.state), Deed.WITHDRAW, Role.AUTHOR) is None:
        raise Refused("not_from_here")
    # What the committee had decided and not published speaks of something that is no longer before it.
    row.pending_state, row.pending_answer = "", ""
    row.save(update_fields=["pending_state", "pending_answer"])
    step(row, State.WITHDRAWN, by, why)
    return row


def step(row: Contribution, state: State, by: Person, why: str = "") -> None:
    """Into a state, with its line in the trace."""
    row.state = state
    row.save(update_fields=["state"])
    Step.objects.create(contribution=row, state=state, at=timezone.now(), by=by, why=why[:2000])


def locked(contribution: Contribution) -> Contribution:
    """The row, locked until the end of the transaction."""
    return (
        Contribution.objects.select_for_update(of=("self",), no_key=True)
        .select_related("call__alliance", "author")
        .get(pk=contribution.pk)
    )


def _require_author(row: Contribution, by: Person) -> None:
    if row.author_id != by.pk:
        raise Refused("not_allowed")
