"""The page of a sitting, and its sound asked for in parts."""

import json
import re

import pytest
from django.urls import reverse
from django.utils import translation

from multaqa.library.domain import marks
from multaqa.library.domain.places import file_of
from multaqa.library.templatetags.library import position

from .conftest import NOON, Shelf


def sound(shelf: Shelf, browser_of, **headers: str):
    address = reverse("library:turn_ogg", args=(shelf.recordings[0].public_id,))
    return browser_of(None).get(address, headers=headers)


def body(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_the_page_lists_chapters_and_turns_and_feeds_the_player(shelf: Shelf, browser_of) -> None:
    marks.mark(shelf.gathering, "item", NOON + 60_100, "كلمة الضيف", "2")
    page = browser_of(None).get(reverse("library:sitting", args=(shelf.gathering.pk,))).content.decode()
    assert "Recording: <bdi>الجلسة المفتوحة</bdi>" in page and '<a href="#t=2113">' in page
    assert page.count("<audio controls") == 3
    player = json.loads(re.search(r'id="sitting-timeline" type="application/json">(.*?)</script>', page).group(1))  # type: ignore[union-attr]
    assert player["length"] == 3 * 2013 and [part["at"] for part in player["parts"]] == [0, 2013, 4026]
    assert player["chapters"] == [{"at": 2113, "title": "كلمة الضيف", "number": "2"}]
    assert player["parts"][0]["ogg"] == f"/listen/turns/{shelf.recordings[0].public_id}.ogg"


def test_in_arabic_with_its_own_digits(shelf: Shelf, browser_of) -> None:
    page = browser_of(None, "ar").get(reverse("library:sitting", args=(shelf.gathering.pk,))).content.decode()
    assert "٠:٠٠:٠٢" in page and 'dir="rtl"' in page


def test_only_who_decides_is_offered_to_correct_titles(shelf: Shelf, browser_of) -> None:
    chapter = marks.mark(shelf.gathering, "item", NOON, "الافتاح", "1")
    address = reverse("library:sitting", args=(shelf.gathering.pk,))
    assert "Correct the title" not in browser_of(shelf.sami).get(address).content.decode()
    layla = browser_of(shelf.layla)
    assert "Correct the title" in layla.get(address).content.decode()
    layla.post(reverse("library:retitle", args=(shelf.gathering.pk, chapter.pk)), {"title": "الافتتاح"})
    assert "الافتتاح" in layla.get(address).content.decode()


def test_a_gathering_without_recordings_says_so(shelf: Shelf, browser_of) -> None:
    shelf.gathering.recordings.all().delete()
    page = browser_of(None).get(reverse("library:sitting", args=(shelf.gathering.pk,))).content.decode()
    assert "Nothing of this sitting was recorded." in page and "sitting-player" not in page


def test_positions() -> None:
    with translation.override("ar"):
        assert (position(0), position(2_430_900)) == ("٠:٠٠:٠٠", "٠:٤٠:٣٠")
    with translation.override("en"):
        assert position(6_240_000) == "1:44:00"


def test_the_whole_sound(shelf: Shelf, browser_of) -> None:
    answer = sound(shelf, browser_of)
    kept = file_of(shelf.recordings[0]).read_bytes()
    assert (answer.status_code, answer["Content-Type"], answer["Accept-Ranges"]) == (200, "audio/ogg; codecs=opus", "bytes")
    assert body(answer) == kept and answer["Content-Length"] == str(len(kept))


@pytest.mark.parametrize(
    ("wanted", "first", "last"),
    [("bytes=0-", 0, None), ("bytes=100-199", 100, 199), ("bytes=-50", -50, None), ("bytes=500-999999", 500, None)],
)
def test_a_part_of_the_sound(shelf: Shelf, browser_of, wanted: str, first: int, last: int | None) -> None:
    kept = file_of(shelf.recordings[0]).read_bytes()
    expected = kept[first:] if last is None else kept[first : last + 1]
    answer = sound(shelf, browser_of, range=wanted)
    begins = len(kept) + first if first < 0 else first
    assert answer.status_code == 206 and body(answer) == expected
    assert answer["Content-Range"] == f"bytes {begins}-{begins + len(expected) - 1}/{len(kept)}"


def test_what_lies_outside_and_what_makes_no_sense(shelf: Shelf, browser_of) -> None:
    size = len(file_of(shelf.recordings[0]).read_bytes())
    outside = sound(shelf, browser_of, range=f"bytes={size}-")
    assert (outside.status_code, outside["Content-Range"]) == (416, f"bytes */{size}")
    assert sound(shelf, browser_of, range="bytes=-0").status_code == 416
    for odd in ("bytes=5-2", "bytes=-", "lines=1-2", "bytes=0-1,5-6"):
        assert sound(shelf, browser_of, range=odd).status_code == 200


def test_a_part_of_a_file_that_has_changed_is_all_of_it(shelf: Shelf, browser_of) -> None:
    tag = sound(shelf, browser_of)["ETag"]
    assert sound(shelf, browser_of, range="bytes=0-9", if_range=tag).status_code == 206
    assert sound(shelf, browser_of, range="bytes=0-9", if_range='"older"').status_code == 200


@pytest.mark.asyncio
@pytest.mark.django_db(transaction=True)
async def test_the_same_by_the_server(committed_shelf: Shelf, async_client) -> None:
    answer = await async_client.get(
        f"/listen/turns/{committed_shelf.recordings[0].public_id}.ogg", headers={"range": "bytes=10-29"}
    )
    kept = file_of(committed_shelf.recordings[0]).read_bytes()
    assert b"".join([piece async for piece in answer.streaming_content]) == kept[10:30]
