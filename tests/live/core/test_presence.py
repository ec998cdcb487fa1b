"""Heads and names."""

from multaqa.live.core.crowd import Counting
from multaqa.live.core.presence import NAMED_AT_MOST, Present
from multaqa.wire.events import Presence
from multaqa.wire.views import Crowd, PersonView

AMAL, SAMI = PersonView(3, 3, "أمل الهاشمي"), PersonView(2, 2, "سامي")


def test_several_pages_are_one_head_at_the_better_door() -> None:
    present = Present()
    present.came("p:3", AMAL, "text")
    present.came("p:3", AMAL, "live")
    present.came("v:x", None, "text")
    assert present.crowd(5) == Crowd(live=1, text=1, http=5, named=1)
    present.left("p:3", AMAL, "live")
    assert present.crowd(0) == Crowd(live=0, text=2, http=0, named=1)
    present.moved("v:x", None, "text", "live")
    assert present.crowd(0) == Crowd(live=1, text=1, http=0, named=1)


def test_whoever_is_back_before_it_is_told_never_left() -> None:
    present = Present()
    present.came("p:3", AMAL, "live")
    assert present.changes() == Presence(came=[AMAL], left=[])
    present.left("p:3", AMAL, "live")
    present.came("p:3", AMAL, "live")
    assert present.changes() is None
    present.came("p:2", SAMI, "live")
    present.left("p:2", SAMI, "live")
    assert present.changes() is None
    present.left("p:3", AMAL, "live")
    assert present.changes() == Presence(came=[], left=[3])


def test_in_a_large_room_names_are_told_only_when_asked_for() -> None:
    present = Present()
    for i in range(NAMED_AT_MOST + 1):
        present.came(f"p:{i}", PersonView(i, i, f"عضو {i:03}"), "live")
    assert present.changes() is None
    page, count = present.people(page=6)
    assert (count, [person.id for person in page]) == (301, [300])


def test_a_name_is_found_in_any_spelling() -> None:
    present = Present()
    present.came("p:3", AMAL, "live")
    for search in ("امل", "أَمَل", "هاشمى", " الهاشمي "):
        assert present.people(search) == ([AMAL], 1)
    assert present.people("سامي") == ([], 0)


def test_counts_are_told_at_once_but_not_too_often() -> None:
    counting = Counting()
    assert counting.worth_telling(Crowd(1, 0, 0, 0), 10_000)
    assert not counting.worth_telling(Crowd(1, 0, 0, 0), 20_000)
    assert counting.worth_telling(Crowd(2, 0, 0, 0), 20_000)
    assert not counting.worth_telling(Crowd(3, 0, 0, 0), 20_999)
    assert counting.worth_telling(Crowd(3, 0, 0, 0), 21_000)
    assert not counting.worth_telling(Crowd(1500, 0, 0, 0), 25_999)
    assert counting.worth_telling(Crowd(1500, 0, 0, 0), 26_000)
    assert not counting.worth_telling(Crowd(12_000, 0, 0, 0), 40_999)
    assert counting.worth_telling(Crowd(12_000, 0, 0, 0), 41_000)
