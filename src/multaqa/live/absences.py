"""Telling the house when somebody called or on air is gone, and when they are back."""

import asyncio
from collections.abc import Callable
from functools import partial

from multaqa.live.again import Again
from multaqa.live.core.presence import Present
from multaqa.live.ports import House
from multaqa.wire.views import Picture, TurnView

SETTLING_IN_SECONDS = 10.0


class Absences:
    """Compares who should be here with who is. `look` gives the picture of now, None when nothing should be told."""

    def __init__(self, gathering: int, house: House, again: Again, present: Present, look: Callable[[], Picture | None]) -> None:
        self._gathering, self._house, self._again, self._present, self._look = gathering, house, again, present, look
        self._told: dict[int, tuple[int, str]] = {}
        self._settled_in = False
        self._handle: asyncio.TimerHandle | None = None

    def begin(self) -> None:
        """A node that has just loaded a gathering gives everybody time to come back before it finds them absent."""
        self._handle = asyncio.get_running_loop().call_later(SETTLING_IN_SECONDS, self._settle_in)

    def stop(self) -> None:
        """Tells nothing more."""
        if self._handle is not None:
            self._handle.cancel()

    def left(self, person: int) -> None:
        """The last page of a person is gone."""
        self._look_for(person)

    def came(self, person: int) -> None:
        """A person is connected."""
        self._told.pop(person, None)
        self._look_for(person)

    def changed(self, picture: Picture) -> None:
        """After an event: whoever is interrupted but here, or on air but gone, is told of."""
        for turn in picture.turns:
            here = self._present.is_here(turn.person.id)
            if (here and turn.interrupted) or (not here and self._settled_in and _is_wanted(turn)):
                self._look_for(turn.person.id)

    def _settle_in(self) -> None:
        self._settled_in = True
        picture = self._look()
        if picture is not None:
            self.changed(picture)

    def _look_for(self, person: int) -> None:
        self._again.run(("absence", person), partial(self._compare, person))

    async def _compare(self, person: int) -> None:
        picture = self._look()
        turn = next((turn for turn in picture.turns if turn.person.id == person), None) if picture else None
        if turn is None:
            self._told.pop(person, None)
        elif self._present.is_here(person):
            if turn.interrupted:
                await self._house.returned(self._gathering, person)
        elif _is_wanted(turn) and self._told.get(person) != (turn.id, turn.state):
            self._told[person] = (turn.id, turn.state)
            await self._house.absent(self._gathering, person)


def _is_wanted(turn: TurnView) -> bool:
    return turn.state in ("called", "speaking") and not turn.interrupted
