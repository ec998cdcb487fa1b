"""The bus between nodes, for the doctor: does each server answer, and is it young enough."""

import asyncio
from urllib.parse import urlsplit

from nats import errors
from nats.aio.client import Client

from multaqa.operate.findings import Finding, Verdict

OLDEST = (2, 9)
CONNECT_SECONDS = 3


def finding_of(server: str) -> Finding:
    """One sentence about the server at this address; never its password."""
    parts = urlsplit(server)
    where = f"{parts.hostname}:{parts.port or 4222}"
    try:
        version = asyncio.run(_version(server))
    except (OSError, errors.Error, TimeoutError) as error:
        why = str(error) or type(error).__name__
        return Finding("bus", Verdict.WRONG, f"NATS at {where} cannot be reached: {why}; nodes do not hear each other.")
    if version[:2] < OLDEST:
        return Finding("bus", Verdict.WRONG, f"NATS at {where} is {_dotted(version)}; it has to be {_dotted(OLDEST)} or newer.")
    return Finding("bus", Verdict.OK, f"NATS {_dotted(version)} answers at {where}.")


async def _version(server: str) -> tuple[int, int, int]:
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
        seen = client.connected_server_version
        return seen.major, seen.minor, seen.patch
    finally:
        await client.close()


async def _quiet(error: Exception) -> None:
    """What matters is raised."""


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))
