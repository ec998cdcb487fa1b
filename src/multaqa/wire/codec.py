"""Bytes to commands, events to bytes. The only place that knows the wire is JSON."""

import msgspec

from multaqa.wire.commands import AnyCommand, Keyed
from multaqa.wire.events import AnyEvent, LastingEvent, Refusal, Reply
from multaqa.wire.views import Picture

VERSION = 2
MAX_FRAME_BYTES = 64 * 1024
MAX_COMMAND_BYTES = 8 * 1024

_commands: msgspec.json.Decoder[AnyCommand] = msgspec.json.Decoder(AnyCommand)
_lasting: msgspec.json.Decoder[LastingEvent] = msgspec.json.Decoder(LastingEvent)
_events: msgspec.json.Decoder[AnyEvent] = msgspec.json.Decoder(AnyEvent)
_pictures = msgspec.json.Decoder(Picture)
_encoder = msgspec.json.Encoder()


class BadCommand(ValueError):
    """A text frame that is no command. `code` is a refusal code; `key` the command's key when it could be read."""

    def __init__(self, code: str, detail: str, key: str = "") -> None:
        super().__init__(detail)
        self.code, self.key = code, key


def decode_command(text: bytes) -> AnyCommand:
    """Raises BadCommand with `malformed`, `unknown_command` or `too_long`."""
    if len(text) > MAX_COMMAND_BYTES:
        raise BadCommand("too_long", f"{len(text)} bytes")
    try:
        return _commands.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        unknown = isinstance(error, msgspec.ValidationError) and "Invalid value" in str(error) and "$.do" in str(error)
        raise BadCommand("unknown_command" if unknown else "malformed", str(error), _key_of(text)) from error


def _key_of(text: bytes) -> str:
    try:
        return msgspec.json.decode(text, type=Keyed, strict=False).key
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return _loose_key(text)


def _loose_key(text: bytes) -> str:
    try:
        raw = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
        return msgspec.json.decode(raw["key"], type=str)[:40]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, KeyError):
        return ""


def encode(message: AnyEvent | Reply | Refusal | Picture) -> bytes:
    """The JSON bytes of anything a node says."""
    return _encoder.encode(message)


def decode_lasting(data: bytes) -> LastingEvent:
    """An event as it was kept. Raises msgspec.DecodeError when the bytes are not of this version."""
    return _lasting.decode(data)


def decode_event(data: bytes) -> AnyEvent:
    """Any event, as a client of ours reads it."""
    return _events.decode(data)


def decode_picture(data: bytes) -> Picture:
    """A picture as it was encoded."""
    return _pictures.decode(data)
