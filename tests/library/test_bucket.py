"""What is made of recordings where they are kept in a bucket: by one node, for all."""

import time
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from multaqa.common.store import store
from multaqa.library.domain import making
from multaqa.library.domain.places import file_of, folder
from multaqa.library.domain.withholding import withhold
from tests.library.conftest import Shelf
from tests.live.listen.sound import decode, find_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shelf(committed_shelf: Shelf, node_with_bucket, child_sees_the_test, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """The three turns are in the bucket; this is node a."""
    kept = {row.file: file_of(row).read_bytes() for row in committed_shelf.recordings}
    node_with_bucket("a")
    for row in committed_shelf.recordings:
        file_of(row).parent.mkdir(parents=True, exist_ok=True)
        file_of(row).write_bytes(kept[row.file])
        store().keep(file_of(row))
    monkeypatch.setenv("MULTAQA_DATA", str(settings.CONFIG.data_dir))
    monkeypatch.setenv("MULTAQA_S3", settings.CONFIG.s3)
    return committed_shelf


def until_made() -> None:
    """The child is waited for; the clock's look after it is ours."""
    until = time.monotonic() + 60
    making.look()
    while making._children:
        making._children[0].process.wait(until - time.monotonic())
        making.look()


def test_the_whole_is_made_at_one_node_and_downloaded_at_another(
    shelf: Shelf, node_with_bucket, s3_server, browser_of, tmp_path: Path
) -> None:
    browser, pk = browser_of(None), shelf.gathering.pk
    page, make = reverse("library:sitting", args=(pk,)), reverse("library:make", args=(pk, "ogg"))
    assert browser.post(make)["Location"] == page
    node_with_bucket("b")
    assert "Being made: 0%" in browser.get(page).content.decode()
    browser.post(make)
    assert not (folder() / "wanted").exists()
    node_with_bucket("a")
    until_made()
    assert [path for path in (tmp_path / "a").rglob("*.ogg") if path.is_file()] == []
    node_with_bucket("b")
    answer = browser.get(reverse("library:whole", args=(pk, "ogg")))
    assert answer.status_code == 200 and "attachment" in answer["Content-Disposition"]
    heard = decode(b"".join(answer.streaming_content))
    assert all(find_in(heard, voice[:90_000])[1] > 0.9 for voice in shelf.voices)


def test_what_was_made_before_a_part_was_withheld_is_gone_from_the_store(
    shelf: Shelf, node_with_bucket, s3_server, browser_of
) -> None:
    making.want_whole(shelf.gathering, "ogg")
    until_made()
    assert any("/whole-" in name for name in s3_server.names())
    node_with_bucket("b")
    withhold(shelf.recordings[1], "ذكر عنوانًا", by=shelf.amal)
    assert not any("/whole-" in name for name in s3_server.names())
    assert browser_of(None).get(f"/listen/turns/{shelf.recordings[1].public_id}.ogg").status_code == 404


def test_the_page_is_read_while_the_store_is_away_and_the_sound_says_so(shelf: Shelf, node_with_bucket, browser_of) -> None:
    node_with_bucket("b", away=True)
    page = browser_of(None).get(reverse("library:sitting", args=(shelf.gathering.pk,)))
    assert page.status_code == 200 and "سامي" in page.content.decode()
    sound = browser_of(None).get(f"/listen/turns/{shelf.recordings[0].public_id}.ogg")
    assert (sound.status_code, sound["Retry-After"]) == (503, "60")


@pytest.mark.asyncio
async def test_a_part_by_the_server(shelf: Shelf, async_client) -> None:
    answer = await async_client.get(f"/listen/turns/{shelf.recordings[0].public_id}.ogg", headers={"range": "bytes=10-29"})
    piece = b"".join([piece async for piece in answer.streaming_content])
    assert (answer.status_code, len(piece)) == (206, 20)
    assert piece == b"".join(store().pieces(file_of(shelf.recordings[0]), 10, 29))
