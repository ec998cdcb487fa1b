"""Rows as the wire shows them."""

from types import EllipsisType

from django.db.models import QuerySet

from multaqa.accounts.models import Person
from multaqa.common.prepared import prepared
from multaqa.rooms.domain.presiding import Presiding, presiding_in
from multaqa.rooms.domain.recording import ms
from multaqa.rooms.enums import Role
from multaqa.rooms.models import Gathering, Membership, Message, Room, Sanction, Turn
from multaqa.wire.views import (
    FloorRules,
    GatheringView,
    LineView,
    MessageView,
    PersonView,
    RoomView,
    SanctionView,
    TurnView,
)

QUOTE_LENGTH = 120


class Viewer:
    """Shows the rows of one room; reads once who keeps order there. Whoever knows who presides, or that nobody does, says so."""

    def __init__(self, room: Room, presiding: Presiding | EllipsisType | None = ...) -> None:
        self.room = room
        found = presiding_in(room) if presiding is ... else presiding
        self._roles: dict[int, str] = dict(_staff(room.pk))
        self._presidents = [one for one in (found.presidents() if found else ()) if one.pk not in self._roles]
        # Whoever presides keeps order for the length of the sitting.
        self._roles |= {one.pk: Role.SUPERVISOR.value for one in self._presidents}

    def staff(self) -> list[PersonView]:
        """Those who keep order, the longest in office first, then whoever presides over the sitting."""
        rows = Membership.objects.staff().filter(room=self.room).select_related("person").order_by("since", "pk")
        staff = [row.person for row in rows if row.person_id in self._roles]
        return [self.person(one) for one in (*staff, *self._presidents)]

    def is_staff(self, person: int) -> bool:
        """Whether they keep order here."""
        return person in self._roles

    def person(self, person: Person, name: str = "") -> PersonView:
        """Somebody, by the name they had when it happened."""
        role = self._roles.get(person.pk)
        return PersonView(person.pk, person.number, name or person.display_name, person.kind, role)  # type: ignore[arg-type]

    def turn(self, turn: Turn) -> TurnView:
        """A turn; `turn.person` must be loaded."""
        return TurnView(
            id=turn.pk,
            stream=turn.stream,
            person=self.person(turn.person, turn.name),
            kind=turn.kind,  # type: ignore[arg-type]
            state=turn.state,  # type: ignore[arg-type]
            reason=turn.reason,  # type: ignore[arg-type]
            asked_at=ms(turn.asked_at),
            seconds=turn.seconds,
            spent_ms=turn.spent_ms,
            running_since=ms(turn.running_since),
            deadline=ms(turn.deadline),
            interrupted=turn.interrupted_at is not None,
            skips=turn.skips,
            text=turn.text,
            room=turn.for_room_id or 0,
            item=turn.item,
            interposed_on=turn.interposed_on_id or 0,
            off_record=turn.off_record,
        )

    def message(self, message: Message) -> MessageView:
        """A message; `person` and `reply_to` must be loaded. A hidden one keeps its place and loses its text."""
        hidden, answered = message.hidden_at is not None, message.reply_to
        quote = "" if answered is None or answered.hidden_at or hidden or answered.whisper else answered.text[:QUOTE_LENGTH]
        return MessageView(
            id=message.pk,
            n=message.n,
            person=self.person(message.person, message.name),
            text="" if hidden else message.text,
            at=ms(message.at),
            reply_to=message.reply_to_id,
            reply_name=answered.name if answered else "",
            reply_text=quote,
            mentions=message.mentions,
            whisper=message.whisper,
            hidden=hidden,
        )

    def sanction(self, sanction: Sanction, *, of: Person | None = None, with_reason: bool = False) -> SanctionView:
        """A sanction; its reason only for those it is for. `of` is its person, where that was not read with it."""
        return SanctionView(
            id=sanction.pk,
            person=self.person(of or sanction.person),
            kind=sanction.kind,  # type: ignore[arg-type]
            since=ms(sanction.since),
            until=ms(sanction.until),
            by=sanction.by.display_name if with_reason else "",
            why=sanction.why if with_reason else "",
        )


@prepared
def _staff(room: int) -> "QuerySet[Membership, tuple[int, str]]":
    return Membership.objects.staff().filter(room=room).values_list("person_id", "role")


def room_view(room: Room) -> RoomView:
    """The room's face and rule."""
    rules = FloorRules(
        microphones=room.microphones,
        seconds=room.seconds,
        question_seconds=room.question_seconds,
        reply_seconds=room.reply_seconds,
        order_seconds=room.order_seconds,
        kinds=room.offered_kinds,  # type: ignore[arg-type]
        fair=room.fair,
        cut=room.cut,
        auto_call=room.auto_call,
        countdown_seconds=room.countdown_seconds,
        grace_seconds=room.grace_seconds,
        visitors_ask=room.visitors_ask,
        visitors_write=room.visitors_write,
        links=room.links,  # type: ignore[arg-type]
        slow_seconds=room.slow_seconds,
    )
    return RoomView(room.pk, room.slug, room.name, room.tint, room.doors, rules)  # type: ignore[arg-type]


def line_view(gathering: Gathering) -> LineView:
    """Whether the line takes new requests."""
    closed_by = gathering.line_closed_by
    return LineView(
        gathering.line_closed_at is not None, ms(gathering.line_closed_at), closed_by.display_name if closed_by else ""
    )


def gathering_view(gathering: Gathering) -> GatheringView:
    """The gathering itself."""
    return GatheringView(
        gathering.pk, gathering.title, ms(gathering.opened_at), ms(gathering.suspended_at), ms(gathering.suspended_until)
    )
