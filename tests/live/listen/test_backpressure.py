"""What is done to the connection behind an answer, where the connection is gone already."""

import asyncio
import logging
from urllib.parse import quote

import pytest
import uvicorn
import uvloop

from multaqa.live.listen.admission import Admission, Verdict
from multaqa.live.listen.app import ListenApp
from multaqa.live.listen.station import Station


def test_whoever_goes_before_being_let_in_leaves_nothing_behind(caplog: pytest.LogCaptureFixture) -> None:
    station = Station()
    # The loop of the product: its connections complain when they are gone, asyncio's own do not.
    uvloop.run(_come_and_go(station))
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []
    assert station.listeners == 0


async def _come_and_go(station: Station) -> None:
    asked = asyncio.Event()

    async def find(slug: str, token: str | None) -> Admission:
        asked.set()
        while server.server_state.connections:  # noqa: ASYNC110 - uvicorn has no event for it
            await asyncio.sleep(0.01)
        return Admission(Verdict.ALLOWED, 1)

    app = ListenApp(find, lambda _: station)
    config = uvicorn.Config(app, port=0, log_config=None, log_level="warning", lifespan="off")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.01)
    _, writer = await asyncio.open_connection("127.0.0.1", server.servers[0].sockets[0].getsockname()[1])
    writer.write(f"GET /rooms/{quote('ديوان')}/listen.ogg HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    await asked.wait()
    writer.close()
    server.should_exit = True
    await serving
