"""The instruments of bench/peers: what they say must be true of what they measured."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from bench.peers import mark, svg
from bench.peers.figures import NOT_ALL, Sample, Spread, by_contender, interleaved, quantile
from bench.peers.ocb2 import Crypt
from bench.peers.table import compared, keep

KEY = bytes(range(16))


@pytest.mark.parametrize(
    ("plain", "cipher", "tag"),
    [
        ("0001020304050607", "C636B3A868F429BB", "A45F5FDEA5C088D1D7C8BE37CABC8C5C"),
        (
            "000102030405060708090A0B0C0D0E0F",
            "52E48F5D19FE2D9869F0C4A4B3D2BE57",
            "F7EE49AE7AA5B5E6645DB6B3966136F9",
        ),
    ],
)
def test_ocb2_says_what_its_author_published(plain: str, cipher: str, tag: str) -> None:
    crypt = Crypt(KEY, KEY, KEY)
    assert crypt._sealed(bytes.fromhex(plain), KEY) == (bytes.fromhex(cipher), bytes.fromhex(tag))
    assert crypt._opened(bytes.fromhex(cipher), KEY) == (bytes.fromhex(plain), bytes.fromhex(tag))


def test_what_one_end_seals_the_other_opens_even_after_a_lost_packet() -> None:
    server, listener = Crypt(KEY, b"\xfe" + bytes(15), bytes(16)), Crypt(KEY, bytes(16), b"\xfe" + bytes(15))
    sealed = [server.seal(mark.packet(number) * 3) for number in range(4)]
    assert [listener.open(sealed[number]) == mark.packet(number) * 3 for number in (0, 2, 3)] == [True] * 3
    broken = bytearray(server.seal(b"a word"))
    broken[-1] ^= 1
    assert listener.open(bytes(broken)) is None


def test_a_mark_is_found_in_whatever_stands_around_it() -> None:
    carried = b"OggS" + mark.packet(1_000) + b"\x00\x3c" + mark.packet(1_020) + b"end"
    assert list(mark.delays(carried, 1_100)) == [100, 80]
    assert list(mark.delays(carried[:30], 1_100)) == [100]
    assert len(mark.packet(0)) == mark.PACKET_BYTES


def test_a_ratio_is_made_run_by_run_and_less_than_one_is_good() -> None:
    samples = [
        Sample(name, {"cpu_us_per_listener_s": value})
        for name, value in (("multaqa live", 10.0), ("icecast", 20.0), ("multaqa live", 30.0), ("icecast", 30.0))
    ]
    assert compared("sound", samples) == {"multaqa live / icecast": {"min": 0.5, "median": 0.75, "max": 1.0}}


def test_half_a_crowd_makes_no_ratio() -> None:
    heard = [Sample(name, {"cpu_us_per_listener_s": 10.0}) for name in ("multaqa live", "icecast")]
    starved = Sample("bare C sender", {"cpu_us_per_listener_s": 1.0}, f"{NOT_ALL}: the server asked for 99% of a core")
    assert list(compared("growth", [*heard, starved])) == ["multaqa live / icecast"]


def test_a_part_that_is_measured_alone_leaves_the_others_figures(tmp_path: Path) -> None:
    path = tmp_path / "figures.json"
    keep(path, {"sound": {"500 listeners": [Sample("icecast", {"x": 1.0})]}, "chat": {"500 members": []}}, {"kernel": "6"})
    keep(path, {"sound": {"2,000 listeners": [Sample("icecast", {"x": 2.0})]}}, {"kernel": "7"})
    kept = json.loads(path.read_text())
    assert {part: list(rows) for part, rows in kept.items() if part != "about"} == {
        "sound": ["500 listeners", "2,000 listeners"],
        "chat": ["500 members"],
    }


def test_who_breaks_is_said_and_takes_nobody_along() -> None:
    said: list[str] = []

    def ours() -> Sample:
        return Sample("multaqa", {"x": 1.0})

    def theirs() -> Sample:
        raise ConnectionError("gone")

    samples = interleaved([ours, theirs], 2, said.append)
    assert [sample.contender for sample in samples if sample.numbers] == ["multaqa", "multaqa"]
    assert any("FAILED: ConnectionError: gone" in line for line in said)
    assert by_contender(samples)["multaqa"]["x"] == Spread([1.0, 1.0])


def test_of_nothing_there_is_no_quantile() -> None:
    assert quantile([3, 1, 2], 50) == 2
    assert str(quantile([], 50)) == "nan"


def test_plots_are_whole_and_say_every_name() -> None:
    drawn = svg.lines("Cost <by> size", "listeners", {"multaqa": [(500, 1.0), (1000, 3.0)], "C & co": [(500, 1.0)]})
    texts = [element.text for element in ET.fromstring(drawn).iter("{http://www.w3.org/2000/svg}text")]
    assert {"Cost <by> size", "multaqa", "C & co", "500", "1,000"} <= set(texts)
    bars = ET.fromstring(svg.bars("Cost", "µs", {"multaqa": (1.0, 2.0, 3.0), "icecast": (2.0, 4.0, 4.0)}))
    widths = [float(element.get("width", "0")) for element in bars.iter("{http://www.w3.org/2000/svg}rect")]
    assert widths[1] == pytest.approx(widths[0] * 2, abs=0.2)
