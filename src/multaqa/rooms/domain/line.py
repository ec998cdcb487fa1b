"""The line of a gathering, inside one transaction: loaded once, changed by a deed, put in order, told to everybody.

Every deed of the floor goes through a `Line`, so that the order, the reasons, the free microphones and the event that
tells of them can never disagree."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet

from multaqa.accounts.models import Person
from multaqa.common.prepared import prepared
from multaqa.rooms.domain.ordering import Place, arrange, key_for
from multaqa.rooms.domain.places import IN_LINE as IN_LINE
from multaqa.rooms.domain.places import places_of
from multaqa.rooms.domain.presiding import presiding_over
from multaqa.rooms.domain.recording import Record, ms, room_of
from multaqa.rooms.domain.views import Viewer, line_view
from multaqa.rooms.enums import LIVE_STATES, ON_AIR_STATES, TurnState
from multaqa.rooms.models import Gathering, Turn
from multaqa.wire.events import Floor, FloorWhat


class Line:
    """`turns` are the live ones. Change rows through `change`, then `tell` once."""

    def __init__(self, gathering: Gathering, *, by: Person | None, at: dt.datetime, record: Record | None = None) -> None:
        self.gathering, self.room, self.by, self.at = gathering, room_of(gathering), by, at
        self.record = record or Record(gathering, by=by, at=at)
        self.presiding = presiding_over(gathering)
        self.viewer = Viewer(self.room, self.presiding)
        self.turns: dict[int, Turn] = {turn.pk: turn for turn in _live(gathering.pk)}
        self._changed: dict[int, Turn] = {}
        self._gone: list[int] = []

    def of(self, person: Person) -> Turn | None:
        """This person's live turn, if any."""
        return next((turn for turn in self.turns.values() if turn.person_id == person.pk), None)

    def waiting(self) -> list[Turn]:
        """Everybody in line, in no particular order."""
        return [turn for turn in self.turns.values() if turn.state in IN_LINE]

    def on_air(self) -> list[Turn]:
        """Those called or speaking."""
        return [turn for turn in self.turns.values() if turn.state in ON_AIR_STATES]

    def free_microphones(self) -> int:
        """How many more may be called now."""
        return 0 if self.gathering.suspended_at else self.room.microphones - len(self.on_air())

    def add(self, turn: Turn) -> None:
        """A new request, already saved."""
        self.turns[turn.pk] = self._changed[turn.pk] = turn

    def change(self, turn: Turn, **fields: Any) -> None:
        """Sets and saves fields of a turn; one that is over leaves the line."""
        for name, value in fields.items():
            setattr(turn, name, value)
        turn.save(update_fields=list(fields))
        self._changed[turn.pk] = turn
        if turn.state in LIVE_STATES:
            self.turns[turn.pk] = turn
            self._gone = [pk for pk in self._gone if pk != turn.pk]
        elif self.turns.pop(turn.pk, None) is not None:
            if not turn.spent_ms:
                self._gone.append(turn.pk)
            self._after_interposing(turn)

    def _after_interposing(self, over: Turn) -> None:
        """A question that was put to a speaker is over: the speaker is called back. A speaker who is through leaves no
        question standing."""
        speaker = self.turns.get(over.interposed_on_id or 0)
        if speaker is not None and speaker.state == TurnState.PAUSED and self.free_microphones() > 0:
            self.call(speaker)
        for turn in [
            turn for turn in self.turns.values() if turn.interposed_on_id == over.pk and turn.state == TurnState.WAITING
        ]:
            self.change(turn, state=TurnState.EXPIRED, ended_at=self.at)

    def call(self, turn: Turn) -> None:
        """Opens the countdown in which the called person presses."""
        deadline = self.at + dt.timedelta(seconds=self.room.countdown_seconds)
        self.change(turn, state=TurnState.CALLED, called_at=self.at, deadline=deadline, interrupted_at=None)

    def stop_clock(self, turn: Turn) -> dict[str, Any]:
        """The fields that stop a turn's clock and count what was spoken."""
        spoken = ms(self.at) - ms(turn.running_since) if turn.running_since else 0
        return {"running_since": None, "spent_ms": turn.spent_ms + max(0, spoken)}

    def put(self, turn: Turn, index: int, reason: str) -> None:
        """Moves a waiting turn to an index of the line, where it stays in relation to its neighbours."""
        others = [place for place in self._places() if place.id != turn.pk]
        self.change(turn, place=list(key_for(others, index, fair=self.room.fair)), reason=reason)

    def order(self) -> list[int]:
        """The ids in line, first to last; turns whose reason changed are marked as changed."""
        arranged = arrange(self._places(), fair=self.room.fair)
        for pk, reason in arranged:
            if self.turns[pk].reason != reason:
                self.change(self.turns[pk], reason=reason)
        return [pk for pk, _ in arranged]

    def advance(self) -> list[Turn]:
        """Calls the next in line while a microphone is free, where the room does so by itself."""
        called: list[Turn] = []
        while self.room.auto_call and self.free_microphones() > 0:
            following = next((self.turns[pk] for pk in self.order() if self._can_be_called(self.turns[pk])), None)
            if following is None:
                break
            self.call(following)
            called.append(following)
        return called

    def tell(self, what: FloorWhat, *, subject: Turn | None = None, why: str = "", act: int | None = None, **more: Any) -> int:
        """Calls whoever is next, writes the one event of this deed, and answers its number."""
        self.advance()
        order = self.order()
        n = self.record.write(
            Floor,
            what=what,
            turns=[self.viewer.turn(turn) for pk, turn in self._changed.items() if pk not in self._gone],
            order=order,
            gone=self._gone,
            line=line_view(self.gathering) if more.pop("line", False) else None,
            subject=subject.pk if subject else None,
            why=why,
            act=act,
            **more,
        )
        if self.presiding is not None:
            self.presiding.told(self.record, list(self._changed.values()))
        return n

    def begin_again(self) -> None:
        """After an event was told, what follows belongs to the next one."""
        self._changed, self._gone = {}, []

    @staticmethod
    def _can_be_called(turn: Turn) -> bool:
        """Not a kept turn, which comes back by its owner's press; not a written one, which is read out; not an interposed
        question, which its speaker takes or declines."""
        return turn.state == TurnState.WAITING and turn.kind not in ("written", "interposed")

    def _places(self) -> list[Place]:
        return places_of(self.gathering, self.waiting(), self.presiding)


@prepared
def _live(gathering: int) -> "QuerySet[Turn, Turn]":
    return Turn.objects.live().filter(gathering=gathering).select_related("person").order_by("pk")
