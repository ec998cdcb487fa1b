"""A picture in place of the star: redrawn, never kept as sent."""

import io

import pytest
from PIL import Image

from multaqa.common.refusal import Refused
from multaqa.rooms.domain.emblem import MOST_MEGABYTES, redrawn, remove_picture, set_picture


def picture(kind="PNG", size=(900, 600), exif=None) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "teal").save(file, kind, **({"exif": exif} if exif else {}))
    return file.getvalue()


@pytest.fixture(autouse=True)
def _a_folder_of_its_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_it_becomes_a_small_square(kind):
    drawn = Image.open(io.BytesIO(redrawn(picture(kind))))
    assert (drawn.format, drawn.size) == ("WEBP", (512, 512))


def test_a_small_picture_is_not_blown_up():
    assert Image.open(io.BytesIO(redrawn(picture(size=(80, 120))))).size == (80, 80)


def test_where_it_was_taken_is_not_told():
    exif = Image.Exif()
    exif[0x010E] = "بيت سامي"
    drawn = redrawn(picture("JPEG", exif=exif))
    assert dict(Image.open(io.BytesIO(drawn)).getexif()) == {}


@pytest.mark.parametrize("sent", [b"", b"<svg onload='alert(1)'>", b"GIF89a" + b"\0" * 40, picture()[:200]])
def test_what_is_no_picture_is_refused(sent):
    with pytest.raises(Refused, match="picture_unreadable"):
        redrawn(sent)


def test_too_much_is_refused_by_bytes_and_by_pixels():
    for sent in (b"\0" * (MOST_MEGABYTES * 1024 * 1024 + 1), picture(size=(8000, 6000))):
        with pytest.raises(Refused, match="picture_too_large"):
            redrawn(sent)


def test_the_owner_sets_it_and_takes_it_away(hall, tmp_path, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        set_picture(hall.room, picture(), by=hall.sami)
    first = hall.fresh().picture.name
    with django_capture_on_commit_callbacks(execute=True):
        set_picture(hall.room, picture("JPEG"), by=hall.sami)
    assert [path.name for path in (tmp_path / "rooms").iterdir()] == [hall.fresh().picture.name.removeprefix("rooms/")]
    assert hall.room.picture.name != first
    with django_capture_on_commit_callbacks(execute=True):
        remove_picture(hall.room, by=hall.sami)
        remove_picture(hall.room, by=hall.sami)
    assert (hall.fresh().picture.name, list((tmp_path / "rooms").iterdir())) == ("", [])


def test_a_supervisor_does_not(hall):
    with pytest.raises(Refused, match="not_allowed"):
        set_picture(hall.room, picture(), by=hall.layla)
