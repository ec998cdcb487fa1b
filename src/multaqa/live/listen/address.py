"""What a request asks for: its path and query read into one of four wishes, or into none."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode

_STREAM = re.compile(r"/rooms/([^/]{1,200})/listen\.(ogg|m3u8)")
_MEDIA = re.compile(r"/rooms/([^/]{1,200})/listen/(?:init\.mp4|([0-9]{1,9})(?:\.([0-9]{1,2}))?\.m4s)")
_NUMBER = re.compile(r"[0-9]{1,9}")
_VISITOR = re.compile(r"[A-Za-z0-9_-]{8,32}")


@dataclass(frozen=True, slots=True)
class Query:
    """`token` is what lets its bearer in, `visitor` tells one HLS listener from another; the rest is LL-HLS's own."""

    token: str | None = None
    visitor: str | None = None
    segment: int | None = None
    part: int | None = None

    def carry(self) -> str:
        """The part of the query that the address of a playlist bears on, encoded."""
        pairs = {"s": self.visitor, "t": self.token}
        return urlencode({name: value for name, value in pairs.items() if value})

    def carry_to_media(self) -> str:
        """The part that the addresses in a playlist bear on, encoded: safe inside quotation marks. In a room that is open to
        all they are the same for everybody, so that a cache on the way needs each piece of sound once."""
        return urlencode({"t": self.token}) if self.token else ""


@dataclass(frozen=True, slots=True)
class OggWish:
    """The endless stream."""

    slug: str


@dataclass(frozen=True, slots=True)
class PlaylistWish:
    """The playlist of variants, or with a visitor in the query the playlist of parts."""

    slug: str


@dataclass(frozen=True, slots=True)
class InitWish:
    """The initialisation segment."""

    slug: str


@dataclass(frozen=True, slots=True)
class MediaWish:
    """A segment, or one part of it."""

    slug: str
    segment: int
    part: int | None


Wish = OggWish | PlaylistWish | InitWish | MediaWish


def read_path(path: str) -> Wish | None:
    """The wish in an already percent-decoded path; None when the path is not one of this door's."""
    if match := _STREAM.fullmatch(path):
        slug, ending = match.groups()
        return OggWish(slug) if ending == "ogg" else PlaylistWish(slug)
    if match := _MEDIA.fullmatch(path):
        slug, segment, part = match.groups()
        if segment is None:
            return InitWish(slug)
        return MediaWish(slug, int(segment), None if part is None else int(part))
    return None


def read_query(query: bytes) -> Query:
    """What is not understood is left out, as a player may add parameters of its own."""
    try:
        fields = parse_qs(query.decode("ascii"), max_num_fields=20)
    except ValueError:
        return Query()
    visitor = fields.get("s", [""])[0]
    return Query(
        token=fields.get("t", [None])[0],
        visitor=visitor if _VISITOR.fullmatch(visitor) else None,
        segment=_read_number(fields.get("_HLS_msn", [""])[0]),
        part=_read_number(fields.get("_HLS_part", [""])[0]),
    )


def _read_number(text: str) -> int | None:
    return int(text) if _NUMBER.fullmatch(text) else None
