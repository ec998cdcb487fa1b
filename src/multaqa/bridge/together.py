"""Deeds that wait for one another anyhow share a commit: on SQLite all of them, for the file has one writer; on PostgreSQL those
of one gathering, whose row each of them locks first. What a commit takes is the disk's answer, and one answer does for all of
them. Each stands in a savepoint of its own, so what becomes of one is nothing to the others; nobody is answered, not even with a
refusal, before what it was decided on is committed. Where that fails, each is done again by itself."""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from functools import partial
from typing import Any, Protocol, TypeVar

from django.db import OperationalError, transaction
from psycopg_pool import PoolTimeout

R = TypeVar("R")
MOST_TOGETHER = 64
# Whoever writes beside us, a page, another process or another node, waits no longer than this and a commit.
MOST_SECONDS = 0.05
ANYTHING = object()


class InThread(Protocol):
    """Does a call in this thread and lets go of a broken connection after it."""

    def __call__(self, call: Callable[[], R], /) -> R: ...


class _Waiting:
    """A deed, and where its outcome is awaited."""

    def __init__(self, call: Callable[[], Any], about: object) -> None:
        self.call, self.about = call, about
        self.outcome: Future[Any] = Future()

    def settle(self, found: "_Found") -> None:
        """Answers whoever waits."""
        if isinstance(found, _Failed):
            self.outcome.set_exception(found.error)
        else:
            self.outcome.set_result(found.value)


class _Done:
    def __init__(self, value: object) -> None:
        self.value = value


class _Failed:
    def __init__(self, error: Exception) -> None:
        self.error = error


_Found = _Done | _Failed


class Together:
    """`thread` has one thread. Deeds are done in the order they come."""

    def __init__(self, thread: Executor, in_thread: InThread) -> None:
        self._thread, self._in_thread = thread, in_thread
        self._waiting: deque[_Waiting] = deque()

    async def run(self, call: Callable[[], R], about: object = None) -> R:
        """Does a deed; answers, or raises what it raised, after the commit. It shares one with those `about` the same."""
        mine = _Waiting(call, about)
        self._waiting.append(mine)
        self._thread.submit(self._round)
        found: R = await asyncio.wrap_future(mine.outcome)
        return found

    def _round(self) -> None:
        """One for each deed that came; those whose deed went with another's find nothing."""
        first = self._next()
        if first is None:
            return
        taken, found = [first], []
        if self._waiting and self._waiting[0].about == first.about:
            try:
                found = self._in_thread(partial(self._in_one_transaction, taken))
            except Exception as error:
                # What the last of them did to the transaction, or the commit itself: none of them is done.
                found = [_Failed(error)] * len(taken) if is_away(error) else []
        for number, one in enumerate(taken):
            last = found[number] if found else _tried(partial(self._in_thread, one.call))
            one.settle(last)
            if isinstance(last, _Failed) and is_away(last.error):
                self._give_up(last)

    def _give_up(self, why: "_Failed") -> None:
        """The database was waited for and did not come: whoever waits behind hears it now, and not each after as long again."""
        while (one := self._next()) is not None:
            one.settle(why)

    @transaction.atomic
    def _in_one_transaction(self, taken: list[_Waiting]) -> list[_Found]:
        found = [_stood_apart(taken[0])]
        for one in self._others(taken[0].about):
            taken.append(one)
            found.append(_stood_apart(one))
        return found

    def _others(self, about: object) -> Iterator[_Waiting]:
        until = time.monotonic() + MOST_SECONDS
        for _ in range(MOST_TOGETHER - 1):
            one = self._next(about) if time.monotonic() < until else None
            if one is None:
                return
            yield one

    def _next(self, about: object = ANYTHING) -> _Waiting | None:
        """Whoever is first in line and still wants an answer; nobody where the line goes on with something else."""
        while self._waiting and about in (ANYTHING, self._waiting[0].about):
            one = self._waiting.popleft()
            if one.outcome.set_running_or_notify_cancel():
                return one
        return None


def _stood_apart(one: _Waiting) -> _Found:
    found = _tried(transaction.atomic(one.call))
    if isinstance(found, _Failed) and is_away(found.error):
        raise found.error
    if transaction.get_rollback() or (isinstance(found, _Failed) and is_taken_back(found.error)):
        # SQLite gave up the whole transaction, as it does when the disk is full: what is done in it from now on is not kept, and
        # Django would leave it without a word. PostgreSQL took something back, because another was in the way: that goes on
        # only when everything held here is let go.
        raise _GivenUp
    return found


def is_taken_back(error: Exception) -> bool:
    """serialization_failure or deadlock_detected: nothing was done, and whoever was in the way has gone on."""
    return isinstance(error, OperationalError) and getattr(error.__cause__, "sqlstate", "") in ("40001", "40P01")


def is_away(error: Exception) -> bool:
    """No connection was to be had: nothing was begun."""
    return isinstance(error, OperationalError) and isinstance(error.__cause__, PoolTimeout)


def _tried(call: Callable[[], Any]) -> _Found:
    try:
        return _Done(call())
    except Exception as error:
        return _Failed(error)


class _GivenUp(Exception):
    """The common transaction cannot be committed any more."""
