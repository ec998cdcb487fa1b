"""`python -m bench.faults.cable PORT HOST:PORT`: passes on every connection to loopback, byte by byte. Says a line when it is
ready, and goes on until it is killed."""

import asyncio
import contextlib
import sys


async def main(port: int, to: str) -> None:
    """For ever."""
    host, _, there = to.rpartition(":")

    async def join(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            far_reader, far_writer = await asyncio.open_connection(host, int(there))
        except OSError:
            writer.transport.abort()
            return
        await asyncio.gather(_pass(reader, far_writer), _pass(far_reader, writer))

    server = await asyncio.start_server(join, "127.0.0.1", port)
    print("ready", flush=True)
    await server.serve_forever()


async def _pass(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
    writer.close()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), sys.argv[2]))
