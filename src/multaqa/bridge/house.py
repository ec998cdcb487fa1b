"""The house, as the engine asks it: every question of live.ports answered by the domain, in threads of its own."""

import asyncio
import functools
import random
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import ParamSpec, TypeVar

from django.db import OperationalError, connection, transaction

from multaqa.accounts.models import Person
from multaqa.bridge import deeds, listening, tickets
from multaqa.bridge.together import Together, is_taken_back
from multaqa.bridge.you import visitor, you_of
from multaqa.common.connections import give_back
from multaqa.live.listen.admission import Admission
from multaqa.live.ports import Attended, Kept, Loaded, Ticket
from multaqa.rooms.domain import attending, clock, nodes
from multaqa.rooms.domain.picture import barred_from, picture_of
from multaqa.rooms.domain.recording import kept
from multaqa.rooms.models import Event, Gathering
from multaqa.wire.commands import Keyed
from multaqa.wire.events import Reply
from multaqa.wire.views import You

P = ParamSpec("P")
R = TypeVar("R")
MOST_EVENTS = 500
TAKEN_BACK_AT_MOST = 3
LANES = 8


class DjangoHouse:
    """Answers `live.ports.House`. Deeds go in lanes, a thread each: SQLite has one writer, so there is one lane instead of a
    fight for its lock; on PostgreSQL a gathering has its lane, since its deeds wait for its row. Those that wait in a lane share
    a commit; reading goes beside them."""

    def __init__(self) -> None:
        alone = connection.vendor == "sqlite"
        self._writing = [ThreadPoolExecutor(1, f"deeds-{n}") for n in range(1 if alone else LANES)]
        self._lanes = [Together(thread, _in_thread) for thread in self._writing]
        # What concerns several gatherings locks all of them, in their order: nothing else may be held meanwhile.
        self._apart = None if alone else ThreadPoolExecutor(1, "attendance")
        self._reading = ThreadPoolExecutor(4, "reads")
        self._begun: dict[int, float] = {}
        self._deeds = count()

    def waits_seconds(self) -> float:
        """How long the oldest deed that is not done yet has waited; 0 when none does."""
        return time.monotonic() - min(self._begun.values()) if self._begun else 0.0

    def check_ticket(self, ticket: str) -> Ticket:
        """Signature and end, no database."""
        return tickets.check(ticket)

    async def load(self, gathering: int) -> Loaded | None:
        """The gathering as the database has it now."""
        return await self._run(self._reading, _load, gathering)

    async def kept_after(self, gathering: int, n: int) -> list[Kept]:
        """Events after a number."""
        return await self._run(self._reading, _kept_after, gathering, n)

    async def perform(self, who: Ticket, command: Keyed) -> Reply:
        """A deed, or a reading command."""
        if isinstance(command, deeds.READING):
            return await self._run(self._reading, deeds.do, who, command)
        return await self._write(who.gathering, deeds.do, who, command)

    async def you(self, who: Ticket) -> You:
        """What somebody may do now. A visitor without a name has no role and no sanction: the ticket that let them in says
        it all, and a thousand of them coming at once ask the database nothing."""
        if who.person is None:
            return visitor(who)
        return await self._run(self._reading, you_of, who)

    async def settle(self, gathering: int) -> None:
        """Deadlines that have passed."""
        await self._write(gathering, clock.settle, gathering)

    async def absent(self, gathering: int, person: int) -> None:
        """Whoever had the floor lost the connection."""
        await self._write(gathering, _of_person, clock.interrupt, gathering, person)

    async def returned(self, gathering: int, person: int) -> None:
        """They are back."""
        await self._write(gathering, _of_person, clock.return_to, gathering, person)

    async def attended(self, rows: Sequence[Attended]) -> None:
        """Comings and goings."""
        await self._write(None, _write_down, rows)

    async def find(self, slug: str, token: str | None) -> Admission:
        """Who may hear a room by plain HTTP."""
        return await self._run(self._reading, listening.admit, slug, token)

    async def close(self) -> None:
        """Lets the threads and their connections go, after what they are doing."""
        for pool in (*self._writing, *filter(None, [self._apart]), self._reading):
            await asyncio.get_running_loop().run_in_executor(None, functools.partial(pool.shutdown, wait=True))

    async def _write(self, gathering: int | None, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """`gathering` is None for what concerns several."""
        deed = next(self._deeds)
        self._begun[deed] = time.monotonic()
        try:
            if self._apart is None:
                return await self._lanes[0].run(functools.partial(function, *args, **kwargs))
            if gathering is None:
                return await self._run(self._apart, function, *args, **kwargs)
            return await self._lanes[gathering % LANES].run(functools.partial(function, *args, **kwargs), gathering)
        finally:
            del self._begun[deed]

    async def _run(self, pool: ThreadPoolExecutor, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        call = functools.partial(_in_thread, functools.partial(function, *args, **kwargs))
        return await asyncio.get_running_loop().run_in_executor(pool, call)


def _in_thread(call: Callable[[], R]) -> R:
    try:
        return _whole(call)
    finally:
        give_back()


def _whole(call: Callable[[], R]) -> R:
    """A deed that PostgreSQL took back, because it and another waited for one another, has left nothing: it is done again."""
    for _ in range(TAKEN_BACK_AT_MOST):
        try:
            return call()
        except OperationalError as error:
            if not is_taken_back(error):
                raise
            # A moment apart, so that the other goes first this time.
            time.sleep(random.uniform(0.01, 0.05))
    return call()


@transaction.atomic
def _load(gathering: int) -> Loaded | None:
    found = Gathering.objects.live().filter(pk=gathering).first()
    return None if found is None else Loaded(picture_of(found), barred_from(found))


def _kept_after(gathering: int, n: int) -> list[Kept]:
    return [kept(row) for row in Event.objects.filter(gathering_id=gathering, n__gt=n).order_by("n")[:MOST_EVENTS]]


def _write_down(rows: Sequence[Attended]) -> None:
    attending.write_down(rows, node=nodes.this())


def _of_person(deed: Callable[[int, Person], None], gathering: int, person: int) -> None:
    found = Person.objects.filter(pk=person).first()
    if found is not None:
        deed(gathering, found)
