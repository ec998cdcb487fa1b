"""The recorder's thread writes rows and files of the library."""

import shutil
from collections.abc import Iterator

import pytest

from multaqa.bridge.recording import DjangoShelf
from multaqa.library.domain.places import file_of, folder
from multaqa.library.models import Recording
from multaqa.live.recorder import Recorder, Sound
from tests.library.conftest import NOON, a_turn, build_shelf
from tests.live.listen.sound import bundle, decode, encode, find_in, hum


@pytest.fixture(autouse=True)
def _an_empty_folder() -> Iterator[None]:
    yield
    shutil.rmtree(folder(), ignore_errors=True)


@pytest.mark.django_db(transaction=True)
def test_two_who_speak_at_once_have_a_recording_each() -> None:
    shelf = build_shelf()
    turns = [a_turn(shelf.gathering, person, stream) for stream, person in ((7, shelf.sami), (8, shelf.amal))]
    voices = [hum(2, seed=31), hum(2, seed=32)]
    recorder = Recorder(DjangoShelf())
    recorder.start()
    for at, messages in enumerate(zip(*(bundle(encode(voice)) for voice in voices), strict=True)):
        for turn, message in zip(turns, messages, strict=True):
            recorder.put(Sound(shelf.gathering.pk, turn.pk, NOON + at * 60, message))
    recorder.put(Sound(shelf.gathering.pk, turns[0].pk, NOON + 2000, b""))
    recorder.close()
    rows = list(Recording.objects.filter(turn__in=turns).order_by("turn"))
    assert [(row.state, row.length_ms, row.starts_ms) for row in rows] == [("kept", 2013, NOON)] * 2
    assert recorder.is_well
    for row, voice in zip(rows, voices, strict=True):
        assert find_in(decode(file_of(row).read_bytes()), voice[:90_000])[1] > 0.95


@pytest.mark.django_db(transaction=True)
def test_a_turn_nobody_knows_is_not_recorded_and_nothing_else_suffers() -> None:
    shelf = build_shelf()
    turn = a_turn(shelf.gathering, shelf.sami, 7)
    recorder = Recorder(DjangoShelf())
    recorder.start()
    for number in (999_999, turn.pk):
        for at, message in enumerate(bundle(encode(hum(1, seed=3)))):
            recorder.put(Sound(shelf.gathering.pk, number, NOON + at * 60, message))
    recorder.close()
    assert not recorder.is_well
    assert Recording.objects.get(turn=turn).length_ms == 1013
