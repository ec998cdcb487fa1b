"""Icecast 2 with Debian's own configuration: only the number of clients is raised, and the burst is said."""

import asyncio
import base64
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.peers import mark
from bench.peers.machine import Tree, free_port, started
from multaqa.live.listen.ogg import OggStream

MOUNT = "/live.opus"
# It lets five wait at its door; a knock that was dropped is not heard of again, and one that was not takes until the next page.
AT_ONCE, AGAIN_SECONDS = 32, 3.0

# Debian's icecast.xml, without its comments. Debian's burst of 65,535 bytes is twenty seconds of speech at 24 kb/s.
CONFIG = """<icecast>
  <location>Earth</location><admin>icemaster@localhost</admin><hostname>localhost</hostname>
  <limits>
    <clients>{clients}</clients><sources>2</sources><queue-size>524288</queue-size>
    <client-timeout>30</client-timeout><header-timeout>15</header-timeout><source-timeout>10</source-timeout>
    <burst-on-connect>{on}</burst-on-connect><burst-size>{burst}</burst-size>
  </limits>
  <authentication>
    <source-password>hackme</source-password><relay-password>hackme</relay-password>
    <admin-user>admin</admin-user><admin-password>hackme</admin-password>
  </authentication>
  <listen-socket><port>{port}</port><bind-address>127.0.0.1</bind-address></listen-socket>
  <fileserve>1</fileserve>
  <paths>
    <basedir>/usr/share/icecast2</basedir><logdir>{folder}</logdir>
    <webroot>/usr/share/icecast2/web</webroot><adminroot>/usr/share/icecast2/admin</adminroot>
    <alias source="/" destination="/status.xsl"/>
  </paths>
  <logging>
    <accesslog>access.log</accesslog><errorlog>error.log</errorlog><loglevel>3</loglevel><logsize>10000</logsize>
  </logging>
  <security><chroot>0</chroot></security>
</icecast>
"""


@contextmanager
def icecast(*, burst: int) -> Iterator[tuple[int, Tree]]:
    """A running Icecast on the loopback: its port and its processes."""
    with tempfile.TemporaryDirectory(prefix="multaqa-icecast-") as name:
        folder, port = Path(name), free_port()
        config = folder / "icecast.xml"
        config.write_text(CONFIG.format(clients=20_000, on=int(burst > 0), burst=burst, port=port, folder=folder))
        for path in (folder, config):
            path.chmod(0o777)
        user = "icecast2" if os.geteuid() == 0 else None
        with started(["icecast2", "-c", str(config)], port=port, user=user) as process:
            yield port, Tree(process.pid)


async def speak(port: int, packets_a_page: int) -> None:
    """The source: marked packets in Ogg pages, each sent when its last sample has been spoken. Until cancelled."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    login = base64.b64encode(b"source:hackme").decode()
    writer.write(
        f"PUT {MOUNT} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Basic {login}\r\nUser-Agent: bench\r\n"
        "Content-Type: audio/ogg\r\nIce-Public: 0\r\nIce-Name: bench\r\nExpect: 100-continue\r\n\r\n".encode()
    )
    answer = await reader.readuntil(b"\r\n\r\n")
    if b" 100 " not in answer and b" 200 " not in answer:
        raise ConnectionError(answer.decode("latin-1"))
    stream, loop = OggStream(serial=1), asyncio.get_running_loop()
    writer.write(stream.begin())
    began, spoken, count = loop.time(), mark.now_ms(), 0
    try:
        while True:
            page = [mark.packet(spoken + (count + i) * mark.PACKET_MS) for i in range(packets_a_page)]
            count += packets_a_page
            await asyncio.sleep(max(0.0, began + count * mark.PACKET_MS / 1000 - loop.time()))
            writer.write(stream.page(page))
    finally:
        writer.close()
