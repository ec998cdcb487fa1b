"""The rules a sitting gives its gathering: who may come in and do what, who may ask for the floor and how, whose turn is fair."""

from collections.abc import Mapping, Sequence
from functools import cache, partial

from django.db.models import QuerySet

from multaqa.accounts.models import Person
from multaqa.assembly.domain.seats import OPEN_STATES, place_of, room_spoken_for, tell_seats
from multaqa.assembly.domain.sitting_views import is_over, sitting_view, spoken_ms
from multaqa.assembly.enums import Capacity, ItemKind, SittingKind, SittingState
from multaqa.assembly.models import Participant, Sitting, Vote
from multaqa.common.prepared import prepared
from multaqa.common.refusal import Refused
from multaqa.rooms.domain.entry import Verdict
from multaqa.rooms.domain.places import IN_LINE
from multaqa.rooms.domain.presiding import Granted
from multaqa.rooms.domain.recording import Record
from multaqa.rooms.enums import TurnKind, TurnState
from multaqa.rooms.models import Room, Turn
from multaqa.wire.views import Ability, SittingView, YourSeat

ORDINARY = (TurnKind.CONTRIBUTION, TurnKind.QUESTION)
MOST_SECONDS = 3600
LEAST_SECONDS = 10


def presiding_of(room: Room) -> "SittingRules | None":
    """The sitting that goes on in a room now, as its rules. It is asked at every coming and every deed: what belongs to the
    sitting is read when it is wanted."""
    return next((SittingRules(sitting) for sitting in _going_on_in(room.pk)), None)


@prepared
def _going_on_in(room: int) -> "QuerySet[Sitting, Sitting]":
    found = Sitting.objects.filter(gathering__room=room, gathering__closed_at=None, state__in=OPEN_STATES)
    return found.order_by("pk")[:1]


class SittingRules:
    """See `rooms.domain.presiding.Presiding`."""

    def __init__(self, sitting: Sitting) -> None:
        self.sitting = sitting
        self._place_of = cache(partial(place_of, sitting))

    # ── who may what ──

    def judge(self, person: Person | None, everyday: Verdict) -> Verdict:
        """A capacity opens the door whatever the room's own order says; without one, the preparatory sitting is closed, or
        listened to, and the open one keeps the doors of its host."""
        place = self._place_of(person) if person is not None else None
        if place is None or place.capacity in (Capacity.LISTENER, Capacity.OBSERVER):
            return self._judge_others(person, everyday)
        can: list[Ability] = ["listen", "ask", "write"]
        if place.capacity == Capacity.CHAIR:
            can += ["supervise", "chair", "record"]
        elif "supervise" in everyday.can:
            can.append("supervise")
        if place.capacity == Capacity.SECRETARY:
            can.append("record")
        if place.holds_seat:
            can.append("vote")
        return Verdict((*can, "own") if "own" in everyday.can else tuple(can))

    def _judge_others(self, person: Person | None, everyday: Verdict) -> Verdict:
        removed = self._removed(person)
        if removed is not None:
            return Verdict((), "removed_from_sitting", {"why": removed})
        if self.sitting.kind == SittingKind.OPEN or "supervise" in everyday.can:
            return everyday
        if self.sitting.observers_welcome and everyday.refused is None:
            return Verdict(("listen",))
        return Verdict((), "delegates_only")

    def _removed(self, person: Person | None) -> str | None:
        if person is None:
            return None
        # A place that ended with its mandate carries no reason: only a removal does.
        gone = Participant.objects.filter(sitting=self.sitting, person=person, until__isnull=False).exclude(why="")
        return gone.order_by("-until").values_list("why", flat=True).first()

    def holds_place(self, person: int) -> bool:
        """In a capacity no sanction of the room takes away."""
        places = Participant.objects.now().filter(sitting=self.sitting, person_id=person)
        return places.exclude(capacity__in=(Capacity.LISTENER, Capacity.OBSERVER)).exists()

    def presidents(self) -> list[Person]:
        """Whoever chairs."""
        return [row.person for row in _chairs(self.sitting.pk)]

    # ── the floor ──

    def grant(self, kind: str, to: int | None, live: Sequence[Turn], by: Person) -> Granted:
        """Raises Refused: sitting_not_open, sitting_over, kind_for_chair, nobody_to_interpose, room_time_over."""
        if is_over(self.sitting):
            raise Refused("sitting_over")
        if self.sitting.state == SittingState.LOBBY:
            raise Refused("sitting_not_open")
        place = self._place_of(by)
        room = room_spoken_for(self.sitting, by, place)
        item = self.sitting.current_item
        self._refuse_kind(kind, place, by)
        assert self.sitting.room is not None
        seconds = self.sitting.room.seconds_for(kind)
        if kind == TurnKind.PRESENTER and item is not None:
            seconds = min(MOST_SECONDS, item.minutes * 60)
        if kind in ORDINARY and room is not None:
            seconds = min(seconds, self._left_for(room, seconds))
        return Granted(
            seconds,
            for_room=room,
            item=item.pk if item else 0,
            interposed_on=self._speaker(to, live, by) if kind == TurnKind.INTERPOSED else None,
            off_record=bool((place and place.do_not_record) or (item and item.do_not_record)),
        )

    def _refuse_kind(self, kind: str, place: Participant | None, by: Person) -> None:
        capacity = place.capacity if place else Capacity.LISTENER
        item = self.sitting.current_item
        if kind == TurnKind.NOTICE and capacity not in (Capacity.CHAIR, Capacity.SECRETARY):
            raise Refused("kind_for_chair")
        if kind == TurnKind.PRESENTER:
            presents = item is not None and item.presenter_id == by.pk
            speaks = item is not None and item.kind == ItemKind.WORD and capacity == Capacity.GUEST
            if not (presents or speaks or capacity == Capacity.CHAIR):
                raise Refused("kind_for_chair")

    def _left_for(self, room: Room, seconds: int) -> int:
        if not self.sitting.seconds_a_room:
            return seconds
        left = self.sitting.seconds_a_room - spoken_ms(self.sitting).get(room.pk, 0) // 1000
        if left < LEAST_SECONDS:
            raise Refused("room_time_over")
        return left

    @staticmethod
    def _speaker(to: int | None, live: Sequence[Turn], by: Person) -> Turn:
        speaking = [turn for turn in live if turn.state == TurnState.SPEAKING and turn.person_id != by.pk]
        found = next((turn for turn in speaking if to in (None, turn.pk)), None)
        if found is None:
            raise Refused("nobody_to_interpose")
        return found

    def heard(self, waiting: Sequence[Turn]) -> Mapping[int, tuple[int, bool]]:
        """How often the room of each has had the floor on this item, and how many of its own stand before it: no second
        speaker of a room before every waiting room had one."""
        had: dict[tuple[str, int], int] = {}
        on_item = Turn.objects.filter(gathering=self.sitting.gathering_id, item=self.sitting.current_item_id or 0)
        for room, person in on_item.filter(spent_ms__gt=0).exclude(state__in=IN_LINE).values_list("for_room", "person"):
            key = _key(room, person)
            had[key] = had.get(key, 0) + 1
        levels: dict[int, tuple[int, bool]] = {}
        before = dict(had)
        for turn in sorted(waiting, key=lambda turn: (turn.asked_at, turn.pk)):
            key = _key(turn.for_room_id if self.sitting.fair_rooms else None, turn.person_id)
            levels[turn.pk] = (before.get(key, 0), key[0] == "room")
            before[key] = before.get(key, 0) + 1
        return levels

    # ── what is seen ──

    def view(self) -> SittingView:
        """The sitting as everybody sees it."""
        return sitting_view(self.sitting)

    def seat(self, person: Person) -> YourSeat | None:
        """One's own place, and what one voted in open ballots."""
        place = self._place_of(person)
        if place is None:
            return None
        votes = _votes(self.sitting.pk, place.room_id) if place.holds_seat and place.room_id else []
        rows = [(str(vote.ballot_id), vote) for vote in votes]
        return YourSeat(
            place.capacity,  # type: ignore[arg-type]
            place.room_id or 0,
            place.holds_seat,
            place.do_not_record,
            {pk: list(vote.choices) for pk, vote in rows},
            {pk: vote.receipt for pk, vote in rows},
        )

    # ── what happens to the gathering ──

    def told(self, record: Record, turns: Sequence[Turn]) -> None:
        """The time of a room grows when a turn spoken for it stops: its seat tells."""
        if any(turn.for_room_id and turn.spent_ms and turn.running_since is None for turn in turns):
            tell_seats(record, self.sitting, "spoken")

    def suspended(self, record: Record) -> None:
        """The clock of the item stands still."""
        from multaqa.assembly.domain.running import suspend_clock

        suspend_clock(record, self.sitting)

    def reconvened(self, record: Record) -> None:
        """The clock of the item goes on."""
        from multaqa.assembly.domain.running import resume_clock

        resume_clock(record, self.sitting)

    def closing(self, by: Person) -> None:
        """A sitting in session is adjourned by its chair; before it, closing only shuts the doors again."""
        from multaqa.assembly.domain.running import shut

        shut(self.sitting, by=by)


@prepared
def _chairs(sitting: int) -> "QuerySet[Participant, Participant]":
    chairs = Participant.objects.now().filter(sitting=sitting, capacity=Capacity.CHAIR)
    return chairs.select_related("person").order_by("pk")


@prepared
def _votes(sitting: int, room: int) -> "QuerySet[Vote, Vote]":
    return Vote.objects.filter(ballot__item__sitting=sitting, room=room)


def _key(room: int | None, person: int) -> tuple[str, int]:
    return ("room", room) if room is not None else ("person", person)
