"""What the doctor says of the bucket: one sentence for each thing that can be wrong with it, and no secret in any."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from multaqa import __version__
from multaqa.common.shared_folder import mark_of
from multaqa.config import Config
from multaqa.operate import files_store, nodes
from multaqa.operate.findings import Finding, Verdict
from multaqa.rooms.models import Node
from tests import s3
from tests.s3 import S3Server, address


def config_of(data: Path, url: str) -> Config:
    return Config(data=str(data), s3=url, database_url="postgresql://multaqa@db/multaqa", bus_url="nats://bus")


def sentence_of(data: Path, url: str) -> str:
    (finding,) = files_store.findings_of(config_of(data, url))
    assert (finding.thing, finding.verdict) == ("store of files", Verdict.WRONG)
    return finding.sentence


def test_a_good_store_is_good_and_nothing_stays_in_it(s3_server: S3Server, tmp_path: Path) -> None:
    place = f"{s3_server.endpoint}/multaqa"
    store, clock = files_store.findings_of(config_of(tmp_path, s3_server.url))
    sentence = f"{place} can be reached, written, read, listed and deleted from."
    assert store == Finding("store of files", Verdict.OK, sentence)
    assert (clock.thing, clock.verdict) == ("clock of the store", Verdict.OK)
    assert s3_server.names() == []


def test_what_is_wrong_is_one_sentence_without_a_secret(s3_server: S3Server, tmp_path: Path) -> None:
    endpoint, (key, secret) = s3_server.endpoint, s3_server.keys
    wrong = {
        address(endpoint, ("AKIANOBODY", secret)): f"{endpoint} does not know the key of MULTAQA_S3.",
        address(
            endpoint, (key, f"{secret}x")
        ): f"{endpoint} refuses the secret of MULTAQA_S3; in it / is written %2F and + is written %2B.",
        address(
            endpoint, (key, secret), "nothing"
        ): f"{endpoint} has no bucket nothing; make it, with access for this key alone.",
        s3_server.reader: f"{endpoint}/multaqa does not let this key write; it has to write, read, list and delete.",
        address("http://127.0.0.1:9", (key, secret)): (
            "http://127.0.0.1:9 cannot be reached (EndpointConnectionError); MULTAQA_S3 names host and port."
        ),
    }
    said = {url: sentence_of(tmp_path, url) for url in wrong}
    assert said == wrong
    assert not any(secret in sentence for sentence in said.values())


def test_a_store_that_dies_is_not_reached(tmp_path: Path) -> None:
    server = s3.start()
    server.kill()
    assert "cannot be reached" in sentence_of(tmp_path, server.url)


def test_clocks_that_are_apart_are_told_before_the_store_refuses() -> None:
    now = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
    assert files_store.clock("Mon, 23 Nov 2026 09:00:20 GMT", now).verdict is Verdict.OK
    late = files_store.clock("Mon, 23 Nov 2026 08:48:00 GMT", now)
    assert late == Finding("clock of the store", Verdict.WRONG, "it is 720 s from this machine's; set both with timedatectl.")
    assert files_store.clock("", now).verdict is Verdict.NOTE


@pytest.mark.django_db
def test_a_bucket_is_shared_when_all_see_one_mark_in_it(s3_server: S3Server, tmp_path: Path) -> None:
    here, there = config_of(tmp_path / "1", s3_server.url), config_of(tmp_path / "2", s3_server.url)
    place = f"{s3_server.endpoint}/multaqa"
    try:
        assert mark_of(here) == mark_of(there) != ""
        Node.objects.create(name="amal", version=__version__, files=mark_of(here))
        assert list(nodes.files(there)) == [
            Finding("files", Verdict.OK, f"{place} can be written, and is that of every node that runs.")
        ]
        Node.objects.create(name="basim", version=__version__, files="another")
        (finding,) = nodes.files(there)
        assert finding.sentence == f"{place} is not the bucket that basim has; set the same MULTAQA_S3 on every machine."
        assert list(nodes.files(replace(there, s3=address("http://127.0.0.1:9", s3_server.keys)))) == []
    finally:
        s3_server.empty()
