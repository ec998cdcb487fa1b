"""The bus between nodes, for the doctor: does each server answer, and is it young enough."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from functools import partial
from urllib.parse import urlsplit

from nats import errors
from nats.aio.client import Client
from nats.aio.msg import Msg

from multaqa.operate.findings import Finding, Verdict

OLDEST = (2, 9)
CONNECT_SECONDS = 3
JOIN_SECONDS = 3


def finding_of(server: str) -> Finding:
    """One sentence about the server at this address; never its password."""
    where = _where(server)
    try:
        version = asyncio.run(_version(server))
    except (OSError, errors.Error, TimeoutError) as error:
        why = str(error) or type(error).__name__
        return Finding("bus", Verdict.WRONG, f"NATS at {where} cannot be reached: {why}; nodes do not hear each other.")
    if version[:2] < OLDEST:
        return Finding("bus", Verdict.WRONG, f"NATS at {where} is {_dotted(version)}; it has to be {_dotted(OLDEST)} or newer.")
    return Finding("bus", Verdict.OK, f"NATS {_dotted(version)} answers at {where}.")


def joined(servers: list[str]) -> Finding:
    """Whether what is said at the first of the servers is heard at all of them. Raises OSError or nats' errors."""
    deaf = asyncio.run(_deaf(servers))
    if deaf:
        names = " and ".join(_where(server) for server in deaf)
        sentence = f"what is said at {_where(servers[0])} is not heard at {names}; join them by routes of one cluster."
        return Finding("cluster", Verdict.WRONG, sentence)
    return Finding("cluster", Verdict.OK, f"the {len(servers)} servers of NATS hear one another.")


async def _deaf(servers: list[str]) -> list[str]:
    subject, heard = f"multaqa-doctor.{secrets.token_hex(8)}", {server: asyncio.Event() for server in servers}
    async with AsyncExitStack() as stack:
        clients = [await stack.enter_async_context(_connected(server)) for server in servers]
        for server, client in zip(servers, clients, strict=True):
            await client.subscribe(subject, cb=partial(_hear, heard[server]))
            await client.flush()
        with suppress(TimeoutError):
            async with asyncio.timeout(JOIN_SECONDS):
                await asyncio.gather(_repeat(clients[0], subject, heard), *(event.wait() for event in heard.values()))
    return [server for server, event in heard.items() if not event.is_set()]


async def _repeat(client: Client, subject: str, heard: dict[str, asyncio.Event]) -> None:
    """That somebody listens is known to the other servers a moment later than to one's own."""
    while not all(event.is_set() for event in heard.values()):
        await client.publish(subject, b"")
        await asyncio.sleep(0.05)


async def _hear(event: asyncio.Event, message: Msg) -> None:
    event.set()


async def _version(server: str) -> tuple[int, int, int]:
    async with _connected(server) as client:
        seen = client.connected_server_version
        return seen.major, seen.minor, seen.patch


@asynccontextmanager
async def _connected(server: str) -> AsyncIterator[Client]:
    client = Client()
    await client.connect(
        server,
        allow_reconnect=False,
        max_reconnect_attempts=1,
        reconnect_time_wait=0,
        connect_timeout=CONNECT_SECONDS,
        name="multaqa doctor",
        error_cb=_quiet,
    )
    try:
        yield client
    finally:
        await client.close()


async def _quiet(error: Exception) -> None:
    """What matters is raised."""


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))


def _where(server: str) -> str:
    parts = urlsplit(server)
    return f"{parts.hostname}:{parts.port or 4222}"
