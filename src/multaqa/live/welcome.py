"""The answer to `hello`. The picture inside it is the same for everybody, so it is encoded once for all who join
between two events."""

import msgspec

from multaqa.wire.views import Crowd, Picture, You

_encoder = msgspec.json.Encoder()
_NONE = msgspec.Raw(b"null")


class _Welcome(msgspec.Struct, frozen=True, tag_field="ev", tag="welcome", kw_only=True):
    """`wire.events.Welcome`, its picture encoded already."""

    version: int
    now: int
    you: You
    crowd: Crowd
    picture: msgspec.Raw


class Portrait:
    """A picture's bytes, made when first asked for."""

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self._encoded: msgspec.Raw | None = None

    @property
    def encoded(self) -> msgspec.Raw:
        """The picture as JSON."""
        if self._encoded is None:
            self._encoded = msgspec.Raw(_encoder.encode(self._picture))
        return self._encoded


def encode_welcome(*, version: int, now: int, you: You, crowd: Crowd, portrait: Portrait | None) -> bytes:
    """The bytes of a `Welcome`."""
    picture = _NONE if portrait is None else portrait.encoded
    return _encoder.encode(_Welcome(version=version, now=now, you=you, crowd=crowd, picture=picture))
