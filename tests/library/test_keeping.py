"""A recording is kept, mended after a crash, and found again in its place."""

import pytest

from multaqa.bridge.recording import DjangoShelf
from multaqa.library.domain import keeping, marks
from multaqa.library.domain.places import file_of
from multaqa.library.domain.timeline import timeline_of
from multaqa.library.models import Mark, Recording
from multaqa.live.ports import Mended
from multaqa.live.tape import Tape
from multaqa.rooms.models import Turn
from tests.live.listen.sound import bundle, encode, hum

from .conftest import NOON, Shelf

TURN_MS = 2013


def test_parts_of_a_turn_are_numbered_and_ended_once(shelf: Shelf) -> None:
    again = keeping.begin(shelf.gathering.pk, shelf.turns[0].pk, at_ms=NOON + 1)
    assert (again.part, again.state, again.file) == (1, "open", f"{shelf.gathering.pk}/{shelf.turns[0].pk}-1.ogg")
    keeping.end(again.pk, length_ms=0, size=129)
    keeping.end(again.pk, length_ms=5, size=500)
    again.refresh_from_db()
    assert (again.state, again.length_ms, again.bytes) == ("empty", 0, 129)


def test_a_turn_of_another_gathering_is_not_recorded_here(shelf: Shelf) -> None:
    with pytest.raises(Turn.DoesNotExist):
        keeping.begin(shelf.gathering.pk + 1, shelf.turns[0].pk, at_ms=NOON)


def test_the_turns_are_one_after_the_other(shelf: Shelf) -> None:
    timeline = timeline_of(shelf.gathering)
    assert [part.recording.turn.name for part in timeline.parts] == ["سامي", "أمل", "نور"]
    assert [part.offset_ms for part in timeline.parts] == [0, TURN_MS, 2 * TURN_MS]
    assert timeline.length_ms == 3 * TURN_MS


def test_a_moment_finds_its_place(shelf: Shelf) -> None:
    timeline = timeline_of(shelf.gathering)
    moments = {NOON - 500: 0, NOON + 700: 700, NOON + 30_000: TURN_MS, NOON + 60_900: TURN_MS + 900, NOON + 999_999: 3 * TURN_MS}
    assert {moment: timeline.position_of(moment) for moment in moments} == moments
    assert timeline.part_at(TURN_MS + 5).recording == shelf.recordings[1]  # type: ignore[union-attr]


def test_marks_are_chapters_and_marked_once(shelf: Shelf) -> None:
    for _ in range(2):
        marks.mark(shelf.gathering, "item", NOON + 59_000, "كلمة الضيف", "2")
    marks.mark(shelf.gathering, "item", NOON - 9000, "الافتتاح", "1")
    found = [(row.mark.number, row.mark.title, row.position_ms) for row in timeline_of(shelf.gathering).chapters]
    assert found == [("1", "الافتتاح", 0), ("2", "كلمة الضيف", TURN_MS)]
    assert Mark.objects.count() == 2


def test_what_a_dead_node_left_open_is_made_whole_by_another(committed_shelf: Shelf) -> None:
    row = DjangoShelf().begin(committed_shelf.gathering.pk, committed_shelf.turns[0].pk, NOON + 200_000)
    tape = Tape(row.path, NOON + 200_000)
    for at, message in enumerate(bundle(encode(hum(3, seed=4)))):
        tape.add(message, NOON + 200_000 + at * 60)
    tape._file.close()
    with row.path.open("r+b") as file:
        file.truncate(row.path.stat().st_size - 7)
    lost = DjangoShelf().begin(committed_shelf.gathering.pk, committed_shelf.turns[1].pk, NOON + 300_000)
    assert DjangoShelf().close_left_open() == 0  # by this node, which is there
    Recording.objects.filter(state="open").update(node="another life")
    assert DjangoShelf().close_left_open() == 2
    kept = Recording.objects.get(pk=row.recording)
    assert (kept.state, kept.length_ms, kept.bytes) == ("kept", 1993, file_of(kept).stat().st_size)
    assert Recording.objects.get(pk=lost.recording).state == "empty"
    assert DjangoShelf().close_left_open() == 0


def test_the_shelf_keeps_what_the_recorder_leaves(committed_shelf: Shelf) -> None:
    opened = DjangoShelf().begin(committed_shelf.gathering.pk, committed_shelf.turns[2].pk, NOON + 400_000)
    DjangoShelf().end(opened.recording, Mended(1500, 4000))
    row = Recording.objects.get(pk=opened.recording)
    assert (row.state, row.length_ms, row.bytes, row.starts_ms) == ("kept", 1500, 4000, NOON + 400_000)
