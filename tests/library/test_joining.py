"""The whole as one file, in Ogg and MP3; made by another process when somebody wishes for it."""

import io
import subprocess
import sys
import time
from pathlib import Path

import av
import pytest
from django.urls import reverse

from multaqa.library.domain import making, marks
from multaqa.library.domain.places import folder
from multaqa.library.domain.withholding import withhold
from multaqa.library.sound.joining import join
from tests.live.listen.sound import decode, find_in, loudness

from .conftest import NOON, Shelf


def joined(shelf: Shelf, path: Path, kind: str) -> tuple[bytes, list[int]]:
    told: list[int] = []
    join(shelf.gathering, path, kind, told.append)
    return path.read_bytes(), told


@pytest.mark.parametrize("kind", ["ogg", "mp3"])
def test_all_that_was_said_in_order_with_chapters(shelf: Shelf, tmp_path: Path, kind: str) -> None:
    marks.mark(shelf.gathering, "item", NOON + 60_500, "كلمة الضيف", "2")
    whole, told = joined(shelf, tmp_path / f"whole.{kind}", kind)
    heard = decode(whole)
    places = [find_in(heard, voice[:90_000]) for voice in shelf.voices]
    assert told == [0, 33, 66]
    assert all(likeness > 0.95 for _, likeness in places)
    assert [round((at - places[0][0]) / 96_960, 2) for at, _ in places] == [0, 1, 2]
    with av.open(io.BytesIO(whole)) as file:
        chapters = [(row["start"], row["metadata"]["title"]) for row in file.chapters()]
    assert chapters == [(0, "سامي"), (2020, "أمل"), (2520, "2 كلمة الضيف"), (4040, "نور")]


def test_the_packets_of_the_ogg_are_those_that_were_recorded(shelf: Shelf, tmp_path: Path) -> None:
    def packets(data: bytes) -> list[bytes]:
        with av.open(io.BytesIO(data)) as file:
            return [bytes(packet) for packet in file.demux(audio=0) if packet.size]

    whole, _ = joined(shelf, tmp_path / "whole.ogg", "ogg")
    each = [packets((folder() / row.file).read_bytes()) for row in shelf.recordings]
    assert packets(whole) == sum(each, [])


def test_an_item_and_the_turn_that_begin_together_are_one_chapter(shelf: Shelf, tmp_path: Path) -> None:
    marks.mark(shelf.gathering, "item", NOON, "الافتتاح", "1")
    whole, _ = joined(shelf, tmp_path / "whole.ogg", "ogg")
    with av.open(io.BytesIO(whole)) as file:
        assert [row["metadata"]["title"] for row in file.chapters()] == ["1 الافتتاح · سامي", "أمل", "نور"]


@pytest.mark.parametrize("kind", ["ogg", "mp3"])
def test_a_withheld_part_is_silence_that_says_so(shelf: Shelf, tmp_path: Path, kind: str) -> None:
    withhold(shelf.recordings[1], "ذكر عنوانًا", by=shelf.amal)
    whole, _ = joined(shelf, tmp_path / f"whole.{kind}", kind)
    heard = decode(whole)
    assert find_in(heard, shelf.voices[1][:90_000])[1] < 0.5
    scale = 32768 if abs(heard).max() > 2 else 1
    assert loudness(heard[110_000:180_000]) / scale < 0.001
    with av.open(io.BytesIO(whole)) as file:
        assert file.chapters()[1]["metadata"]["title"].endswith("ذكر عنوانًا")


def until_made(name: str) -> None:
    until = time.monotonic() + 30
    while making._children or (folder() / "wanted" / name).exists():
        assert time.monotonic() < until
        making.look()
        time.sleep(0.05)


def test_a_wish_is_made_by_another_process_and_downloaded(committed_shelf: Shelf, browser_of, child_sees_the_test) -> None:
    nobody, pk = browser_of(None), committed_shelf.gathering.pk
    page, make = reverse("library:sitting", args=(pk,)), reverse("library:make", args=(pk, "mp3"))
    assert "Prepare the file" in nobody.get(page).content.decode()
    for _ in range(2):
        assert nobody.post(make)["Location"] == page
    assert "Being made: 0%" in nobody.get(page).content.decode()
    assert [path.name for path in (folder() / "wanted").iterdir()] == [f"whole-{pk}.mp3"]
    until_made(f"whole-{pk}.mp3")
    answer = nobody.get(reverse("library:whole", args=(pk, "mp3")))
    assert answer.status_code == 200 and "attachment" in answer["Content-Disposition"]
    assert find_in(decode(b"".join(answer.streaming_content)), committed_shelf.voices[2][:90_000])[1] > 0.9
    withhold(committed_shelf.recordings[0], "خطأ", by=committed_shelf.sami)
    assert nobody.get(reverse("library:whole", args=(pk, "mp3"))).status_code == 404
    assert list((folder() / str(pk)).glob("whole-*")) == []


def test_a_turn_as_mp3_is_made_when_first_asked_for(committed_shelf: Shelf, browser_of, child_sees_the_test) -> None:
    row = committed_shelf.recordings[0]
    address = reverse("library:turn_mp3", args=(row.public_id,))
    first = browser_of(None).get(address)
    assert (first.status_code, first["Retry-After"]) == (503, "3")
    until_made(f"turn-{row.pk}.mp3")
    answer = browser_of(None).get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "audio/mpeg")
    assert find_in(decode(b"".join(answer.streaming_content)), committed_shelf.voices[0][:90_000])[1] > 0.9


def test_what_cannot_be_made_says_so_and_can_be_wished_for_again(committed_shelf: Shelf, browser_of, child_sees_the_test) -> None:
    pk = committed_shelf.gathering.pk
    (folder() / committed_shelf.recordings[1].file).write_bytes(b"not sound")
    making.want_whole(committed_shelf.gathering, "ogg")
    until_made(f"whole-{pk}.ogg")
    assert making.whole(committed_shelf.gathering, "ogg").state == "failed"
    assert "It could not be made." in browser_of(None).get(reverse("library:sitting", args=(pk,))).content.decode()
    assert making.want_whole(committed_shelf.gathering, "ogg").state == "making"


def test_what_a_node_that_died_was_making_is_made_by_another(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    left = making.making(f"whole-{shelf.gathering.pk}.ogg")
    left.parent.mkdir(parents=True)
    left.write_text("40")
    assert making.whole(shelf.gathering, "ogg") == making.Made(making.whole(shelf.gathering, "ogg").path, "making", 40)
    making._wish_again_for_stale()
    assert left.exists()
    monkeypatch.setattr(making, "STALE_SECONDS", -1.0)
    making._wish_again_for_stale()
    assert not left.exists() and (folder() / "wanted" / f"whole-{shelf.gathering.pk}.ogg").exists()


def test_a_wish_that_is_none() -> None:
    done = subprocess.run([sys.executable, "-m", "multaqa.library.join", "../secret"], capture_output=True, timeout=60)
    assert done.returncode == 1 and b"no file of the library" in done.stderr
