"""What waits for one reader: in order, waited for, and not lost with a reader who stops waiting."""

import asyncio
from contextlib import suppress

import pytest

from multaqa.live.inbox import Inbox, Writable

pytestmark = pytest.mark.asyncio


async def test_messages_are_read_in_order_and_waited_for() -> None:
    inbox = Inbox(asyncio.get_running_loop())
    inbox.put_nowait("ahlan")
    inbox.put_nowait("wa sahlan")
    assert not inbox.empty()
    assert [await inbox.get(), await inbox.get(), inbox.empty()] == ["ahlan", "wa sahlan", True]
    reading = asyncio.create_task(inbox.get())
    await asyncio.sleep(0)
    assert not reading.done()
    inbox.put_nowait("later")
    inbox.put_nowait("still later")
    assert [await reading, await inbox.get()] == ["later", "still later"]


async def test_a_reader_that_is_cancelled_takes_nothing_with_it() -> None:
    inbox = Inbox(asyncio.get_running_loop())
    reading = asyncio.create_task(inbox.get())
    await asyncio.sleep(0)
    inbox.put_nowait("kept")
    reading.cancel()
    with suppress(asyncio.CancelledError):
        await reading
    assert await inbox.get() == "kept"


async def test_whoever_waits_to_write_goes_on_when_it_may() -> None:
    writable = Writable()
    assert await writable.wait()
    writable.clear()
    waiting = [asyncio.create_task(writable.wait()) for _ in range(3)]
    await asyncio.sleep(0)
    waiting[0].cancel()
    await asyncio.sleep(0)
    writable.set()
    assert [await waiting[1], await waiting[2]] == [True, True]
