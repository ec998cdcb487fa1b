"""Recordings on their way into a bucket: from the node's disk, in pieces while they grow, as a whole when they end."""

import threading
import time
from pathlib import Path

import pytest
from django.test import Client

from multaqa.bridge import carrying, recording
from multaqa.bridge.carrying import Carrier, grow, pieces_of
from multaqa.bridge.recording import DjangoShelf
from multaqa.common.store import StoreAway, elsewhere
from multaqa.library.domain import hooks
from multaqa.library.domain.places import file_of
from multaqa.library.models import Recording
from multaqa.live.mending import mend
from multaqa.live.recorder import Recorder, Sound
from multaqa.live.tape import Tape
from tests.library.conftest import NOON, Shelf, a_turn, build_shelf
from tests.live.listen.sound import bundle, decode, encode, find_in, hum

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shelf(node_with_bucket, tmp_path: Path) -> Shelf:
    """Three turns of which nothing was recorded; this is node a."""
    shelf = build_shelf(kept=False)
    node_with_bucket("a")
    return shelf


def address_of(row: Recording) -> str:
    return f"/listen/turns/{row.public_id}.ogg"


def spoken(tape: Tape, voice, at_ms: int = NOON) -> None:
    for at, message in enumerate(bundle(encode(voice))):
        tape.add(message, at_ms + at * 60)


def test_what_is_spoken_at_one_node_is_heard_at_another(shelf: Shelf, node_with_bucket, s3_server, tmp_path: Path) -> None:
    turn, voice = a_turn(shelf.gathering, shelf.sami, 7), hum(2, seed=31)
    house = DjangoShelf()
    recorder = Recorder(house)
    recorder.start()
    for at, message in enumerate(bundle(encode(voice))):
        recorder.put(Sound(shelf.gathering.pk, turn.pk, NOON + at * 60, message))
    recorder.close()
    house.close()
    row = Recording.objects.get(turn=turn)
    assert (row.state, row.length_ms) == ("kept", 2013)
    assert s3_server.names() == [f"recordings/{row.file}"]
    assert [path for path in (tmp_path / "a").rglob("*") if path.is_file()] == []
    node_with_bucket("b")
    whole = Client().get(address_of(row))
    sound = b"".join(whole.streaming_content)
    assert (whole.status_code, len(sound)) == (200, row.bytes)
    assert find_in(decode(sound), voice[:90_000])[1] > 0.95
    part = Client().get(address_of(row), headers={"range": "bytes=100-199"})
    assert (part.status_code, b"".join(part.streaming_content)) == (206, sound[100:200])


def test_a_strange_ear_is_refused_at_every_node(shelf: Shelf, node_with_bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    house = DjangoShelf()
    opened = house.begin(shelf.gathering.pk, shelf.turns[0].pk, NOON)
    tape = Tape(opened.path, NOON)
    spoken(tape, hum(1, seed=5))
    house.end(opened.recording, tape.end())
    house.close()
    row = Recording.objects.get(pk=opened.recording)
    assert row.state == "kept"
    monkeypatch.setattr(hooks, "_may_listen", [lambda person, gathering: False])
    node_with_bucket("b")
    assert Client().get(address_of(row)).status_code == 404


def test_what_a_dead_node_left_is_made_whole_from_its_pieces(
    shelf: Shelf, node_with_bucket, s3_server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrying, "PIECE", 1000)
    opened = DjangoShelf.begin(_quiet(), shelf.gathering.pk, shelf.turns[0].pk, NOON)
    tape, kept = Tape(opened.path, NOON), elsewhere()
    sent = grow(kept, opened.path, 0)
    spoken(tape, hum(3, seed=4))
    sent = grow(kept, opened.path, sent)
    spoken(tape, hum(2, seed=6), NOON + 3000)
    sent = grow(kept, opened.path, sent)
    assert sent == opened.path.stat().st_size > 5 * 1000
    assert b"".join(kept.read_bytes(piece) for piece in kept.below(pieces_of(opened.path))) == opened.path.read_bytes()
    tape._file.close()
    Recording.objects.filter(state="open").update(node="another life")
    node_with_bucket("b")
    assert DjangoShelf().close_left_open() == 1
    row = Recording.objects.get(pk=opened.recording)
    assert (row.state, s3_server.names()) == ("kept", [f"recordings/{row.file}"])
    assert row.length_ms >= 4000
    assert len(b"".join(Client().get(address_of(row)).streaming_content)) == row.bytes
    node_with_bucket("a")
    assert opened.path.exists()
    DjangoShelf().close_left_open()
    assert not opened.path.exists()


def test_what_grows_on_the_disk_follows_by_itself(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carrying, "SECONDS", 0.01)
    house, kept = DjangoShelf(), elsewhere()
    opened = house.begin(shelf.gathering.pk, shelf.turns[0].pk, NOON)
    tape = Tape(opened.path, NOON)
    for second in range(2):
        spoken(tape, hum(2, seed=second), NOON + second * 2000)
        until = time.monotonic() + 30
        while b"".join(kept.read_bytes(piece) for piece in kept.below(pieces_of(opened.path))) != opened.path.read_bytes():
            assert time.monotonic() < until
    house.end(opened.recording, tape.end())
    house.close()
    assert (Recording.objects.get().state, kept.below(pieces_of(opened.path))) == ("kept", [])


def test_a_tape_of_which_the_store_has_nothing_waits_for_its_machine(shelf: Shelf, node_with_bucket, s3_server) -> None:
    opened = DjangoShelf.begin(_quiet(), shelf.gathering.pk, shelf.turns[0].pk, NOON)
    tape = Tape(opened.path, NOON)
    spoken(tape, hum(2, seed=4))
    tape._file.close()
    Recording.objects.filter(state="open").update(node="another life")
    node_with_bucket("b")
    DjangoShelf().close_left_open()
    assert (Recording.objects.get(pk=opened.recording).state, s3_server.names()) == ("open", [])
    node_with_bucket("a")
    DjangoShelf().close_left_open()
    row = Recording.objects.get(pk=opened.recording)
    assert (row.state, s3_server.names()) == ("kept", [f"recordings/{row.file}"])


def test_while_the_store_is_away_an_ended_tape_waits_and_is_not_said_to_be_kept(
    shelf: Shelf, node_with_bucket, s3_server, monkeypatch: pytest.MonkeyPatch
) -> None:
    node_with_bucket("a", away=True)
    tried = threading.Event()
    monkeypatch.setattr(carrying.logger, "error", lambda *_, **__: tried.set())
    house = DjangoShelf()
    opened = house.begin(shelf.gathering.pk, shelf.turns[0].pk, NOON)
    tape = Tape(opened.path, NOON)
    spoken(tape, hum(1, seed=5))
    house.end(opened.recording, tape.end())
    assert tried.wait(30)
    row = Recording.objects.get(pk=opened.recording)
    assert (row.state, opened.path.exists()) == ("open", True)
    house.close()
    with pytest.raises(StoreAway):
        elsewhere().find(opened.path)
    Recording.objects.filter(state="open").update(node="another life")
    recording.mend_left_open()
    assert Recording.objects.get(pk=opened.recording).state == "open"
    node_with_bucket("a")
    recording.mend_left_open()
    assert Recording.objects.get(pk=opened.recording).state == "kept"
    assert s3_server.names() == [f"recordings/{row.file}"] and not opened.path.exists()


def test_a_turn_without_a_word_is_kept_nowhere(shelf: Shelf, s3_server) -> None:
    house = DjangoShelf()
    opened = house.begin(shelf.gathering.pk, shelf.turns[0].pk, NOON)
    Tape(opened.path, NOON)._file.close()
    house.end(opened.recording, mend(opened.path))
    house.close()
    row = Recording.objects.get(pk=opened.recording)
    assert (row.state, s3_server.names(), file_of(row).exists()) == ("empty", [], False)


def _quiet() -> DjangoShelf:
    """A shelf whose carrier never gets to its work: its node dies first."""

    class Silent(Carrier):
        def _run(self) -> None: ...

    house = DjangoShelf()
    house._carrier = Silent()
    return house
