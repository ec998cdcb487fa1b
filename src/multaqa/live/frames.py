"""A message as it stands on the socket: serialised once, written to everybody. No permessage-deflate, no masking."""

from types import GeneratorType
from typing import Any

from websockets.frames import Close, Frame, Opcode
from websockets.protocol import OPEN, Protocol
from websockets.streams import StreamReader

_AT_REST = StreamReader.at_eof.__code__
_TEXT_AND_LAST, _MASKED, _LONGEST = 0x81, 0x80, 125
_BEFORE_PAYLOAD = 6


def text_frame(data: bytes) -> bytes:
    """A JSON message as a WebSocket frame."""
    return Frame(Opcode.TEXT, data).serialize(mask=False)


def sound_frame(data: bytes) -> bytes:
    """An audio message as a WebSocket frame."""
    return Frame(Opcode.BINARY, data).serialize(mask=False)


def close_frame(code: int, reason: str) -> bytes:
    """The frame that closes a socket."""
    return Frame(Opcode.CLOSE, Close(code, reason).serialize()).serialize(mask=False)


def short_text(data: bytes) -> bytes | None:
    """The text, when `data` is exactly one masked text frame of at most 125 ASCII bytes that no other continues; None for
    anything else, which the library then reads and judges."""
    size = len(data) - _BEFORE_PAYLOAD
    if not 0 < size <= _LONGEST or data[0] != _TEXT_AND_LAST or data[1] != _MASKED | size:
        return None
    mask = int.from_bytes((data[2:6] * (size // 4 + 1))[:size], "big")
    text = (int.from_bytes(data[6:], "big") ^ mask).to_bytes(size, "big")
    return text if text.isascii() else None


def is_between_frames(conn: Protocol) -> bool:
    """Whether the library has read whole frames and waits for the next one to begin. Its parser is a generator in a generator,
    and waits for a frame's first byte in another place than for the rest of it."""
    waiting: Any = conn.parser
    while isinstance(waiting.gi_yieldfrom, GeneratorType):
        waiting = waiting.gi_yieldfrom
    return bool(waiting.gi_code is _AT_REST) and conn.state is OPEN
