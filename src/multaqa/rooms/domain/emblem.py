"""A room's own picture in place of its star. What is kept is drawn anew from what was sent, never the sent file itself:
a file can be a picture and something else at once, and tell where it was taken."""

import io
import secrets
import warnings

from django.core.files.base import ContentFile
from django.db import transaction
from PIL import Image, ImageOps, UnidentifiedImageError

from multaqa.accounts.models import Person
from multaqa.common.refusal import Refused
from multaqa.common.store import StoreAway
from multaqa.rooms.domain.acts import note
from multaqa.rooms.domain.announcing import room_changed
from multaqa.rooms.domain.entry import require
from multaqa.rooms.domain.gatherings import locked_in
from multaqa.rooms.models import Room

MOST_MEGABYTES = 5
MOST_PIXELS = 40_000_000
SIDE = 512
FORMATS = ("PNG", "JPEG", "WEBP")


@transaction.atomic
def set_picture(room: Room, sent: bytes, *, by: Person) -> None:
    """Gives the room a picture from the bytes of a PNG, JPEG or WebP. Raises Refused: not_allowed, picture_too_large,
    picture_unreadable, files_away."""
    require(by, room, "own")
    drawn = redrawn(sent)
    locked_in(room)
    _take_away(room)
    try:
        room.picture.save(f"{room.pk}-{secrets.token_hex(6)}.webp", ContentFile(drawn), save=False)
    except StoreAway as error:
        raise Refused("files_away") from error
    room.save(update_fields=["picture"])
    room_changed(room, by=by, act=note(room, "face", by=by))


@transaction.atomic
def remove_picture(room: Room, *, by: Person) -> None:
    """Gives the room its star back. Without a picture nothing changes. Raises Refused: not_allowed."""
    require(by, room, "own")
    if not room.picture:
        return
    locked_in(room)
    _take_away(room)
    room.picture = ""
    room.save(update_fields=["picture"])
    room_changed(room, by=by, act=note(room, "face", by=by))


def redrawn(sent: bytes) -> bytes:
    """A square WebP of at most 512 pixels, upright, without anything but its pixels. Raises Refused."""
    if len(sent) > MOST_MEGABYTES * 1024 * 1024:
        raise Refused("picture_too_large", megabytes=MOST_MEGABYTES)
    try:
        # A few kilobytes may unfold into gigabytes: the size is read before a pixel is.
        with warnings.catch_warnings(action="error"), Image.open(io.BytesIO(sent), formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise Refused("picture_too_large", megabytes=MOST_MEGABYTES)
            opened.load()
            side = min(SIDE, *opened.size)
            picture = ImageOps.fit(ImageOps.exif_transpose(opened).convert("RGBA"), (side, side))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Warning, Image.DecompressionBombError) as error:
        raise Refused("picture_unreadable") from error
    drawn = io.BytesIO()
    picture.save(drawn, "WEBP", quality=82)
    return drawn.getvalue()


def _take_away(room: Room) -> None:
    """The old file goes when the change is certain."""
    if room.picture:
        storage, name = room.picture.storage, str(room.picture.name)
        # Where the store is away it stays there, and no page leads to it.
        transaction.on_commit(lambda: storage.delete(name), robust=True)
