"""A sitting as the wire shows it, read from the rows."""

from collections.abc import Iterable

from multaqa.accounts.models import Person
from multaqa.alliance.models import Seat
from multaqa.assembly.enums import Capacity, ItemState, SittingState, Standing
from multaqa.assembly.models import AgendaItem, Ballot, Decision, Invitation, Participant, Sitting
from multaqa.contributions.enums import Kind
from multaqa.rooms.domain.recording import ms
from multaqa.rooms.models import Room, Turn
from multaqa.wire.views import BallotView, ItemView, PaperView, PersonView, PlaceTaken, QuorumView, SeatView, SittingView

WITHOUT_ROOM = (Capacity.CHAIR, Capacity.SECRETARY, Capacity.GUEST, Capacity.PRESENTER, Capacity.OBSERVER)


def sitting_view(sitting: Sitting) -> SittingView:
    """The whole sitting."""
    series = sitting.cycle.series
    return SittingView(
        id=sitting.pk,
        kind=sitting.kind,  # type: ignore[arg-type]
        title=sitting.title or sitting.cycle.topic,
        alliance=series.alliance.name,
        page=f"/months/{sitting.cycle_id}/",
        state=sitting.state,  # type: ignore[arg-type]
        starts_at=ms(sitting.starts_at),
        opened_at=ms(sitting.opened_at),
        suspended_for=sitting.suspended_for,  # type: ignore[arg-type]
        seats=seats_view(sitting),
        places=places_view(sitting),
        items=items_view(sitting),
        current=sitting.current_item_id or 0,
        quorum=quorum_view(sitting),
        ballots=ballots_view(sitting),
        recorded=sitting.recorded,
        seconds_a_room=sitting.seconds_a_room,
        next_starts_at=ms(sitting.next_starts_at),
        decisions=list(Decision.objects.filter(sitting=sitting).order_by("number").values_list("text", flat=True)),
    )


def person_view(person: Person) -> PersonView:
    """Somebody, without an office in the room."""
    return PersonView(person.pk, person.number, person.display_name, person.kind)  # type: ignore[arg-type]


def seats_view(sitting: Sitting) -> list[SeatView]:
    """Every member room's seat, by the room's name."""
    spent = spoken_ms(sitting)
    places: dict[int, list[Participant]] = {}
    for row in Participant.objects.now().filter(sitting=sitting, room__isnull=False).select_related("person").order_by("pk"):
        places.setdefault(row.room_id or 0, []).append(row)
    return [_seat_view(room, places.get(room.pk, []), spent.get(room.pk, 0)) for room in member_rooms(sitting)]


def member_rooms(sitting: Sitting) -> list[Room]:
    """The rooms that have a seat, by name."""
    seats = Seat.objects.now().filter(alliance=sitting.cycle.series.alliance).select_related("room")
    return sorted((seat.room for seat in seats), key=lambda room: (room.name_key, room.pk))


def _seat_view(room: Room, places: list[Participant], spent_ms: int) -> SeatView:
    holder = next((row for row in places if row.holds_seat), None)
    alternate = next((row.person for row in places if row.capacity == Capacity.ALTERNATE), None)
    delegate = next((row.person for row in places if row.capacity != Capacity.ALTERNATE), None)
    return SeatView(
        room=room.pk,
        slug=room.slug,
        name=room.name,
        tint=room.tint,
        delegate=person_view(delegate) if delegate else None,
        alternate=person_view(alternate) if alternate else None,
        holder=holder.person_id if holder else 0,
        present=holder is not None and holder.present_since is not None,
        spent_ms=spent_ms,
    )


def spoken_ms(sitting: Sitting) -> dict[int, int]:
    """What each room has spoken in this sitting up to now, in ms, without a turn that still runs."""
    spent: dict[int, int] = {}
    rows = Turn.objects.filter(gathering=sitting.gathering_id, for_room__isnull=False).exclude(spent_ms=0)
    for room, spoken in rows.values_list("for_room", "spent_ms"):
        spent[room] = spent.get(room, 0) + spoken
    return spent


def places_view(sitting: Sitting) -> list[PlaceTaken]:
    """Those who sit without a room's seat, the chair first."""
    about = dict(Invitation.objects.filter(cycle=sitting.cycle_id).values_list("guest", "introduction"))
    rows = Participant.objects.now().filter(sitting=sitting, capacity__in=WITHOUT_ROOM).select_related("person")
    order = {capacity: at for at, capacity in enumerate(WITHOUT_ROOM)}
    return [
        PlaceTaken(person_view(row.person), row.capacity, about.get(row.person_id, ""), row.present_since is not None)  # type: ignore[arg-type]
        for row in sorted(rows, key=lambda row: (order[Capacity(row.capacity)], row.pk))
    ]


def quorum_view(sitting: Sitting) -> QuorumView:
    """Rooms present, needed, and all."""
    held = Participant.objects.now().filter(sitting=sitting, holds_seat=True, present_since__isnull=False)
    seats = Seat.objects.now().filter(alliance=sitting.cycle.series.alliance)
    present = held.filter(room__in=seats.values("room")).count()
    return QuorumView(present, sitting.quorum_needed, seats.count())


def items_view(sitting: Sitting) -> list[ItemView]:
    """The agenda in order, parts after their item."""
    found = AgendaItem.objects.filter(sitting=sitting).select_related("presenter", "contribution", "sitting__cycle")
    rows = list(found.prefetch_related("minutes_to_approve").order_by("position", "pk"))
    shown: list[ItemView] = []
    for at, item in enumerate((row for row in rows if row.parent_id is None), start=1):
        shown.append(_item_view(item, str(at)))
        shown += [_item_view(part, f"{at}.{n}") for n, part in enumerate((r for r in rows if r.parent_id == item.pk), start=1)]
    return shown


def _item_view(item: AgendaItem, number: str) -> ItemView:
    return ItemView(
        id=item.pk,
        number=number,
        kind=item.kind,  # type: ignore[arg-type]
        title=item.title,
        minutes=item.minutes,
        state=item.state,  # type: ignore[arg-type]
        note=item.note,
        presenter=person_view(item.presenter) if item.presenter else None,
        spent_ms=item.spent_ms,
        running_since=ms(item.running_since),
        paper=_paper_view(item),
        page=item.page,
        url=_url(item),
        do_not_record=item.do_not_record,
    )


def _url(item: AgendaItem) -> str:
    """Where there is more to read about it: what was brought, the minutes to approve, the open actions."""
    if item.contribution is not None and item.contribution.number:
        return f"/calls/{item.contribution.call_id}/{item.contribution.number}/"
    if item.standing == Standing.ACTIONS:
        return f"/months/actions/?series={item.sitting.cycle.series_id}"
    waits = next(iter(item.minutes_to_approve.all()), None)
    return f"/months/minutes/{waits.sitting_id}/" if waits is not None else ""


def _paper_view(item: AgendaItem) -> PaperView | None:
    if item.contribution is None or item.contribution.kind != Kind.PAPER:
        return None
    from multaqa.contributions.domain.papers import shown

    found = shown(item.contribution)
    return None if found is None else PaperView(item.contribution.title, *found)


def ballots_view(sitting: Sitting) -> list[BallotView]:
    """Every ballot of the sitting, in the order they were made."""
    ballots = list(ballots_of(sitting))
    if not ballots:
        return []
    from multaqa.assembly.domain.ballot_views import ballot_view

    return [ballot_view(ballot) for ballot in ballots]


def ballots_of(sitting: Sitting) -> Iterable[Ballot]:
    """The rows."""
    return Ballot.objects.filter(item__sitting=sitting).order_by("pk")


def is_over(sitting: Sitting) -> bool:
    """Whether nothing is asked or decided in it any more."""
    return sitting.state in (SittingState.ADJOURNED, SittingState.CLOSED, SittingState.CANCELLED)


def following(sitting: Sitting) -> AgendaItem | None:
    """The next item to come."""
    current = sitting.current_item
    rows = AgendaItem.objects.filter(sitting=sitting, state=ItemState.PLANNED).order_by("position", "pk")
    ordered = [row for row in rows if row.parent_id is None]
    parts = [row for row in rows if current is not None and row.parent_id in (current.pk, current.parent_id) and row.parent_id]
    return next(iter(parts or ordered), None)
