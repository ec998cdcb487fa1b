"""Telling the house when somebody called or on air is gone, and when they are back."""

import asyncio
from collections.abc import Callable, Iterable
from functools import partial
from typing import Protocol

from multaqa.live.again import Again
from multaqa.live.core.presence import Present
from multaqa.live.core.rolls import Patience
from multaqa.live.ports import House
from multaqa.wire.views import Picture, TurnView


class Others(Protocol):
    """What is known of the other nodes."""

    @property
    def are_any(self) -> bool:
        """Whether there are other nodes, as far as this one knows."""
        ...

    @property
    def are_heard(self) -> bool:
        """Whether the other nodes can be heard now."""
        ...


class Absences:
    """Compares who should be here with who is. `look` gives the picture of now, None when nothing should be told.

    Whoever left this node is told of at once. Of all others this node knows by the words of other nodes, which come later
    than the house's: it waits a moment, and finds nobody absent while it cannot hear them.
    """

    def __init__(
        self,
        gathering: int,
        house: House,
        again: Again,
        present: Present,
        look: Callable[[], Picture | None],
        others: Others,
        patience: Patience,
    ) -> None:
        self._gathering, self._house, self._again, self._present, self._look = gathering, house, again, present, look
        self._others, self._patience = others, patience
        self._told: dict[int, tuple[int, str]] = {}
        self._settled_in = False
        self._settling: asyncio.TimerHandle | None = None
        self._waiting: dict[int, asyncio.TimerHandle] = {}

    def begin(self) -> None:
        """A node that has just loaded a gathering, or has not heard the others for a while, gives everybody time to come back
        before it finds them absent."""
        self._stop_settling()
        self._settled_in = False
        self._settling = asyncio.get_running_loop().call_later(self._patience.settling_in_seconds, self._settle_in)

    def stop(self) -> None:
        """Tells nothing more."""
        self._stop_settling()
        for handle in self._waiting.values():
            handle.cancel()
        self._waiting.clear()

    def left(self, person: int) -> None:
        """The last page of a person at this node is gone."""
        self._look_for(person)

    def came(self, person: int) -> None:
        """A person is connected to this node."""
        self._told.pop(person, None)
        self._look_for(person)

    def moved_elsewhere(self, persons: Iterable[int]) -> None:
        """These came to another node, or left it."""
        picture = self._look()
        wanted = {turn.person.id for turn in picture.turns} if picture is not None else set()
        for person in wanted.intersection(persons):
            if self._present.is_here(person):
                self._told.pop(person, None)
            else:
                self._look_later(person)

    def changed(self, picture: Picture) -> None:
        """After an event: whoever is interrupted but here, or on air but gone, is told of."""
        for turn in picture.turns:
            if self._present.is_here(turn.person.id):
                if turn.interrupted:
                    self._look_for(turn.person.id)
            elif self._settled_in and _is_wanted(turn):
                self._look_later(turn.person.id)

    def _settle_in(self) -> None:
        self._settled_in = True
        picture = self._look()
        if picture is not None:
            self.changed(picture)

    def _stop_settling(self) -> None:
        if self._settling is not None:
            self._settling.cancel()
            self._settling = None

    def _look_later(self, person: int) -> None:
        """Alone, nobody can be elsewhere."""
        if not self._others.are_any and self._others.are_heard:
            self._look_for(person)
        elif person not in self._waiting:
            self._waiting[person] = asyncio.get_running_loop().call_later(
                self._patience.elsewhere_seconds, self._look_now, person
            )

    def _look_now(self, person: int) -> None:
        del self._waiting[person]
        if self._settled_in and self._others.are_heard:
            self._look_for(person)

    def _look_for(self, person: int) -> None:
        self._again.run(("absence", person), partial(self._compare, person))

    async def _compare(self, person: int) -> None:
        picture = self._look()
        turn = next((turn for turn in picture.turns if turn.person.id == person), None) if picture else None
        if turn is None:
            self._told.pop(person, None)
        elif self._present.is_here(person):
            # Everybody would tell it; whoever has them does.
            if turn.interrupted and self._present.is_at_this_node(person):
                await self._house.returned(self._gathering, person)
        elif _is_wanted(turn) and self._told.get(person) != (turn.id, turn.state):
            self._told[person] = (turn.id, turn.state)
            await self._house.absent(self._gathering, person)


def _is_wanted(turn: TurnView) -> bool:
    return turn.state in ("called", "speaking") and not turn.interrupted
