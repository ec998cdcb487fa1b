"""The doctor looks at the bus between nodes, and the settings that go with it."""

import asyncio

import pytest

from multaqa.config import BadConfig, read_config
from multaqa.operate.bus import finding_of
from multaqa.operate.findings import Verdict
from tests.live.bus.server import NatsServer

POSTGRESQL = {"MULTAQA_DATABASE_URL": "postgresql://multaqa@db/multaqa"}


def test_the_doctor_says_whether_the_bus_answers_and_its_version() -> None:
    server = NatsServer()
    nobody = finding_of(server.url)
    assert nobody.verdict is Verdict.WRONG
    assert f"NATS at 127.0.0.1:{server.port} cannot be reached" in nobody.sentence

    async def asked() -> None:
        await server.start()
        finding = await asyncio.to_thread(finding_of, server.url)
        await server.kill()
        assert finding.verdict is Verdict.OK
        assert finding.sentence.startswith("NATS 2.")

    asyncio.run(asked())


def test_many_nodes_share_a_database_a_key_and_a_space_of_their_own() -> None:
    bus = {**POSTGRESQL, "MULTAQA_BUS_URL": "nats://a:4222, nats://b:4222"}
    with pytest.raises(BadConfig, match="needs MULTAQA_SECRET, the same on every node"):
        read_config(bus)
    one, other = (read_config({**bus, "MULTAQA_SECRET": secret}) for secret in ("سر", "غيره"))
    assert one.bus_servers == ["nats://a:4222", "nats://b:4222"]
    assert one.bus_space != other.bus_space
