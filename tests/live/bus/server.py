"""A real server of NATS on a free port of loopback, that can be killed and started again at the same place."""

import asyncio
import socket
import sys
from pathlib import Path

PROGRAM = Path(sys.executable).parent / "nats-server"


class NatsServer:
    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"nats://127.0.0.1:{self.port}"
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Answers when it takes connections."""
        self._process = await asyncio.create_subprocess_exec(
            PROGRAM, "-a", "127.0.0.1", "-p", str(self.port), stderr=asyncio.subprocess.PIPE
        )
        assert self._process.stderr is not None
        while b"Server is ready" not in (line := await asyncio.wait_for(self._process.stderr.readline(), 10)):
            assert line, "the server ended"

    async def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            await self._process.wait()
            self._process = None
