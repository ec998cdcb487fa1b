"""Folding: a picture and the next event make the next picture. Snapshot and events make a fresh snapshot."""

from msgspec.structs import replace

from multaqa.wire.events import (
    BallotChanged,
    Closed,
    Floor,
    GatheringChanged,
    HereChanged,
    Hidden,
    LastingEvent,
    Lifted,
    PageTurned,
    Pinned,
    Quiet,
    RoomChanged,
    Said,
    Sanctioned,
    SeatsChanged,
    SittingChanged,
    StaffChanged,
    VoteCast,
)
from multaqa.wire.views import BallotView, MessageView, PersonView, Picture, Role, SanctionView, SittingView, TurnView

LIVE_STATES = frozenset({"waiting", "called", "speaking", "paused"})
MOST_SPOKE = 50
MOST_MESSAGES = 50
QUOTE_LENGTH = 120


def fold(picture: Picture, event: LastingEvent) -> Picture:
    """The picture after `event`, which must be number `picture.n + 1`; raises ValueError otherwise."""
    if event.n != picture.n + 1:
        raise ValueError(f"event {event.n} does not follow {picture.n}")
    return replace(_folded(picture, event), n=event.n)


def _folded(picture: Picture, event: LastingEvent) -> Picture:
    match event:
        case Floor():
            return _floor(picture, event)
        case Said(message=message):
            return picture if message.whisper else _said(picture, message)
        case Hidden():
            return _hidden(picture, event)
        case Pinned(message=pinned):
            return replace(picture, pinned=pinned)
        case Sanctioned(sanction=sanction):
            return _sanctioned(picture, sanction)
        case Lifted(sanction=lifted):
            return replace(picture, sanctions=[row for row in picture.sanctions if row.id != lifted])
        case RoomChanged(room=room):
            return replace(picture, room=room)
        case StaffChanged(staff=staff):
            return _staff(picture, staff)
        case GatheringChanged(gathering=gathering):
            return replace(picture, gathering=gathering)
        case SittingChanged(sitting=sitting):
            return replace(picture, sitting=sitting)
        case SeatsChanged() | HereChanged() | PageTurned() | BallotChanged() | VoteCast():
            return picture if picture.sitting is None else replace(picture, sitting=_sitting(picture.sitting, event))
        case Closed() | Quiet():
            return picture


def _sitting(sitting: SittingView, event: SeatsChanged | HereChanged | PageTurned | BallotChanged | VoteCast) -> SittingView:
    match event:
        case SeatsChanged(seats=seats, places=places, quorum=quorum):
            return replace(sitting, seats=seats, places=places, quorum=quorum)
        case HereChanged(here=here, away=away, quorum=quorum):
            moved = dict.fromkeys(here, True) | dict.fromkeys(away, False)
            return replace(
                sitting,
                seats=[replace(row, present=moved.get(row.holder, row.present)) for row in sitting.seats],
                places=[replace(row, present=moved.get(row.person.id, row.present)) for row in sitting.places],
                quorum=quorum,
            )
        case PageTurned(item=item, page=page):
            return replace(sitting, items=[replace(row, page=page) if row.id == item else row for row in sitting.items])
        case BallotChanged(ballot=ballot):
            return replace(sitting, ballots=_with(sitting.ballots, ballot))
        case VoteCast():
            return replace(sitting, ballots=[_voted_in(row, event) for row in sitting.ballots])


def _voted_in(ballot: BallotView, event: VoteCast) -> BallotView:
    """Rooms stand in the order of their numbers."""
    if ballot.id != event.ballot:
        return ballot
    return replace(ballot, voted=sorted({*ballot.voted, event.room}))


def _with(ballots: list[BallotView], changed: BallotView) -> list[BallotView]:
    """In its place when it is known, else the last."""
    if all(row.id != changed.id for row in ballots):
        return [*ballots, changed]
    return [changed if row.id == changed.id else row for row in ballots]


def _floor(picture: Picture, event: Floor) -> Picture:
    touched = {turn.id for turn in event.turns} | set(event.gone)
    live = [turn for turn in picture.turns if turn.id not in touched]
    live += [turn for turn in event.turns if turn.state in LIVE_STATES]
    over = sorted((turn for turn in event.turns if turn.state not in LIVE_STATES), key=_id, reverse=True)
    spoke = over + [turn for turn in picture.spoke if turn.id not in touched]
    return replace(
        picture,
        turns=sorted(live, key=_id),
        order=event.order,
        spoke=spoke[:MOST_SPOKE],
        line=event.line or picture.line,
    )


def _id(row: TurnView | SanctionView) -> int:
    return row.id


def _said(picture: Picture, message: MessageView) -> Picture:
    return replace(picture, messages=[*picture.messages, message][-MOST_MESSAGES:])


def _hidden(picture: Picture, event: Hidden) -> Picture:
    """The text goes and comes with the event; so do the quotes of it, and the quote it carries itself."""
    pinned = picture.pinned and _rewritten(picture.pinned, event)
    return replace(picture, messages=[_rewritten(row, event) for row in picture.messages], pinned=pinned)


def _rewritten(row: MessageView, event: Hidden) -> MessageView:
    if row.id == event.message:
        return replace(row, hidden=event.hidden, text=event.text, reply_text=event.quote)
    if row.reply_to == event.message:
        return replace(row, reply_text="" if row.hidden else event.text[:QUOTE_LENGTH])
    return row


def _sanctioned(picture: Picture, sanction: SanctionView) -> Picture:
    """A stopped voice or pen is seen by everybody, and takes the place of the one before; whoever was sent out is gone."""
    if sanction.kind not in ("voice", "text"):
        return picture
    others = [row for row in picture.sanctions if (row.person.id, row.kind) != (sanction.person.id, sanction.kind)]
    return replace(picture, sanctions=sorted([*others, sanction], key=_id))


def _staff(picture: Picture, staff: list[PersonView]) -> Picture:
    roles = {person.id: person.role for person in staff}
    return replace(
        picture,
        staff=staff,
        turns=[replace(row, person=_in_office(row.person, roles)) for row in picture.turns],
        spoke=[replace(row, person=_in_office(row.person, roles)) for row in picture.spoke],
        messages=[replace(row, person=_in_office(row.person, roles)) for row in picture.messages],
        pinned=picture.pinned and replace(picture.pinned, person=_in_office(picture.pinned.person, roles)),
        sanctions=[replace(row, person=_in_office(row.person, roles)) for row in picture.sanctions],
    )


def _in_office(person: PersonView, roles: dict[int, Role | None]) -> PersonView:
    return replace(person, role=roles.get(person.id))
