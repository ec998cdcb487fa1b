"""What is wanted is drawn once; what cannot be drawn says so for a while, and is tried again."""

import os
import time
from pathlib import Path

import pytest

from multaqa.common.printing import MOST_BYTES, shelf

PAGE = '<!doctype html><html lang="ar" dir="rtl"><title>محضر</title><body><p>هنا</p>'


def test_wishing_twice_is_once(tmp_path: Path) -> None:
    assert shelf.printed(tmp_path, "a-1").state == "none"
    assert [shelf.want(tmp_path, "a-1", PAGE).state for _ in range(2)] == ["wanted", "wanted"]
    assert shelf.draw_all(tmp_path) == 1
    ready = shelf.want(tmp_path, "a-1", PAGE)
    assert ready.state == "ready"
    assert ready.path.read_bytes().startswith(b"%PDF-")
    assert shelf.draw_all(tmp_path) == 0


def test_what_cannot_be_drawn_says_why_and_is_tried_again_later(tmp_path: Path) -> None:
    shelf.want(tmp_path, "a-1", "x" * (MOST_BYTES + 1))
    shelf.draw_all(tmp_path)

    failed = shelf.want(tmp_path, "a-1", PAGE)
    assert (failed.state, failed.code) == ("failed", "too_long")
    assert shelf.draw_all(tmp_path) == 0

    long_ago = time.time() - shelf.FAILURE_STANDS_SECONDS - 1
    os.utime(tmp_path / "a-1.failed", (long_ago, long_ago))
    assert shelf.want(tmp_path, "a-1", PAGE).state == "wanted"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a-1.wanted"]


def test_another_text_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    for name in ("3-ar-all-old", "3-en-all-old", "33-ar-all-old"):
        (tmp_path / f"{name}.pdf").write_bytes(b"%PDF-")
    shelf.want(tmp_path, "3-ar-all-new", PAGE)
    shelf.draw_all(tmp_path)
    assert sorted(path.stem for path in tmp_path.glob("*.pdf")) == ["3-ar-all-new", "3-en-all-old", "33-ar-all-old"]


def test_of_two_nodes_one_takes_a_wish(tmp_path: Path) -> None:
    shelf.want(tmp_path, "a-1", PAGE)
    assert [shelf._take(tmp_path) is not None for _ in range(2)] == [True, False]


@pytest.mark.parametrize("age", [0, shelf.STALE_SECONDS + 5])
def test_what_is_being_drawn_is_left_to_whoever_draws_it_unless_they_died(tmp_path: Path, age: float) -> None:
    shelf.want(tmp_path, "a-1", PAGE)
    taken = shelf._take(tmp_path)
    assert taken is not None
    then = time.time() - age
    os.utime(taken, (then, then))
    assert (shelf._take(tmp_path) is not None) is (age > 0)
    assert shelf.printed(tmp_path, "a-1").state == "wanted"
