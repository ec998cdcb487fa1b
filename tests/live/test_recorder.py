"""A sitting is recorded as it was said, in its own time, and whatever happens to the program."""

import asyncio
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from multaqa.live.core.placing import MOST_HOLE, Place, Placing
from multaqa.live.mending import mend, whole_pages
from multaqa.live.ports import Mended, Opened
from multaqa.live.recorder import Recorder, Sound, wants
from multaqa.live.tape import Tape
from multaqa.wire import views as v
from multaqa.wire.audio import FIRST, LAST, AudioMessage, encode_audio

from .house import SAMI, TinyHouse
from .listen.sound import bundle, decode, encode, find_in, hum
from .majlis import a_node
from .test_sound import on_air

PACKETS = encode(hum(3, seed=5))
NOON = 1_800_000_000_000


def sitting(*, recorded: bool = True, silent_item: int = 0) -> v.SittingView:
    items = [v.ItemView(9, "1", "word", "كلمة الضيف", 10, "current", do_not_record=bool(silent_item))]
    return v.SittingView(
        1, "open", "الجلسة", "التحالف", "/", "in_session", NOON, [], [], items, 9, v.QuorumView(1, 1, 1), [], recorded
    )  # fmt: skip


class SittingHouse(TinyHouse):
    """The majlis, as a sitting that is recorded."""

    recorded = True

    def picture(self) -> v.Picture:
        return replace(super().picture(), sitting=sitting(recorded=self.recorded))


class Folder:
    """A shelf that is only a folder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.begun: list[tuple[int, int, int]] = []
        self.ended: dict[int, Mended] = {}
        self.gate = threading.Event()
        self.gate.set()
        self.full = False

    def begin(self, gathering: int, turn: int, at_ms: int) -> Opened:
        self.gate.wait(10)
        if self.full:
            raise OSError("the disk is full")
        self.begun.append((gathering, turn, at_ms))
        return Opened(len(self.begun), self.file(len(self.begun)))

    def end(self, recording: int, left: Mended) -> None:
        self.ended[recording] = left

    def file(self, recording: int) -> Path:
        return self.path / "7" / f"{recording}.ogg"


def said(slot: int, packets: list[bytes], flags: int = 0) -> bytes:
    return encode_audio(AudioMessage(flags, 41, slot, 0, packets))


def written(path: Path, packets: list[bytes] = PACKETS) -> bytes:
    """A recording whose program is killed: pages, and no end."""
    tape = Tape(path, NOON)
    for at, message in enumerate(bundle(packets)):
        tape.add(message, NOON + at * 60)
    tape._file.close()
    return path.read_bytes()


# ── in its own time ──


def test_a_hole_in_the_slots_is_silence_and_what_came_twice_is_taken_once() -> None:
    placing = Placing(NOON)
    assert placing.place(100, 3, NOON) == Place(0, 0)
    assert placing.place(103, 3, NOON + 60) == Place(0, 0)
    assert placing.place(156, 3, NOON + 1120) == Place(50, 0)
    assert placing.place(157, 3, NOON + 1140) == Place(0, 2)
    assert placing.written == 60


def test_the_count_goes_around_32_bits() -> None:
    placing = Placing(NOON)
    placing.place(2**32 - 2, 3, NOON)
    assert placing.place(1, 3, NOON + 60) == Place(0, 0)


def test_a_new_count_is_placed_by_the_rooms_clock() -> None:
    placing = Placing(NOON)
    placing.place(70_000, 3, NOON)
    assert placing.place(0, 3, NOON + 5000) == Place(250 - 6, 0)


def test_a_sender_that_lies_about_its_slots_makes_no_silence() -> None:
    placing = Placing(NOON)
    placing.place(0, 3, NOON)
    assert placing.place(1200, 3, NOON + 60) == Place(0, 0)


def test_after_a_long_hole_another_part_begins() -> None:
    placing = Placing(NOON)
    placing.place(0, 3, NOON)
    assert placing.place(3 + MOST_HOLE + 1, 3, NOON + 40_000) is None


# ── the file ──


def test_a_pause_of_two_seconds_is_heard_as_two_seconds(tmp_path: Path) -> None:
    voice = hum(2, seed=8)
    packets = encode(voice)
    tape = Tape(tmp_path / "a.ogg", NOON)
    for part, slot in ((packets[:50], 0), (packets[50:], 150)):
        for message in bundle(part, slot=slot):
            assert tape.add(message, NOON + slot * 20)
    left = tape.end()
    heard = decode((tmp_path / "a.ogg").read_bytes())
    assert left == Mended(4000 + 20 - 7, (tmp_path / "a.ogg").stat().st_size)  # closing silence, less what decoders drop first
    first, likeness = find_in(heard, voice[:40_000])
    second, likeness_again = find_in(heard, voice[56_000:])
    assert likeness > 0.9 and likeness_again > 0.9
    assert abs(second - first - 56_000 - 96_000) <= 48


def test_packets_of_another_length_do_not_move_what_follows(tmp_path: Path) -> None:
    tape = Tape(tmp_path / "a.ogg", NOON)
    tape.add(said(0, [b"\xf0\xff" * 20, PACKETS[0]]), NOON)
    assert tape.end().length_ms == 60 - 7


def test_the_end_of_a_spurt_without_sound_is_nothing(tmp_path: Path) -> None:
    tape = Tape(tmp_path / "a.ogg", NOON)
    assert tape.add(said(0, [], LAST), NOON)
    assert tape.end().length_ms == 13


# ── killed in the middle ──


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return written(tmp_path_factory.mktemp("killed") / "a.ogg")


def test_killed_it_has_all_but_the_last_second(killed: bytes) -> None:
    assert [page.samples for page in whole_pages(killed)] == [0, 0, 48_000, 96_000, 144_000]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_cut_at_any_byte_it_is_mended_to_the_last_whole_page(killed: bytes, tmp_path: Path, data: Any) -> None:
    pages = list(whole_pages(killed))
    cut = data.draw(st.integers(0, len(killed)))
    path = tmp_path / "cut.ogg"
    path.write_bytes(killed[:cut])
    whole = [page for page in pages if page.end <= cut]
    left = mend(path)
    if len(whole) <= 2:
        assert left.length_ms == 0
        return
    assert left == Mended((whole[-1].samples - 312) // 48, whole[-1].end)
    mended = path.read_bytes()
    assert len(mended) == left.bytes and mended[whole[-1].at + 5] & 4
    assert list(whole_pages(mended)) == whole
    assert mend(path) == left and path.read_bytes() == mended


def test_every_byte_of_the_last_page(killed: bytes, tmp_path: Path) -> None:
    last = list(whole_pages(killed))[-1]
    path = tmp_path / "cut.ogg"
    for cut in range(last.at, last.end):
        path.write_bytes(killed[:cut])
        assert mend(path) == Mended((96_000 - 312) // 48, last.at)
    assert len(decode(path.read_bytes())) == 96_000 - 312


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_spoilt_byte_ends_the_recording_before_it(killed: bytes, tmp_path: Path, data: Any) -> None:
    at = data.draw(st.integers(0, len(killed) - 1))
    path = tmp_path / "spoilt.ogg"
    path.write_bytes(killed[:at] + bytes([killed[at] ^ 0x55]) + killed[at + 1 :])
    before = [page for page in whole_pages(killed) if page.end <= at]
    assert mend(path).length_ms == (max(0, before[-1].samples - 312) // 48 if len(before) > 2 else 0)


def test_mending_what_is_not_there_or_empty(tmp_path: Path) -> None:
    assert mend(tmp_path / "none.ogg") == Mended(0, 0)
    (tmp_path / "empty.ogg").touch()
    assert mend(tmp_path / "empty.ogg") == Mended(0, 0)


# ── the thread ──


def test_a_slow_disk_delays_nobody_and_what_is_missing_is_told(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.gate.clear()
    recorder = Recorder(folder, most_waiting=20)
    recorder.start()
    began = time.monotonic()
    for at, message in enumerate(bundle(PACKETS)):
        recorder.put(Sound(7, 1, NOON + at * 60, message))
    assert time.monotonic() - began < 1
    assert not recorder.is_well
    folder.gate.set()
    recorder.close()
    assert 20 * 60 <= folder.ended[1].length_ms + 6 <= 22 * 60 + 20


def test_a_full_disk_ends_the_recording_and_not_the_recorder(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.full = True
    recorder = Recorder(folder)
    recorder.start()
    messages = bundle(PACKETS)
    recorder.put(Sound(7, 1, NOON, messages[0]))
    recorder.put(Sound(7, 1, NOON, b""))
    while recorder.is_well:  # noqa: ASYNC110
        time.sleep(0.01)
    folder.full = False
    recorder.put(Sound(7, 2, NOON, messages[0]))
    recorder.close()
    assert folder.begun == [(7, 2, NOON)] and not recorder.is_well


def test_after_a_long_silence_a_turn_goes_on_in_another_part(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    recorder = Recorder(folder)
    recorder.start()
    recorder.put(Sound(7, 1, NOON, said(0, PACKETS[:3], FIRST)))
    recorder.put(Sound(7, 1, NOON + 120_000, said(6000, PACKETS[3:6], FIRST)))
    recorder.close()
    assert folder.begun == [(7, 1, NOON), (7, 1, NOON + 120_000)]
    assert [left.length_ms for left in folder.ended.values()] == [73, 73]


# ── who is recorded ──


def test_only_a_recorded_sitting_and_nobody_who_said_no() -> None:
    house = TinyHouse()
    turn = house.put_on_air(SAMI)
    everyday = house.picture()
    assert not wants(everyday, turn)
    assert wants(replace(everyday, sitting=sitting()), turn)
    assert not wants(replace(everyday, sitting=sitting(recorded=False)), turn)
    assert not wants(replace(everyday, sitting=sitting()), replace(turn, off_record=True))
    assert not wants(replace(everyday, sitting=sitting(silent_item=9)), replace(turn, item=9))
    assert not wants(replace(everyday, sitting=sitting()), replace(turn, state="called"))


# ── the whole way ──


@pytest.mark.asyncio
async def test_what_was_said_in_a_sitting_is_what_the_recording_says(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    voice = hum(3, seed=11)
    async with a_node(SittingHouse(), shelf=folder) as node:
        sami = await node.enter(SAMI)
        await on_air(node, sami)
        messages = bundle(encode(voice), stream=0)
        for message in messages:
            await sami.socket.send(message)
            await asyncio.sleep(0.01)
        await sami.everything()
        await sami.ask("finish")
        async with asyncio.timeout(5):
            while not folder.ended:  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        assert (await node.engine.health()).recording
    assert [row[:2] for row in folder.begun] == [(7, 1)]
    assert folder.ended[1].length_ms == 3000 + 20 - 7
    heard = decode(folder.file(1).read_bytes())
    at, likeness = find_in(heard, voice[: 48_000 * 3 - 2000])
    assert likeness > 0.95 and abs(at) < 400
    assert np.isfinite(heard).all()


@pytest.mark.asyncio
async def test_an_everyday_gathering_is_not_recorded(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    async with a_node(TinyHouse(), shelf=folder) as node:
        sami = await node.enter(SAMI)
        await on_air(node, sami)
        await sami.socket.send(said(0, PACKETS[:3]))
        await sami.everything()
    assert folder.begun == [] and not (tmp_path / "7").exists()
